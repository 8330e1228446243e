"""What is known of data whose file is lost is read with suspicion: it comes with weights from anywhere."""

import json
import random

import numpy as np
import pytest
from lost_data import KINDS

from playground.data.data_set import DataSet
from playground.experiment.problems import blocking_problems, problems
from playground.parts.part import family

ODD = (None, True, -1, 1e308, float("nan"), float("inf"), 10**400, "", "x", [], {}, [1], ["a"], [[]])


@pytest.fixture
def lost(tmp_path):
    """Return a function that makes an experiment on data that are gone, and says what was known of these."""

    def lose(kind):
        path, experiment = KINDS[kind](tmp_path)
        known = experiment.outlined.described()
        path.unlink()
        return experiment, known

    return lose


def with_outline(experiment, text):
    return experiment.changed(data=experiment.data.changed(outline=text))


def test_without_its_file_a_table_has_its_columns_and_no_sample(lost):
    experiment, outline = lost("two columns")
    whole = with_outline(experiment, outline)
    assert whole.data.absent
    assert not blocking_problems(whole)
    assert [each.path for each in problems(whole)] == ["data.path"]
    assert (len(whole.points), whole.input_names) == (0, ("x", "y"))
    assert whole.targets.classes == ("a", "b")
    assert whole.points.ends.tolist() == [[-2.0, -2.0], [2.0, 2.0]]
    assert not experiment.data.absent
    assert blocking_problems(experiment)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_known_is_told_again_as_it_was(lost, kind):
    experiment, outline = lost(kind)
    assert experiment.data.recalled(outline).described() == outline
    assert with_outline(experiment, outline).outlined.described() == outline


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_said_of_them_is_used_or_left(lost, kind):
    experiment, outline = lost(kind)
    plain, drawn = json.loads(outline), random.Random(1)
    for _ in range(300):
        changed = json.loads(json.dumps(plain))
        name = drawn.choice([*changed])
        inner = changed[name]
        if isinstance(inner, list) and inner and drawn.random() < 0.7:
            inner[drawn.randrange(len(inner))] = drawn.choice(ODD)
        else:
            changed[name] = drawn.choice(ODD)
        found = with_outline(experiment, json.dumps(changed))
        if found.data.absent and not blocking_problems(found):
            points = found.points
            assert len(points) == 0
            assert found.network().shapes[0] == found.inputs_shape
            assert np.isfinite([*found.data.scale(), found.data.largest(points)]).all()
            if points.plane is not None:
                assert np.isfinite([[side.middle, side.unit] for side in points.edges]).all()


def test_presets_say_nothing_of_it_while_there_is_nothing_to_say():
    for member in family(DataSet).values():
        assert "outline" not in member().model_dump(mode="json")

"""What is known of a table whose file is lost is read with suspicion: it comes with weights from anywhere."""

import json
import random

import numpy as np
import pytest

import playground
from playground.data.tables.outline import Outline
from playground.experiment.problems import blocking_problems, problems
from playground.export.table_use import TableUse

ODD = (None, True, -1, 1e308, float("nan"), float("inf"), 10**400, "", "x", [], {}, [1], ["a"], [[]])


@pytest.fixture
def lost(tmp_path):
    """An experiment on a table that is gone, and what was known of that."""
    table = tmp_path / "t.csv"
    table.write_text("x,y,kind\n" + "".join(f"{i % 7},{i % 5},{'ab'[i % 2]}\n" for i in range(40)))
    experiment = playground.from_table(table, target="kind")
    found = experiment, TableUse.of(experiment).described()
    experiment = experiment.changed(data=experiment.data.changed(path=str(tmp_path / "gone.csv")))
    return experiment, found[1]


def with_outline(experiment, text):
    return experiment.changed(data=experiment.data.changed(outline=text))


def test_without_its_file_a_table_has_its_columns_and_no_sample(lost):
    experiment, outline = lost
    whole = with_outline(experiment, outline)
    assert whole.data.absent
    assert not blocking_problems(whole)
    assert [each.path for each in problems(whole)] == ["data.path"]
    assert (len(whole.points), whole.input_names) == (0, ("x", "y"))
    assert whole.targets.classes == ("a", "b")
    assert whole.points.ends.tolist() == [[-2.0, -2.0], [2.0, 2.0]]
    assert Outline.recalled(outline).described() == outline
    assert not experiment.data.absent
    assert blocking_problems(experiment)


def test_whatever_is_said_of_it_is_used_or_left(lost):
    experiment, outline = lost
    plain, drawn = json.loads(outline), random.Random(1)
    for _ in range(1000):
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
            assert np.isfinite([[side.middle, side.unit] for side in points.edges]).all()
            assert found.network().shapes[0] == found.inputs_shape

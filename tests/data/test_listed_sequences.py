"""Sequences that stand in the preset: what is listed is learned, and lists that do not fit are refused."""

import numpy as np
import pytest
from pydantic import ValidationError

import playground
from playground.data.sequences.listed_sequences import SAMPLES, STEPS, VALUES, ListedSequences
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.parts.errors import faults

TWO = ListedSequences(sequences=[[[1, 2], [3, 4], [5, 6]], [[0, 0], [1, 0], [0, 1]]], values=[[0.5], [-2]])


def test_points_are_those_of_the_list_in_its_order():
    points = TWO.points()
    assert points.shape == (3, 2)
    assert points.inputs.tolist() == [[1, 2, 3, 4, 5, 6], [0, 0, 1, 0, 0, 1]]
    assert points.truth.tolist() == [0.5, -2.0]
    assert points.plane is None


def test_several_values_are_learned_together():
    data = TWO.changed(values=((0.5, -0.25), (-0.5, 0.75)))
    experiment = Experiment(
        data=data, layers=({"kind": "recurrent", "units": 4},), output="auto", split={"test": 0.0}
    )
    assert problems(experiment) == []
    run = playground.train(experiment, 2000, optimizer={"kind": "adam", "learning_rate": 0.02})
    np.testing.assert_allclose(run.network.predict(data.points().inputs), data.values, atol=0.01)


REFUSED = [
    ({"sequences": [], "values": []}, "values: at least one sequence is needed"),
    ({"sequences": [[[1.0]]], "values": [[1.0], [2.0]]}, "values: 2 rows of values for 1 sequences"),
    (
        {"sequences": [[[1.0]], [[1.0], [2.0]]], "values": [[1.0], [2.0]]},
        "sequences: sequence 2 has 2 steps, and sequence 1 has 1",
    ),
    (
        {"sequences": [[[1.0], [1.0, 2.0]]], "values": [[1.0]]},
        "sequences: a row has 2 numbers, and the first has 1",
    ),
    ({"sequences": [[[1.0]]], "values": [[]]}, f"values: a row has 1 to {VALUES} numbers, not 0"),
    ({"sequences": [[[]]], "values": [[1.0]]}, f"sequences: a row has 1 to {VALUES} numbers, not 0"),
    ({"sequences": [[]], "values": [[1.0]]}, f"sequences: a sequence has 1 to {STEPS} steps, not 0"),
    (
        {"sequences": [[[1.0]] * (STEPS + 1)], "values": [[1.0]]},
        f"sequences: a sequence has 1 to {STEPS} steps, not {STEPS + 1}",
    ),
]


@pytest.mark.parametrize(("settings", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_lists_that_do_not_fit_are_refused_in_one_line(settings, said):
    with pytest.raises(ValidationError) as caught:
        ListedSequences(**settings)
    assert faults(caught.value, ListedSequences) == [said]


def test_too_many_sequences_are_refused():
    with pytest.raises(ValidationError, match=str(SAMPLES)):
        ListedSequences(sequences=[[[1.0]]] * (SAMPLES + 1), values=[[1.0]] * (SAMPLES + 1))

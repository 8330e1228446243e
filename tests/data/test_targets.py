"""Targets: how they are coded for an output layer, and what is read from outputs."""

import numpy as np
import pytest

from playground.data.targets.base import Coding, Statement
from playground.data.targets.classes import Classes
from playground.data.targets.values import Inputs, Values

CODINGS = (Coding(), Coding(-1.0, 1.0), Coding(0.0, 1.0, one_each=True))
NOTHING = np.zeros((5, 0))
every_coding = pytest.mark.parametrize("coding", CODINGS, ids=str)


def of(count, coding=CODINGS[0], names=()):
    return Classes(count, names).bound(coding, ())


@every_coding
@pytest.mark.parametrize("count", [2, 3, 8])
def test_targets_stand_for_the_class_that_they_code(count, coding):
    labels = np.array([0, 1, count - 1, 0, 1])
    classes = of(count, coding)
    targets = classes.encode(labels, NOTHING)
    assert targets.shape == (5, classes.units)
    assert set(np.unique(targets)) == {coding.low, coding.high}
    assert np.array_equal(classes.labels(targets), labels)


@pytest.mark.parametrize(
    ("targets", "output", "units"),
    [(Values(), "identity", 1), (Values(3), "identity", 3), (of(2), "sigmoid", 1), (of(3), "softmax", 3)],
)
def test_targets_ask_for_an_output(targets, output, units):
    assert targets.automatic_output == output
    assert targets.units == units


@every_coding
def test_a_population_decides_for_each_network(coding):
    classes = of(3, coding)
    outputs = np.stack([classes.encode(np.array(labels), NOTHING) for labels in ([0, 1, 2], [2, 2, 0])])
    assert classes.labels(outputs).tolist() == [[0, 1, 2], [2, 2, 0]]


@every_coding
@pytest.mark.parametrize("count", [2, 3, 8])
def test_perfect_outputs_are_wrong_nowhere_and_wrong_ones_are(count, coding):
    classes, labels = of(count, coding), np.arange(count)
    targets = classes.encode(labels, NOTHING)
    others = classes.encode(np.roll(labels, 1), NOTHING)
    assert classes.grades(targets, targets, 8).tolist() == [0] * count
    assert classes.grades(targets, others, 8).tolist() == [1] * count
    assert classes.measure(targets, targets).score == 1.0
    assert classes.measure(targets, others).score == 0.0
    assert np.array_equal(classes.discretised(targets), targets)
    assert classes.confidence(targets).tolist() == [1.0] * count


@pytest.mark.parametrize("targets", [Values(2), Inputs(("a", "b"))], ids=str)
def test_numbers_are_wrong_by_their_distance(targets):
    true = np.array([[0.0, 0.0], [2.0, 2.0]])
    outputs = np.array([[0.3, 0.4], [2.0, 2.0]])
    assert targets.grades(true, outputs, 8).tolist() == [4, 0]  # half of half the range
    assert targets.grades(true, np.full((2, 2), np.nan), 8).tolist() == [8, 8]
    assert targets.labels(outputs) is targets.confidence(outputs) is targets.shares(outputs) is None
    assert list(targets.edges(outputs)) == []
    assert targets.measure(true, true).score == 1.0
    assert targets.describe(true[1], 9) == (2.0, 2.0)
    assert targets.discretised(outputs).tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_the_inputs_are_what_the_network_is_given():
    inputs = np.arange(6.0).reshape(3, 2)
    targets = Inputs().bound(CODINGS[0], ("left", "right"))
    assert targets.units == 2
    assert targets.encode(np.zeros((3, 0)), inputs) is inputs


def test_outputs_are_put_into_words():
    names = ("the first of three", "the second of three", "other")
    assert of(2).statements(np.array([0.75]), 4, 18) == [
        Statement("class 2", (0.75,), share=True),
        Statement("class 1", (0.25,), share=True),
        Statement("predicted", "class 2"),
    ]
    assert of(2, CODINGS[1], ("no", "yes")).statements(np.array([-0.5]), 4, 18) == [
        Statement("output", (-0.5,)),
        Statement("predicted", "no"),
    ]
    assert of(3, names=names).statements(np.array([0.1, 0.6, 0.3]), 2, 18) == [
        Statement("the second of thr…", (0.6,), share=True),
        Statement("other", (0.3,), share=True),
        Statement("predicted", "the second of thr…"),
    ]
    assert Values(2).statements(np.array([1.0, 2.0]), 4, 18) == [
        Statement("output 1", (1.0,)),
        Statement("output 2", (2.0,)),
    ]


@every_coding
def test_the_decision_changes_at_the_edges(coding):
    for count in (2, 3, 4):
        classes = of(count, coding)
        outputs = np.random.default_rng(0).uniform(coding.low, coding.high, (500, classes.units))
        sides = np.stack([height > level for height, level in classes.edges(outputs)], axis=1)
        labels = classes.labels(outputs)
        for label in range(count):
            assert len({tuple(row) for row in sides[labels == label].tolist()}) == 1

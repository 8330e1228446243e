"""Outputs: how classes become targets, and how outputs become classes again."""

import numpy as np
import pytest
from cases import every

from playground.engine.outputs import AutoOutput, Output


@pytest.mark.parametrize("classes", [2, 3, 8])
@every(Output)
def test_targets_vote_for_the_class_that_they_code(part, classes):
    labels = np.array([0, 1, classes - 1, 0, 1])
    says = part.resolved(classes)
    targets = says.encode(labels, classes)
    assert targets.shape == (5, says.units(classes))
    assert np.array_equal(says.decide(targets), labels)


@every(Output)
def test_targets_lie_where_the_activation_can_reach(part):
    says = part.resolved(2)
    reached = np.empty((1, 2))
    says.activation.value(np.array([[-50.0, 50.0]]), reached)
    assert reached[0, 0] <= says.low + 1e-9
    assert reached[0, 1] >= says.high - 1e-9


@pytest.mark.parametrize(
    ("classes", "kind", "units"), [(0, "identity", 1), (2, "sigmoid", 1), (3, "softmax", 3)]
)
def test_automatic_follows_the_data(classes, kind, units):
    says = AutoOutput().resolved(classes)
    assert says.kind == kind
    assert says.units(classes) == units


@every(Output)
def test_only_automatic_becomes_another_output(part):
    assert (part.resolved(2) == part) == (part.kind != "auto")


def test_automatic_that_was_not_resolved_leaves_sums_as_they_are():
    assert AutoOutput().activation.kind == "identity"


@every(Output)
def test_values_need_one_output(part):
    assert part.units(0) == 1


@every(Output)
def test_a_population_decides_for_each_network(part):
    says = part.resolved(3)
    outputs = np.stack([says.encode(np.array(labels), 3) for labels in ([0, 1, 2], [2, 2, 0])])
    assert says.decide(outputs).tolist() == [[0, 1, 2], [2, 2, 0]]

"""Outputs: what the last layer computes, and the numbers by which its targets say no and yes."""

import numpy as np
from cases import every

from playground.engine.outputs import AutoOutput, Output
from playground.parts.part import family


@every(Output)
def test_targets_lie_where_the_activation_can_reach(part):
    output = part.resolved("sigmoid")
    reached = np.empty((1, 2))
    output.activation.value(np.array([[-50.0, 50.0]]), reached)
    assert reached[0, 0] <= output.low + 1e-9
    assert reached[0, 1] >= output.high - 1e-9


@every(Output)
def test_automatic_becomes_the_output_that_is_asked_for_and_keeps_the_bias(part):
    if part.kind != "auto":
        assert AutoOutput(bias=False).resolved(part.kind) == family(Output)[part.kind](bias=False)


@every(Output)
def test_only_automatic_becomes_another_output(part):
    assert (part.resolved("sigmoid") == part) == (part.kind != "auto")


def test_automatic_that_was_not_resolved_leaves_sums_as_they_are():
    assert AutoOutput().activation.kind == "identity"

"""A nudge: how the loss really changes if one parameter is moved a little, beside what its slope says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.network import Network
from playground.engine.symbolic.expressions import Line, Node, number, symbol
from playground.microscope.graph import Graph
from playground.microscope.trace import Trace

STEP = 0.001
"""By how much the parameter is moved."""
ALIKE = 1e-4
"""Relative error up to which the loss that is computed anew is that of the trace."""


def nudged(where: Node, graph: Graph) -> list[Line]:
    """Return the lines of a parameter's nudge, computed in double precision from the batch of the trace.

    There are none where the loss of the step cannot be computed again: a layer draws what it lets through.
    """
    trace = graph.trace
    layer = trace.layers[where.layer - 1]
    place = int(layer.named(np.arange(len(trace.before), dtype=np.float64))[where.name][where.index])
    moved = trace.before.astype(np.float64)
    now = _loss(trace, moved)
    if not np.isfinite(now) or abs(now - trace.loss) > ALIKE * max(1.0, abs(trace.loss)):
        return []
    moved[place] += STEP
    then = _loss(trace, moved)
    if not np.isfinite(then):
        return []
    w = graph.symbols(where.layer).parameter(where.name, where.index)
    gradient = replace(w, number=number(trace.gradient[place]), of="L", means="The gradient.")
    step = symbol("h", STEP, means=f"A nudge: the {where.name} is moved by so much.")
    before = symbol("L", now, means="The loss of the batch.")
    after = symbol("L", then, mark="prime", means="The loss of the batch with the nudge.")
    change = symbol("ΔL", then - now, means="How much the loss changes with the nudge.")
    foretold = number(trace.gradient[place] * STEP)
    meant = symbol("ΔL", foretold, mark="hat", means="What the gradient foretells of the change.")
    nearly = "The gradient times the nudge: what it foretells, but for the curve of the loss."
    if any(each.rule.inexact(each.inputs_shape) for each in trace.layers):
        nearly = "The gradient times the nudge. Slopes go back through some steps only, so it foretells less."
    return [
        Line(change, after - before, f"A nudge: with {STEP} more the loss of the batch changes by this."),
        Line(meant, gradient * step, nearly),
    ]


def _loss(trace: Trace, parameters: Array) -> float:
    """Return the loss of the batch as in training, with other parameters (n,)."""
    layers = tuple(layer.rule for layer in trace.layers)
    network = Network(layers, trace.layers[0].inputs_shape, dtype=np.dtype(np.float64))
    network.parameters[0], network.state[0] = parameters, trace.kept
    run = network.bind(len(trace.x), trace.loss_rule, generators=[np.random.default_rng(0)])
    run.x[...], run.y[...] = trace.x, trace.y
    with np.errstate(all="ignore"):
        run.forward()
        return float(run.value())

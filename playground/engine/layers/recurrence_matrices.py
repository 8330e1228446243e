"""What recurrent layers share as matrices: sums of a step, slopes of states, gradients over all steps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.layers.matrices import LayerMatrices, hstack, matrix, transposed, vstack
from playground.engine.layers.recurrence import Recurrence
from playground.engine.symbolic.expressions import Line, Symbol, Term, added
from playground.engine.symbolic.products import matmul, ones

WEIGHTS = ("weight", "recurrent")
"""The parameters that inputs, then states, are multiplied with."""


def gate_sum(rule: Recurrence, at: LayerMatrices, gate: int) -> Term:
    """Return a gate's sums at the time step that is spelled out: [x, h] times [w; u], and the bias."""
    inputs_and_states = hstack([at.at("x", at.time_step), at.at(rule.state, at.time_step - 1)])
    found: Term = matmul(inputs_and_states, vstack([part(rule, at, name, gate) for name in WEIGHTS]))
    return found + part(rule, at, "bias", gate) if rule.bias else found


def part(rule: Recurrence, at: LayerMatrices, name: str, gate: int) -> Symbol:
    """Return the columns of a parameter that lead to one gate."""
    several = len(rule.gates) > 1
    part = at.parameters[name][..., gate * rule.units : (gate + 1) * rule.units]
    return at.parameter(name, part, at.letters[rule.gates[gate]].letter if several else "")


def state_slopes(rule: Recurrence, at: LayerMatrices) -> Iterator[Line]:
    """Yield the slopes with respect to the hidden states of the time step that is spelled out."""
    t, steps = at.time_step, at.inputs_shape[0]
    terms: list[tuple[Term, bool]] = []
    if rule.outputs == "every-step":
        terms.append((at.at("da", t), True))
    elif t == steps - 1:
        terms.append((at.value("da"), True))
    if rule.carries(t, steps):
        for gate, name in enumerate(rule.gates):
            slopes = at.at(rule.slope_of(name, "recurrent"), t + 1)
            terms.append((matmul(slopes, transposed(part(rule, at, "recurrent", gate))), True))
        terms += [(each, True) for each in rule.carried_matrices(at)]
    if terms:
        note = "What comes from above, and from the sums of the next step through the recurrent weights."
        total = terms[0][0] if len(terms) == 1 else added(*terms)
        yield Line(at.at("d_hidden", t), total, note)


def parameter_gradients(rule: Recurrence, at: LayerMatrices) -> Iterator[Line]:
    """Yield the gradients of weights, a row for every sample and step; then ∂L/∂x, those of the inputs."""
    states = at.over_time(rule.state)
    before = np.concatenate([np.zeros_like(states[:, :1]), states[:, :-1]], axis=1)
    rows = {
        "weight": at.x(_in_rows(at.over_time("x"))),
        "recurrent": at.value(rule.state, _in_rows(before), "before"),
    }
    for name, multiplied in rows.items():
        slopes = _all_slopes(rule, at, name)
        product = matmul(transposed(multiplied), slopes)
        note = "Rows are samples and steps: the product adds up what every step says."
        yield Line(at.slope_of(name), product, note)
    if rule.bias:
        slopes = _all_slopes(rule, at, "bias")
        adding = matmul(ones(len(slopes.number)), slopes)
        yield Line(at.slope_of("bias"), adding, "The gradient of the biases: the rows added up.")
    if at.slope_below is None:
        return
    if below := at.below(_in_rows(at.slope_below.reshape(-1, *at.inputs_shape))):
        weight = transposed(at.parameter("weight"))
        yield Line(below, matmul(_all_slopes(rule, at, "weight"), weight), "Back through the weights.")


def _all_slopes(rule: Recurrence, at: LayerMatrices, name: str) -> Symbol:
    """Return the slopes of all sums, (batch * time, stacked units), by which a parameter learns."""
    names = [rule.slope_of(gate, name) for gate in rule.gates]
    found = np.concatenate([at.over_time(each) for each in names], axis=2)
    own = at.value(names[0], _in_rows(found)) if len(names) == 1 else None
    means = "The slopes of all gates' sums beside each other, a row for every sample and step."
    index = "" if name != "recurrent" else "u"
    return own or matrix("dS", _in_rows(found), index, layer=at.position, means=means)


def _in_rows(array: Array) -> Array:
    """Return (batch, time, numbers) as (batch * time, numbers)."""
    return array.reshape(-1, array.shape[-1])

"""A step of the gated recurrent unit as matrices."""

from __future__ import annotations

from collections.abc import Iterator

from playground.engine.layers.matrices import LayerMatrices
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrence_matrices import gate_sum, parameter_gradients, part, state_slopes
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.functions import sigmoid, tanh
from playground.engine.symbolic.products import matmul


def forward(rule: Recurrence, at: LayerMatrices) -> Iterator[Line]:
    """Yield how a step of the layer comes from its inputs and the states before."""
    t, before = at.time_step, at.at(rule.state, at.time_step - 1)
    for gate, name in enumerate(("reset_gate", "update_gate")):
        note = "A step: its inputs beside the states before, times the weights of this gate."
        yield Line(at.at(name, t), sigmoid(gate_sum(rule, at, gate)), note)
    recalled: Term = matmul(before, part(rule, at, "recurrent", 2))
    inputs: Term = matmul(at.at("x", t), part(rule, at, "weight", 2))
    if rule.bias:
        recalled = recalled + at.parameter("recurrent_bias")
        inputs = inputs + part(rule, at, "bias", 2)
    m, n, r, z = (at.at(name, t) for name in ("recalled", "candidate", "reset_gate", "update_gate"))
    yield Line(m, recalled, "What the states before make of the candidates.")
    yield Line(n, tanh(inputs + r * m), "The candidates.")
    yield Line(at.at(rule.state, t), (1 - z) * n + z * before, "As much of the states as is kept.")


def backward(rule: Recurrence, at: LayerMatrices) -> Iterator[Line]:
    """Yield the slopes of that step, then the gradients of all."""
    yield from state_slopes(rule, at)
    names = ("d_hidden", "d_candidate", "d_recalled", "d_reset_gate", "d_update_gate")
    dh, dn, dm, dr, dz = (at.at(name, at.time_step) for name in names)
    r, z, n = (at.at(name, at.time_step) for name in rule.gates)
    yield Line(dn, dh * (1 - z) * (1 - n**2), "The candidates' share.")
    yield Line(dm, dn * r, "As much as the reset gates let through.")
    yield Line(dr, dn * at.at("recalled", at.time_step) * (r * (1 - r)), "The reset gates' share.")
    before = at.at(rule.state, at.time_step - 1)
    yield Line(dz, dh * (before - n) * (z * (1 - z)), "The update gates' share.")
    yield from parameter_gradients(rule, at)

"""The gated recurrent unit (Cho et al. 2014), in the form of PyTorch and cuDNN.

The columns of weights and biases are those of the reset gates, update gates and candidates, in this order: r,
z, n. So are PyTorch's ``weight_ih_l0`` and ``weight_hh_l0``, which are ours transposed; Keras, with
``reset_after``, has z, r, n. The reset gate works on what the states before make of a candidate, behind a
bias of its own, ``recurrent_bias``: the last third of PyTorch's ``bias_hh_l0`` and of the second row of
Keras's ``bias``. The rest of these adds up with ``bias_ih_l0``, or the first row, to our ``bias``.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import ONE, Array, Procedure
from playground.engine.layers import gru_matrices
from playground.engine.layers.base import Bound, Memory
from playground.engine.layers.matrices import LayerMatrices
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.sequence_memory import (
    HALF,
    SequenceMemory,
    sequence_product,
    step_product,
    time_major,
)
from playground.engine.parameters import Parameter, Role
from playground.engine.symbolic.expressions import Constant, Line, Term, number
from playground.engine.symbolic.functions import sigmoid, tanh
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.engine.symbolic.sums import total

SUM = "The derivative of the loss with respect to the sum of "


class GRU(Recurrence):
    """Gated recurrent units: gates decide how much of a state is kept and seen (Cho et al. 2014)."""

    title = "GRU"
    gates = ("reset_gate", "update_gate", "candidate")
    shut: ClassVar[Mapping[str, float]] = {"update_gate": 1.0}
    carried_values = frozenset({"a", "hidden"})
    carried_slopes = frozenset(
        {"da", "d_hidden", "d_reset_gate", "d_update_gate", "d_candidate", "d_recalled"}
    )
    letters: ClassVar[Mapping[str, Letter]] = {
        "weight": Letter("w", "A weight: from an input to a gate or a candidate of a unit."),
        "recurrent": Letter("u", "A recurrent weight: from a unit's hidden state of the step before."),
        "bias": Letter("b", "The bias of a gate or a candidate of a unit."),
        "recurrent_bias": Letter("d", "The bias of what a candidate recalls."),
        "reset_gate": Letter("r", "The reset gate of a unit: how much of what is recalled it lets through."),
        "update_gate": Letter("z", "The update gate of a unit: how much of its state it keeps."),
        "recalled": Letter("m", "What the states of the step before make of a candidate."),
        "candidate": Letter("n", "The candidate of a unit: what its state may become."),
        "hidden": Letter("h", "The hidden state of a unit."),
        "a": OUTPUT,
        "d_hidden": Letter(
            "δh", "The derivative of the loss with respect to a hidden state, ∂L/∂h.", "hidden"
        ),
        "reset_gate_sum": Letter("sr", "The sum of a reset gate."),
        "d_reset_gate": Letter("δr", SUM + "a reset gate.", "reset_gate_sum"),
        "update_gate_sum": Letter("sz", "The sum of an update gate."),
        "d_update_gate": Letter("δz", SUM + "an update gate.", "update_gate_sum"),
        "candidate_sum": Letter("sn", "The sum of a candidate."),
        "d_candidate": Letter("δn", SUM + "a candidate.", "candidate_sum"),
        "d_recalled": Letter(
            "δm", "The derivative of the loss with respect to what a candidate recalls.", "recalled"
        ),
    }
    kind: Literal["gru"] = "gru"

    def biases(self) -> dict[str, Parameter]:
        return super().biases() | {"recurrent_bias": Parameter((self.units,), Role.BIAS)}

    def bind(self, memory: Memory) -> Bound:
        at, units = SequenceMemory(self, memory), self.units
        # For every time step the sums of r, z and what is recalled, and the part of n's sum from the inputs.
        sums, gates = at.buffer(4, units), at.buffer(2, units)
        candidate, moved = at.buffer(units), at.buffer(units)
        # On the way back, for every time step: the part of the slope that goes straight to the state before,
        # and the slopes of r, z, what is recalled, and n.
        slopes, factors = at.buffer(5, units, zero=True), at.buffer(5, units)
        back = slopes[:, 1:].reshape(at.time, 4 * units, *at.tail)
        forward = [
            at.load_inputs(),
            *self._forward(at, memory, sums, gates, candidate, moved),
            at.write_outputs(),
        ]
        backward = list(_factors(sums, gates, candidate, moved, factors))
        for t in at.backward_steps():
            recurrent = memory.parameters["recurrent"]
            backward += at.state_slope(t, recurrent, back[:, : 3 * units], slopes[:, 0])
            backward.append(partial(np.multiply, at.slopes[t], factors[t], slopes[t]))
        backward += self._gradient(at, memory, back)
        if memory.dx is not None:
            backward += self._inputs(at, memory, back)
        shown = {
            "reset_gate": gates[:, 0],
            "update_gate": gates[:, 1],
            "recalled": sums[:, 2],
            "candidate": candidate,
            "d_reset_gate": slopes[:, 1],
            "d_update_gate": slopes[:, 2],
            "d_recalled": slopes[:, 3],
            "d_candidate": slopes[:, 4],
        }
        return Bound(tuple(forward), tuple(backward), at.handles(**shown, dz=back))

    def _forward(
        self, at: SequenceMemory, memory: Memory, sums: Array, gates: Array, candidate: Array, moved: Array
    ) -> Iterator[Procedure]:
        units, inputs = self.units, at.inputs
        # One matrix makes all four sums, with zeros where a candidate and what it recalls do not take part in
        # each other. With sigmoid(z) = (1 + tanh(z / 2)) / 2 one tanh serves both gates, if their rows are
        # halved.
        count = at.stacked_inputs.shape[1]
        matrix = np.zeros((*memory.block.shape[:-1], 4 * units, count), at.dtype)
        weight = memory.parameters["weight"].swapaxes(-1, -2)
        recurrent = memory.parameters["recurrent"].swapaxes(-1, -2)
        two, rows = 2 * units, slice(inputs, inputs + units)
        yield partial(np.multiply, weight[..., :two, :], HALF, matrix[..., :two, :inputs])
        yield partial(np.multiply, recurrent[..., :two, :], HALF, matrix[..., :two, rows])
        yield partial(np.copyto, matrix[..., two : 3 * units, rows], recurrent[..., two:, :])
        yield partial(np.copyto, matrix[..., 3 * units :, :inputs], weight[..., two:, :])
        if self.bias:
            bias, recalled = memory.parameters["bias"], memory.parameters["recurrent_bias"]
            yield partial(np.multiply, bias[..., :two], HALF, matrix[..., :two, -1])
            yield partial(np.copyto, matrix[..., two : 3 * units, -1], recalled)
            yield partial(np.copyto, matrix[..., 3 * units :, -1], bias[..., two:])
        between = np.empty((units, *at.tail), at.dtype)
        for t in range(at.time):
            reset, update = gates[t]
            before, new = at.before[t], candidate[t]
            yield step_product(matrix, at.stacked_inputs[t], sums[t].reshape(4 * units, *at.tail))
            yield partial(np.tanh, sums[t, :2], gates[t])
            yield partial(np.multiply, gates[t], HALF, gates[t])
            yield partial(np.add, gates[t], HALF, gates[t])
            yield partial(np.multiply, reset, sums[t, 2], between)
            yield partial(np.add, between, sums[t, 3], between)
            yield partial(np.tanh, between, new)
            yield partial(np.subtract, before, new, moved[t])
            yield partial(np.multiply, moved[t], update, between)
            yield partial(np.add, new, between, at.after[t])

    def _gradient(self, at: SequenceMemory, memory: Memory, slopes: Array) -> Iterator[Procedure]:
        units, inputs, gradient = self.units, at.inputs, memory.gradient
        two, rows = 2 * units, slice(inputs, inputs + units)
        whole = np.empty((*memory.block.shape[:-1], at.stacked_inputs.shape[1], 4 * units), at.dtype)
        yield from at.gradient(slopes, whole)
        yield partial(np.copyto, gradient["weight"][..., :two], whole[..., :inputs, :two])
        yield partial(np.copyto, gradient["weight"][..., two:], whole[..., :inputs, 3 * units :])
        yield partial(np.copyto, gradient["recurrent"], whole[..., rows, : 3 * units])
        if self.bias:
            yield partial(np.copyto, gradient["bias"][..., :two], whole[..., -1, :two])
            yield partial(np.copyto, gradient["bias"][..., two:], whole[..., -1, 3 * units :])
            yield partial(np.copyto, gradient["recurrent_bias"], whole[..., -1, two : 3 * units])

    def _inputs(self, at: SequenceMemory, memory: Memory, slopes: Array) -> Iterator[Procedure]:
        assert memory.dx is not None
        units, weight = self.units, memory.parameters["weight"]
        dx = time_major(memory.dx, memory.shape)
        other = np.empty((at.time, at.inputs, *at.tail), at.dtype)
        yield sequence_product(weight[..., : 2 * units], slopes[:, : 2 * units], dx)
        yield sequence_product(weight[..., 2 * units :], slopes[:, 3 * units :], other)
        yield partial(np.add, dx, other, dx)

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        if len(place) == 1:
            yield self.last_formula(at, place)
            return
        t, unit = place
        for gate, name in enumerate(("reset", "update")):
            sums = sigmoid(self.sum_formula(at, gate, place))
            yield at.line(f"{name}_gate", place, sums, f"The {name} gate: the sigmoid of its sum.")
        recalled = self.from_states(at, 2, place)
        inputs = self.from_inputs(at, 2, place)
        if self.bias:
            recalled.insert(0, at.parameter("recurrent_bias", (unit,)))
            inputs.insert(0, self.bias_of(at, "bias", 2, place))
        note = "What the states of the step before make of the candidate."
        note = note if t else "Before the first step there is no state: only the bias is recalled."
        yield at.line("recalled", place, total(recalled), note)
        reset, recalled_now = at.value("reset_gate", place), at.value("recalled", place)
        new = tanh(total(inputs) + reset * recalled_now)
        note = "The candidate: what inputs make of it, and as much as the reset gate lets through."
        yield at.line("candidate", place, new, note)
        update, candidate = at.value("update_gate", place), at.value("candidate", place)
        state: Term = (1 - update) * candidate
        if t:
            state = state + update * at.value(self.state, (t - 1, unit))
        yield at.line(self.state, place, state, "As much of the state before as the update gate keeps.")

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        yield from gru_matrices.forward(self, at)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        yield from gru_matrices.backward(self, at)

    def carried_matrices(self, at: LayerMatrices) -> list[Term]:
        later = at.time_step + 1
        return [at.at("d_hidden", later) * at.at("update_gate", later)]

    def inner_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        if len(place) == 1:
            return
        t, unit = place
        yield self.state_line(at, place)
        d_hidden = at.value("d_hidden", place)
        reset, update, new = (at.value(name, place) for name in self.gates)
        back = d_hidden * (1 - update) * (1 - new**2)
        yield at.line("d_candidate", place, back, "Through what is not kept, and the derivative of tanh.")
        d_new = at.value("d_candidate", place)
        yield at.line("d_recalled", place, d_new * reset, "As much as the reset gate lets through.")
        slope = d_new * at.value("recalled", place) * (reset * (1 - reset))
        yield at.line("d_reset_gate", place, slope, "What is recalled, times the derivative of the sigmoid.")
        before: Term = at.value(self.state, (t - 1, unit)) if t else Constant(number(0.0))
        slope = d_hidden * (before - new) * (update * (1 - update))
        note = "The difference that keeping makes, times the derivative of the sigmoid."
        yield at.line("d_update_gate", place, slope, note)

    def state_slopes(self, at: LayerSymbols, place: Place) -> list[Term]:
        t, unit = place
        terms = super().state_slopes(at, place)
        if self.carries(t, at.inputs_shape[0]):
            later = t + 1, unit
            terms.append(at.value("d_hidden", later) * at.value("update_gate", later))
        return terms

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        if name == "recurrent_bias":
            return 1 * at.value("d_recalled", place)
        return super().share_formula(at, name, index, place)

    def slope_of(self, gate: str, name: str) -> str:
        return "d_recalled" if name == "recurrent" and gate == "candidate" else super().slope_of(gate, name)


def _factors(
    sums: Array, gates: Array, candidate: Array, moved: Array, factors: Array
) -> Iterator[Procedure]:
    """Yield the procedures that compute the local derivatives by which slopes of states are multiplied, for
    all time steps at once.
    """
    recalled, reset, update = sums[:, 2], gates[:, 0], gates[:, 1]
    kept, of_reset, of_update, of_recalled, of_new = (factors[:, place] for place in range(5))
    bent, left = np.empty_like(gates), np.empty_like(candidate)
    yield partial(np.subtract, ONE, gates, bent)
    yield partial(np.copyto, left, bent[:, 1])
    yield partial(np.multiply, bent, gates, bent)  # the derivatives of the sigmoids
    yield partial(np.multiply, candidate, candidate, of_new)
    yield partial(np.subtract, ONE, of_new, of_new)
    yield partial(np.multiply, of_new, left, of_new)
    yield partial(np.multiply, of_new, reset, of_recalled)
    yield partial(np.multiply, of_new, recalled, of_reset)
    yield partial(np.multiply, of_reset, bent[:, 0], of_reset)
    yield partial(np.multiply, moved, bent[:, 1], of_update)
    yield partial(np.copyto, kept, update)

"""Long short-term memory (Hochreiter and Schmidhuber 1997), with a forget gate (Gers et al. 2000).

The columns of weights and biases are those of the input gates, forget gates, candidates and output gates, in
this order: i, f, g, o. So are Keras's ``kernel``, ``recurrent_kernel`` and ``bias``, where g is called c.
PyTorch's ``weight_ih_l0`` and ``weight_hh_l0`` are ours transposed, and its two biases add up to ours.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import ONE, Array, Procedure
from playground.engine.layers.base import Bound, Memory
from playground.engine.layers.matrices import LayerMatrices
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrence_matrices import gate_sum, parameter_gradients, state_slopes
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
from playground.parts.setting import setting

SQUASH = {"input_gate": sigmoid, "forget_gate": sigmoid, "candidate": tanh, "output_gate": sigmoid}
SUM = "The derivative of the loss with respect to the sum of "


class LSTM(Recurrence):
    """Long short-term memory: gates decide what a cell keeps, takes in and shows (Hochreiter and Schmidhuber
    1997; Gers et al. 2000).
    """

    title = "LSTM"
    gates = ("input_gate", "forget_gate", "candidate", "output_gate")
    shut: ClassVar[Mapping[str, float]] = {"input_gate": 0.0, "forget_gate": 0.0, "output_gate": 0.0}
    carried_values = frozenset({"a", "hidden", "cell"})
    carried_slopes = frozenset(
        {"da", "d_hidden", "d_cell", "d_input_gate", "d_forget_gate", "d_candidate", "d_output_gate"}
    )
    letters: ClassVar[Mapping[str, Letter]] = {
        "weight": Letter("w", "A weight: from an input to a gate or a candidate of a unit."),
        "recurrent": Letter("u", "A recurrent weight: from a unit's hidden state of the step before."),
        "bias": Letter("b", "The bias of a gate or a candidate of a unit."),
        "input_gate": Letter("i", "The input gate of a unit: how much of the candidate the cell takes in."),
        "forget_gate": Letter("f", "The forget gate of a unit: how much of itself the cell keeps."),
        "candidate": Letter("g", "The candidate of a unit: what its cell may take in."),
        "output_gate": Letter("o", "The output gate of a unit: how much of its cell it shows."),
        "cell": Letter("c", "The cell of a unit: what it remembers."),
        "hidden": Letter("h", "The hidden state of a unit."),
        "a": OUTPUT,
        "d_hidden": Letter(
            "δh", "The derivative of the loss with respect to a hidden state, ∂L/∂h.", "hidden"
        ),
        "d_cell": Letter("δc", "The derivative of the loss with respect to a cell, ∂L/∂c.", "cell"),
        "input_gate_sum": Letter("si", "The sum of an input gate."),
        "d_input_gate": Letter("δi", SUM + "an input gate.", "input_gate_sum"),
        "forget_gate_sum": Letter("sf", "The sum of a forget gate."),
        "d_forget_gate": Letter("δf", SUM + "a forget gate.", "forget_gate_sum"),
        "candidate_sum": Letter("sg", "The sum of a candidate."),
        "d_candidate": Letter("δg", SUM + "a candidate.", "candidate_sum"),
        "output_gate_sum": Letter("so", "The sum of an output gate."),
        "d_output_gate": Letter("δo", SUM + "an output gate.", "output_gate_sum"),
    }
    kind: Literal["lstm"] = "lstm"
    forget_bias: float = setting(1.0, "Where the biases of forget gates start.", ge=-10.0, le=10.0)

    def biases(self) -> dict[str, Parameter]:
        start = {self.gates.index("forget_gate"): self.forget_bias}
        return {"bias": Parameter((4 * self.units,), Role.BIAS, stacked=4, starts=start)}

    def bind(self, memory: Memory) -> Bound:
        at, units = SequenceMemory(self, memory), self.units
        block = (*memory.block.shape[:-1], -1, 4 * units)
        matrix, gradient = memory.block.reshape(block), memory.gradient_block.reshape(block)
        # For every time step o, i, f, g and the cell before, in this order: then the sigmoid gates o, i, f
        # are contiguous, and so are i and f, and what these are multiplied with: g and the cell.
        values = np.zeros((at.time + 1, 5, units, *at.tail), at.dtype)
        squashed = at.buffer(units)
        # On the way back, for every time step: the slope that goes to the cell before, the slopes of i, f, g
        # and o, and that of the cell.
        slopes, factors = at.buffer(6, units, zero=True), at.buffer(6, units)
        sums = slopes[:, 1:5].reshape(at.time, 4 * units, *at.tail)
        forward = [at.load_inputs(), *self._forward(at, matrix, values, squashed), at.write_outputs()]
        backward = [
            *_factors(values, squashed, factors),
            *self._backward(at, matrix, factors, slopes, sums),
            *at.gradient(sums, gradient),
        ]
        if memory.dx is not None:
            backward.append(
                sequence_product(matrix[..., : at.inputs, :], sums, time_major(memory.dx, memory.shape))
            )
        names = dict(zip(("output_gate", "input_gate", "forget_gate", "candidate"), range(4), strict=True))
        shown = {name: values[:-1, place] for name, place in names.items()} | {"cell": values[1:, 4]}
        back = {f"d_{name}": slopes[:, place] for place, name in enumerate(self.gates, 1)}
        handles = at.handles(**shown, **back, d_cell=slopes[:, 5], dz=sums)
        return Bound(tuple(forward), tuple(backward), handles)

    def _forward(
        self, at: SequenceMemory, matrix: Array, values: Array, squashed: Array
    ) -> Iterator[Procedure]:
        # With sigmoid(z) = (1 + tanh(z / 2)) / 2 one tanh serves all, if the sigmoid gates' rows are halved.
        units = self.units
        columns = matrix.swapaxes(-1, -2)
        halved = np.empty(columns.shape, at.dtype)
        scale = np.repeat(np.array([0.5, 0.5, 1.0], at.dtype), units)[:, None]
        yield partial(np.multiply, columns[..., 3 * units :, :], HALF, halved[..., :units, :])
        yield partial(np.multiply, columns[..., : 3 * units, :], scale, halved[..., units:, :])
        raw, pair = np.empty((4, units, *at.tail), at.dtype), np.empty((2, units, *at.tail), at.dtype)
        for t, own in enumerate(values[:-1]):
            cell = values[t + 1, 4]
            yield step_product(halved, at.stacked_inputs[t], raw.reshape(4 * units, *at.tail))
            yield partial(np.tanh, raw, own[:4])
            yield partial(np.multiply, own[:3], HALF, own[:3])
            yield partial(np.add, own[:3], HALF, own[:3])
            yield partial(np.multiply, own[1:3], own[3:5], pair)
            yield partial(np.add, pair[0], pair[1], cell)
            yield partial(np.tanh, cell, squashed[t])
            yield partial(np.multiply, own[0], squashed[t], at.after[t])

    def _backward(
        self, at: SequenceMemory, matrix: Array, factors: Array, slopes: Array, sums: Array
    ) -> Iterator[Procedure]:
        recurrent = matrix[..., at.inputs : at.inputs + self.units, :]
        for t in at.backward_steps():
            yield from at.state_slope(t, recurrent, sums)
            yield partial(np.multiply, at.slopes[t], factors[t, 4:], slopes[t, 4:])
            cell = slopes[t, 5]
            if self.carries(t, at.time):
                yield partial(np.add, cell, slopes[t + 1, 0], cell)
            yield partial(np.multiply, cell, factors[t, :4], slopes[t, :4])

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        if len(place) == 1:
            yield self.last_formula(at, place)
            return
        notes = {
            "input_gate": "The input gate: the sigmoid of its sum",
            "forget_gate": "The forget gate: the sigmoid of its sum",
            "candidate": "The candidate: the tanh of its sum",
            "output_gate": "The output gate: the sigmoid of its sum",
        }
        for gate, name in enumerate(self.gates):
            yield at.line(name, place, SQUASH[name](self.sum_formula(at, gate, place)), f"{notes[name]}.")
        t, unit = place
        taken = at.value("input_gate", place) * at.value("candidate", place)
        if t:
            kept = at.value("forget_gate", place) * at.value("cell", (t - 1, unit))
            yield at.line("cell", place, kept + taken, "The cell: what it keeps, and what it takes in.")
        else:
            yield at.line("cell", place, taken, "The cell: what it takes in; before the first step it is 0.")
        shown = at.value("output_gate", place) * tanh(at.value("cell", place))
        yield at.line(self.state, place, shown, "What the output gate shows of the cell.")

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        for gate, name in enumerate(self.gates):
            squashed = SQUASH[name](gate_sum(self, at, gate))
            note = "A step: its inputs beside the states before, times the weights of this gate."
            yield Line(at.at(name, at.time_step), squashed, note)
        i, f, g, o = (at.at(name, at.time_step) for name in self.gates)
        cell = at.at("cell", at.time_step)
        yield Line(
            cell, f * at.at("cell", at.time_step - 1) + i * g, "What cells keep, and what they take in."
        )
        yield Line(
            at.at(self.state, at.time_step), o * tanh(cell), "What the output gates show of the cells."
        )

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        yield from state_slopes(self, at)
        i, f, g, o = (at.at(name, at.time_step) for name in self.gates)
        di, df, dg, do = (at.at(f"d_{name}", at.time_step) for name in self.gates)
        dh, dc = at.at("d_hidden", at.time_step), at.at("d_cell", at.time_step)
        cell, before = tanh(at.at("cell", at.time_step)), at.at("cell", at.time_step - 1)
        through: Term = dh * o * (1 - cell**2)
        if self.carries(at.time_step, at.inputs_shape[0]):
            later = at.time_step + 1
            through = through + at.at("d_cell", later) * at.at("forget_gate", later)
        yield Line(dc, through, "Through the output gates, and the road from the next cells.")
        yield Line(di, dc * g * (i * (1 - i)), "The input gates' share.")
        yield Line(df, dc * before * (f * (1 - f)), "The forget gates' share.")
        yield Line(dg, dc * i * (1 - g**2), "The candidates' share.")
        yield Line(do, dh * cell * (o * (1 - o)), "The output gates' share.")
        yield from parameter_gradients(self, at)

    def inner_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        if len(place) == 1:
            return
        t, unit = place
        d_hidden, d_cell = at.value("d_hidden", place), at.value("d_cell", place)
        i, f, g, o = (at.value(name, place) for name in self.gates)
        cell = tanh(at.value("cell", place))
        yield self.state_line(at, place)
        through: Term = d_hidden * o * (1 - cell**2)
        note = "Through the output gate and the tanh"
        if self.carries(t, at.inputs_shape[0]):
            later = t + 1, unit
            through = through + at.value("d_cell", later) * at.value("forget_gate", later)
            note += ", and from the cell of the next step, as far as it keeps this one"
        yield at.line("d_cell", place, through, f"{note}.")
        slope = "times the derivative of the sigmoid"
        yield at.line("d_input_gate", place, d_cell * g * (i * (1 - i)), f"The candidate {slope}.")
        before: Term = at.value("cell", (t - 1, unit)) if t else Constant(number(0.0))
        kept = f"The cell of the step before {slope}." if t else "Before the first step the cell is 0."
        yield at.line("d_forget_gate", place, d_cell * before * (f * (1 - f)), kept)
        yield at.line(
            "d_candidate", place, d_cell * i * (1 - g**2), "The input gate times the derivative of tanh."
        )
        shown = f"What the gate shows {slope}."
        yield at.line("d_output_gate", place, d_hidden * cell * (o * (1 - o)), shown)


def _factors(values: Array, squashed: Array, factors: Array) -> Iterator[Procedure]:
    """Yield the procedures that compute the local derivatives by which slopes of cells and states are
    multiplied, for all time steps at once.
    """
    output, both, others = values[:-1, 0], values[:-1, 1:3], values[:-1, 3:]
    gates, candidate = values[:-1, :3], values[:-1, 3]
    bent = np.empty(gates.shape, gates.dtype)  # the derivatives of the sigmoids of o, i and f
    yield partial(np.subtract, ONE, gates, bent)
    yield partial(np.multiply, bent, gates, bent)
    yield partial(np.copyto, factors[:, 0], values[:-1, 2])
    yield partial(np.multiply, bent[:, 1:], others, factors[:, 1:3])
    yield partial(np.multiply, bent[:, 0], squashed, factors[:, 4])
    for value, gate, factor in ((candidate, both[:, 0], 3), (squashed, output, 5)):
        yield partial(np.multiply, value, value, factors[:, factor])
        yield partial(np.subtract, ONE, factors[:, factor], factors[:, factor])
        yield partial(np.multiply, factors[:, factor], gate, factors[:, factor])

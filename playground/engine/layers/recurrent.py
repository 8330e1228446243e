"""The plain recurrent layer: the states of a time step go into the sums of the next (Elman 1990).

With tanh and ReLU it is PyTorch's ``nn.RNN``, whose weights are ours transposed and whose two biases add up
to ours; Keras's ``SimpleRNN`` has the same arrays as this layer.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Activation, Array, Procedure
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.layers.base import Bound, Memory
from playground.engine.layers.matrices import LayerMatrices
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrence_matrices import gate_sum, parameter_gradients, state_slopes
from playground.engine.layers.sequence_memory import (
    SequenceMemory,
    sequence_product,
    step_product,
    time_major,
)
from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import Line
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.parts.setting import setting


class Recurrent(Recurrence):
    """Every unit sees the inputs of a step and all units' states of the step before (Elman 1990)."""

    gates = ("z",)
    carried_slopes = frozenset({"da", "d_hidden", "dz"})
    carried_values = frozenset({"a", "hidden"})
    letters: ClassVar[Mapping[str, Letter]] = {
        "weight": Letter("w", "A weight: from an input to a unit."),
        "recurrent": Letter("u", "A recurrent weight: from a unit's hidden state of the step before."),
        "bias": Letter("b", "The bias of a unit."),
        "z": Letter("z", "The sum of a unit at a step: inputs and states before it, with their weights."),
        "hidden": Letter("h", "The hidden state of a unit."),
        "a": OUTPUT,
        "d_hidden": Letter(
            "δh", "The derivative of the loss with respect to a hidden state, ∂L/∂h.", "hidden"
        ),
        "dz": Letter("δ", "The derivative of the loss with respect to a unit's sum, ∂L/∂z.", "z"),
    }
    short = "RNN"
    kind: Literal["recurrent"] = "recurrent"
    activation: Activation = setting(Tanh(), "The function that turns each unit's sum into its hidden state.")

    def misfit(self, shape: Shape) -> str:
        if not self.activation.elementwise:
            return f"{self.title} needs an activation for each unit alone, not {self.activation.title}"
        return super().misfit(shape)

    def bind(self, memory: Memory) -> Bound:
        at = SequenceMemory(self, memory)
        block = (*memory.block.shape[:-1], -1, self.units)
        matrix, gradient = memory.block.reshape(block), memory.gradient_block.reshape(block)
        z, dz, bent = at.buffer(self.units), at.buffer(self.units, zero=True), at.buffer(self.units)
        rule = self.activation
        transposed = matrix.swapaxes(-1, -2)
        forward: list[Procedure] = [at.load_inputs()]
        for t in range(at.time):
            forward.append(step_product(transposed, at.stacked_inputs[t], z[t]))
            forward.append(partial(rule.value, self._each(z[t]), self._each(at.after[t])))
        backward: list[Procedure] = [partial(rule.derivative, *map(self._each, (z, at.after, bent)))]
        recurrent = matrix[..., at.inputs : at.inputs + self.units, :]
        for t in at.backward_steps():
            backward += at.state_slope(t, recurrent, dz)
            backward.append(partial(np.multiply, at.slopes[t], bent[t], dz[t]))
        backward += at.gradient(dz, gradient)
        if memory.dx is not None:
            backward.append(
                sequence_product(matrix[..., : at.inputs, :], dz, time_major(memory.dx, memory.shape))
            )
        return Bound((*forward, at.write_outputs()), tuple(backward), at.handles(z=z, dz=dz))

    def _each(self, array: Array) -> Array:
        """Return an array ([P], batch) last as an activation takes it that has a number for every network."""
        several = any(isinstance(number, np.ndarray) for _, number in self.activation)
        return np.moveaxis(array, -3, -1) if several else array

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        if len(place) == 1:
            yield self.last_formula(at, place)
            return
        note = "The inputs of the step times their weights"
        note += ", and the states of the step before times theirs" if place[0] else ""
        note += ", and the bias." if self.bias else "."
        yield at.line("z", place, self.sum_formula(at, 0, place), note)
        state = self.activation.formula(at.value("z", place))
        yield at.line(self.state, place, state, f"The activation, {self.activation.title}, of the sum.")

    def inner_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        if len(place) == 1:
            return
        yield self.state_line(at, place)
        slope = self.activation.slope_formula(at.value("z", place), at.value(self.state, place))
        note = "δ = ∂L/∂z: that times the derivative of the activation at the sum."
        yield at.line("dz", place, at.value("d_hidden", place) * slope, note)

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        z = at.at("z", at.time_step)
        yield Line(z, gate_sum(self, at, 0), "A step: inputs beside the states before, times weights.")
        yield at.activated(at.at(self.state, at.time_step), self.activation, z)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        yield from state_slopes(self, at)
        z, a, da, dz = (at.at(name, at.time_step) for name in ("z", self.state, "d_hidden", "dz"))
        yield at.deactivated(dz, self.activation, z, a, da)
        yield from parameter_gradients(self, at)

    def slope_of(self, gate: str, name: str) -> str:
        return "dz"

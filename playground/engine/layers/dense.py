"""The dense layer: every unit sees every input."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Activation, Array, Procedure
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.layers.matrices import LayerMatrices, transposed
from playground.engine.layers.products import product, stacked_product, steps
from playground.engine.parameters import Parameter, Role, Shape, in_words
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import LayerSymbols, Letter, Place
from playground.engine.symbolic.products import matmul
from playground.engine.symbolic.sums import total
from playground.parts.setting import setting

MOST_UNITS = 1024
"""So many units a layer has at most."""
SMALL = 32
"""Numbers in a matrix up to which a straight copy is faster than a transposed product."""


class Dense(Layer):
    """Every unit sees every input: a weighted sum, a bias, an activation.

    On a sequence it works on every step alike.
    """

    letters: ClassVar[Mapping[str, Letter]] = {
        "weight": Letter("w", "A weight: from an input to a unit."),
        "bias": Letter("b", "The bias of a unit."),
        "z": Letter("z", "The sum of a unit: its inputs times their weights, and its bias."),
        "a": Letter("a", "The output of a unit: its activation applied to the sum."),
        "dz": Letter("δ", "The derivative of the loss with respect to a unit's sum, ∂L/∂z.", "z"),
    }
    extra_inputs = 1  # the column of ones that the bias meets
    kind: Literal["dense"] = "dense"
    units: int = setting(4, "Number of units in the layer.", ge=1, le=MOST_UNITS)
    activation: Activation = setting(Tanh(), "The function that turns each unit's sum into its output.")
    bias: bool = setting(True, "Whether each unit adds a bias to its sum.")

    def output(self, shape: Shape) -> Shape:
        return (*shape[:-1], self.units)

    def misfit(self, shape: Shape) -> str:
        if len(shape) <= 2:
            return ""
        return f"{self.title} needs inputs in a row or a sequence, not {in_words(shape)}"

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        inputs = shape[-1]
        weight = Parameter((inputs, self.units), Role.WEIGHT, fan_in=inputs, fan_out=self.units)
        return {"weight": weight} | ({"bias": Parameter((self.units,), Role.BIAS)} if self.bias else {})

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        return [(*place[:-1], i) for i in range(shape[-1])]

    def bind(self, memory: Memory) -> Bound:
        return self._bind_steps(memory) if len(memory.shape) > 1 else self._bind_row(memory)

    def _bind_row(self, memory: Memory) -> Bound:
        a, da = memory.a, memory.da
        # One matrix whose last row is the bias meets the column of ones in x: no broadcast, no sum.
        x = memory.x if self.bias else memory.x[..., :-1]
        inputs = memory.x.shape[-1] - 1
        shape = (*memory.block.shape[:-1], x.shape[-1], self.units)
        matrix, gradient = memory.block.reshape(shape), memory.gradient_block.reshape(shape)
        z = np.empty_like(da)
        dz = da if memory.linked else np.empty_like(da)

        sums = self._sums(x, matrix, z)
        rule, each = self.activation, self._each(z, a, da, dz)
        value = rule.forward(*each[:2])
        chain = () if memory.linked else rule.backward(*each)
        gradients = product(x.swapaxes(-1, -2), dz, gradient)
        weight_transposed = matrix[..., :inputs, :].swapaxes(-1, -2)
        pass_on = [] if memory.dx is None else [product(dz, weight_transposed, memory.dx)]
        handles = {"x": x[..., :inputs], "z": z, "a": a, "da": da, "dz": dz}
        return Bound((*sums, *value), (*chain, gradients, *pass_on), handles)

    def _bind_steps(self, memory: Memory) -> Bound:
        """Return the layer at work on sequences, as (..., time, batch, units).

        One call does the products of all steps; the gradient is the sum of theirs.
        """
        x = memory.x[..., :-1]
        inputs, outputs = memory.shape, self.output(memory.shape)
        z = np.empty_like(memory.da)
        dz = memory.da if memory.linked else np.empty_like(z)
        weight = memory.parameters["weight"][..., None, :, :]
        gradient = memory.gradient["weight"]
        x_steps, z_steps, dz_steps = steps(x, inputs), steps(z, outputs), steps(dz, outputs)
        products = np.empty((*gradient.shape[:-2], inputs[0], *gradient.shape[-2:]), gradient.dtype)

        forward = [stacked_product(x_steps, weight, z_steps)]
        backward: list[Procedure] = [
            stacked_product(x_steps.swapaxes(-1, -2), dz_steps, products),
            partial(np.add.reduce, products, axis=-3, out=gradient),
        ]
        if self.bias:
            bias = memory.parameters["bias"][..., None, None, :]
            forward.append(partial(np.add, z_steps, bias, z_steps))
            backward.append(partial(np.sum, dz_steps, axis=(-3, -2), out=memory.gradient["bias"]))
        if memory.dx is not None:
            weight_transposed = weight.swapaxes(-1, -2)
            backward.append(stacked_product(dz_steps, weight_transposed, steps(memory.dx, inputs)))
        rule, arrays = self.activation, [steps(each, outputs) for each in (z, memory.a, memory.da, dz)]
        value = rule.forward(*arrays[:2])
        chain = () if memory.linked else rule.backward(*arrays)
        handles = {"x": x, "z": z, "a": memory.a, "da": memory.da, "dz": dz}
        return Bound((*forward, *value), (*chain, *backward), handles)

    def _each(self, *arrays: Array) -> Sequence[Array]:
        """Return arrays (..., units) with the units first, if they are then in one piece from end to end.

        NumPy goes through such arrays without planning its way: half the time for small ones. The activation
        must not care for the order of axes, which one does that has a number for every network.
        """
        rule = self.activation
        if not rule.elementwise or any(isinstance(number, np.ndarray) for _, number in rule):
            return arrays
        moved = [np.moveaxis(array, -1, 0) for array in arrays]
        return moved if all(array.flags.c_contiguous for array in moved) else arrays

    def _sums(self, x: Array, matrix: Array, z: Array) -> tuple[Procedure, ...]:
        if x.ndim == 2 or self.units == 1 or matrix[0].size > SMALL:
            return (product(x, matrix, z),)
        # BLAS takes a third of the time for a population's small products if it need not turn a side: that
        # is worth a copy.
        straight = np.empty(matrix.swapaxes(-1, -2).shape, matrix.dtype)
        copy = partial(np.copyto, straight, matrix.swapaxes(-1, -2))
        return copy, product(x, straight.swapaxes(-1, -2), z)

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        *step, unit = place
        inputs = at.inputs_shape[-1]
        terms: list[Term] = [at.parameter("weight", (i, unit)) * at.x((*step, i)) for i in range(inputs)]
        if self.bias:
            terms.insert(0, at.parameter("bias", (unit,)))
        note = "Each input times its weight" if inputs > 1 else "The input times its weight"
        yield at.line("z", place, total(terms), note + (", and the bias." if self.bias else "."))
        sums, rule = [at.value("z", each) for each in self._beside(place)], self.activation
        yield at.line(
            "a",
            place,
            rule.unit_formula(unit, sums),
            f"The activation, {rule.title}, of {'the sum' if rule.elementwise else 'all sums'}.",
        )

    def inner_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        beside = self._beside(place)
        sums, outputs = ([at.value(name, each) for each in beside] for name in ("z", "a"))
        slopes = [at.slope(each) for each in beside]
        back = self.activation.chain_formula(place[-1], sums, outputs, slopes)
        note = "δ = ∂L/∂z: ∂L/∂a times the derivative of the activation at the sum."
        if not self.activation.elementwise:
            note = "δ = ∂L/∂z: from ∂L/∂a of all units, since each sum affects all outputs."
        yield at.line("dz", place, back, note)

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        terms = [
            at.parameter("weight", (place[-1], each[-1])) * at.value("dz", each)
            for each in self._beside(place)
        ]
        which = f"Each δ of layer {at.position}" if len(terms) > 1 else f"The δ of layer {at.position}"
        return total(terms), f"{which} flows back through the weight that leads to it."

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        x, z, rule = at.x(self._rows(at, "x")), at.value("z", self._rows(at, "z")), self.activation
        sums: Term = matmul(x, at.parameter("weight"))
        note = "All sums at once: inputs times weights" + (
            ", and the bias in every row." if self.bias else "."
        )
        yield Line(z, sums + at.parameter("bias") if self.bias else sums, note)
        yield at.activated(at.value("a", self._rows(at, "a")), rule, z)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        dz = at.value("dz", self._rows(at, "dz"))
        if not at.linked:
            z, a, da = (at.value(name, self._rows(at, name)) for name in ("z", "a", "da"))
            yield at.deactivated(dz, self.activation, z, a, da)
        x = at.x(self._rows(at, "x"))
        yield from at.parameter_gradients(x, dz, "weight", self.bias)
        if (below := at.below(self._rows(at, "below"))) is not None:
            weight = transposed(at.parameter("weight"))
            yield Line(below, matmul(dz, weight), "The slopes flow back through the weights.")

    def _rows(self, at: LayerMatrices, name: str) -> Array | None:
        """Return numbers with a row for every sample and step."""
        shape = at.inputs_shape if name in ("x", "below") else at.shape
        array = at.slope_below if name == "below" else at.values[name]
        return None if array is None else np.reshape(array, (-1, shape[-1]))

    def uses(self, name: str, index: Place, shape: Shape) -> list[Place]:
        return [(*step, index[-1]) for step in np.ndindex(*shape[:-1])]

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        slope = at.value("dz", place)
        return slope if name == "bias" else at.x((*place[:-1], index[0])) * slope

    def _beside(self, place: Place) -> list[Place]:
        """Return the places of all units, at the same step."""
        return [(*place[:-1], unit) for unit in range(self.units)]

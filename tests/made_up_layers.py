"""Layers of shapes that the program does not ship, declared here to try the core: nothing else knows them."""

import math
from typing import ClassVar, Literal

import numpy as np

from playground.engine.layers.base import Bound, Layer
from playground.engine.parameters import Parameter, Role, in_words
from playground.engine.symbolic.functions import tanh
from playground.engine.symbolic.layer_symbols import OUTPUT, Letter
from playground.engine.symbolic.sums import total
from playground.parts.setting import setting

LETTERS = {
    "weight": Letter("w", "A weight."),
    "recurrent": Letter("u", "A weight from a unit's output a time step before."),
    "kernel": Letter("k", "A number of the kernel."),
    "bias": Letter("b", "A bias."),
    "z": Letter("z", "A sum."),
    "a": Letter("a", "An output."),
    "dz": Letter("δ", "The derivative of the loss with respect to a sum.", "z"),
}


def shaped(array, shape):
    """The same numbers with the axes of a shape in place of the last one, as a view."""
    return array.reshape(*array.shape[:-1], *shape)


class Reshape(Layer):
    """Hands on the same numbers in another shape."""

    letters: ClassVar = {"a": OUTPUT}
    kind: Literal["made-up-reshape"] = "made-up-reshape"
    to: tuple[int, ...] = setting((1, 2, 2), strict=False)

    def output(self, shape):
        return self.to

    def misfit(self, shape):
        fits = math.prod(shape) == math.prod(self.to)
        return "" if fits else f"{in_words(shape)} cannot become {in_words(self.to)}"

    def bind(self, memory):
        def forward():
            memory.a[...] = memory.x

        def backward():
            if memory.dx is not None:
                memory.dx[...] = memory.da

        return Bound((forward,), (backward,), {"x": memory.x, "a": memory.a, "da": memory.da})

    def _turned(self, place, shape, other):
        return tuple(int(i) for i in np.unravel_index(np.ravel_multi_index(place, shape), other))

    def forward_formula(self, at, place):
        yield at.line(
            "a", place, 1 * at.x(self._turned(place, at.shape, at.inputs_shape)), "The same number."
        )

    def backward_formula(self, at, place):
        return 1 * at.slope(self._turned(place, at.inputs_shape, at.shape)), "The same slope."

    def share_formula(self, at, name, index, place):
        raise LookupError(name)


class Convolution(Layer):
    """A kernel moves over an image (channels, height, width), without going over its edges; then tanh."""

    letters: ClassVar = LETTERS
    kind: Literal["made-up-convolution"] = "made-up-convolution"
    filters: int = setting(2)
    side: int = setting(2)

    def output(self, shape):
        _, height, width = shape
        return self.filters, height - self.side + 1, width - self.side + 1

    def misfit(self, shape):
        if len(shape) != 3:
            return f"a convolution needs an image, not {in_words(shape)}"
        fits = min(shape[1:]) >= self.side
        return "" if fits else f"a kernel of {self.side} x {self.side} is larger than {in_words(shape)}"

    def parameters(self, shape):
        patch = self.side**2
        kernel = Parameter(
            (shape[0], self.side, self.side, self.filters),
            Role.KERNEL,
            fan_in=shape[0] * patch,
            fan_out=self.filters * patch,
        )
        return {"kernel": kernel, "bias": Parameter((self.filters,), Role.BIAS)}

    def bind(self, memory):
        outputs = self.output(memory.shape)
        x, a, da = shaped(memory.x, memory.shape), shaped(memory.a, outputs), shaped(memory.da, outputs)
        z, dz = np.empty_like(da), np.empty_like(da)
        kernel, bias = memory.parameters["kernel"], memory.parameters["bias"]
        gradient = memory.gradient
        _, height, width = outputs
        offsets = [(i, j) for i in range(self.side) for j in range(self.side)]

        def patch(images, i, j):
            return images[..., i : i + height, j : j + width]

        def forward():
            z[...] = bias[..., None, :, None, None]
            for i, j in offsets:
                z[...] += np.einsum("...bchw,...cf->...bfhw", patch(x, i, j), kernel[..., :, i, j, :])
            np.tanh(z, out=a)

        def backward():
            np.multiply(da, 1.0 - a * a, out=dz)
            gradient["bias"][...] = dz.sum(axis=(-4, -2, -1))
            for i, j in offsets:
                gradient["kernel"][..., :, i, j, :] = np.einsum("...bchw,...bfhw->...cf", patch(x, i, j), dz)
            if memory.dx is not None:
                dx = shaped(memory.dx, memory.shape)
                dx[...] = 0.0
                for i, j in offsets:
                    patch(dx, i, j)[...] += np.einsum("...bfhw,...cf->...bchw", dz, kernel[..., :, i, j, :])

        return Bound(
            (forward,), (backward,), {"x": memory.x, "z": z, "a": memory.a, "da": memory.da, "dz": dz}
        )

    def forward_formula(self, at, place):
        f, row, column = place
        terms = [at.parameter("bias", (f,))]
        for c, i, j in np.ndindex(at.inputs_shape[0], self.side, self.side):
            terms.append(at.parameter("kernel", (c, i, j, f)) * at.x((c, row + i, column + j)))
        yield at.line("z", place, total(terms), "The patch times the kernel, and the bias.")
        yield at.line("a", place, tanh(at.value("z", place)), "Its tanh.")

    def inner_formula(self, at, place):
        back = (1 - at.value("a", place) ** 2) * at.slope(place)
        yield at.line("dz", place, back, "Through the tanh.")

    def backward_formula(self, at, place):
        c, row, column = place
        terms = []
        for f, i, j in np.ndindex(self.filters, self.side, self.side):
            there = f, row - i, column - j
            if 0 <= there[1] < at.shape[1] and 0 <= there[2] < at.shape[2]:
                terms.append(at.parameter("kernel", (c, i, j, f)) * at.value("dz", there))
        return total(terms), "From every place whose patch holds it."

    def uses(self, name, index, shape):
        _, height, width = self.output(shape)
        return [(index[-1], row, column) for row, column in np.ndindex(height, width)]

    def share_formula(self, at, name, index, place):
        slope = at.value("dz", place)
        if name == "bias":
            return slope
        c, i, j, _ = index
        return at.x((c, place[1] + i, place[2] + j)) * slope


class Elman(Layer):
    """A recurrent layer: the outputs of a time step go into the sums of the next (Elman 1990)."""

    letters: ClassVar = LETTERS
    kind: Literal["made-up-elman"] = "made-up-elman"
    units: int = setting(2)

    def output(self, shape):
        return shape[0], self.units

    def misfit(self, shape):
        return "" if len(shape) == 2 else f"a recurrent layer needs a sequence, not {in_words(shape)}"

    def parameters(self, shape):
        return {
            "weight": Parameter((shape[1], self.units), Role.WEIGHT, fan_in=shape[1], fan_out=self.units),
            "recurrent": Parameter(
                (self.units, self.units), Role.RECURRENT_WEIGHT, fan_in=self.units, fan_out=self.units
            ),
            "bias": Parameter((self.units,), Role.BIAS),
        }

    def bind(self, memory):
        outputs = self.output(memory.shape)
        x, a, da = shaped(memory.x, memory.shape), shaped(memory.a, outputs), shaped(memory.da, outputs)
        z, dz = np.empty_like(da), np.empty_like(da)
        weight, recurrent, bias = memory.parameters.values()
        gradient, steps = memory.gradient, range(memory.shape[0])

        def forward():
            for t in steps:
                z[..., t, :] = x[..., t, :] @ weight + bias[..., None, :]
                if t:
                    z[..., t, :] += a[..., t - 1, :] @ recurrent
                a[..., t, :] = np.tanh(z[..., t, :])

        def backward():
            for array in gradient.values():
                array[...] = 0.0
            for t in reversed(steps):
                slope = da[..., t, :].copy()
                if t + 1 < len(steps):
                    slope += dz[..., t + 1, :] @ recurrent.swapaxes(-1, -2)
                dz[..., t, :] = slope * (1.0 - a[..., t, :] ** 2)
                gradient["weight"][...] += x[..., t, :].swapaxes(-1, -2) @ dz[..., t, :]
                gradient["bias"][...] += dz[..., t, :].sum(axis=-2)
                if t:
                    gradient["recurrent"][...] += a[..., t - 1, :].swapaxes(-1, -2) @ dz[..., t, :]
                if memory.dx is not None:
                    shaped(memory.dx, memory.shape)[..., t, :] = dz[..., t, :] @ weight.swapaxes(-1, -2)

        return Bound(
            (forward,), (backward,), {"x": memory.x, "z": z, "a": memory.a, "da": memory.da, "dz": dz}
        )

    def forward_formula(self, at, place):
        t, unit = place
        terms = [at.parameter("bias", (unit,))]
        terms += [at.parameter("weight", (i, unit)) * at.x((t, i)) for i in range(at.inputs_shape[1])]
        if t:
            terms += [
                at.parameter("recurrent", (j, unit)) * at.value("a", (t - 1, j)) for j in range(self.units)
            ]
        yield at.line("z", place, total(terms), "Inputs, the outputs of the step before, and the bias.")
        yield at.line("a", place, tanh(at.value("z", place)), "Its tanh.")

    def inner_formula(self, at, place):
        t, unit = place
        terms = [at.slope(place)]
        if t + 1 < at.shape[0]:
            terms += [
                at.parameter("recurrent", (unit, j)) * at.value("dz", (t + 1, j)) for j in range(self.units)
            ]
        back = total(terms) * (1 - at.value("a", place) ** 2)
        yield at.line("dz", place, back, "From above and from the step after, through the tanh.")

    def backward_formula(self, at, place):
        t, i = place
        terms = [at.parameter("weight", (i, j)) * at.value("dz", (t, j)) for j in range(self.units)]
        return total(terms), "From the units at that time step."

    def uses(self, name, index, shape):
        return [(t, index[-1]) for t in range(1 if name == "recurrent" else 0, shape[0])]

    def share_formula(self, at, name, index, place):
        t, slope = place[0], at.value("dz", place)
        if name == "bias":
            return slope
        return (at.x((t, index[0])) if name == "weight" else at.value("a", (t - 1, index[0]))) * slope

"""The convolution: small kernels that move over an image, the same numbers at every place."""

import math
from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Activation, Array, Procedure
from playground.engine.activations.rectified import ReLU
from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.layers.matrices import LayerMatrices, matrix, transposed
from playground.engine.layers.products import product
from playground.engine.parameters import Parameter, Role, Shape
from playground.engine.symbolic.expressions import Line, Symbol, Term
from playground.engine.symbolic.layer_symbols import LayerSymbols, Letter, Place
from playground.engine.symbolic.products import matmul
from playground.engine.symbolic.sums import total
from playground.engine.windows import (
    Windows,
    as_images,
    as_rows,
    col2im,
    im2col,
    misfit,
    same_windows,
    valid_windows,
)
from playground.parts.setting import setting


class Conv2d(Layer):
    """Moves small kernels over an image: a weighted sum of what lies under each, a bias, an activation.

    Each filter has one kernel over all channels, and makes one channel of the output. The numbers of all
    kernels are an array (channels, height, width, filters); PyTorch has them as (filters, channels, height,
    width), Keras as (height, width, channels, filters). Padding by the rule of TensorFlow and Keras.
    """

    title = "Convolution"
    short = "Conv"
    letters: ClassVar[Mapping[str, Letter]] = {
        "kernel": Letter("k", "A number of a kernel: by channel, row and column in it, and filter."),
        "bias": Letter("b", "The bias of a filter."),
        "z": Letter("z", "The sum of a filter at one place: what lies under its kernel, and its bias."),
        "a": Letter("a", "The output of a filter at one place: its activation applied to the sum."),
        "dz": Letter("δ", "The derivative of the loss with respect to a sum, ∂L/∂z.", "z"),
    }
    kind: Literal["conv2d"] = "conv2d"
    filters: int = setting(4, "Number of filters, each of which makes a channel.", ge=1, le=64)
    kernel: int = setting(3, "Height and width of the kernels.", ge=1, le=7)
    stride: int = setting(1, "By how many pixels the kernels move on.", ge=1, le=7)
    padding: Literal["same", "valid"] = setting(
        "same",
        "Same: the kernels go over the edges, and there is a sum for every step. Valid: they stay inside.",
    )
    activation: Activation = setting(ReLU(), "The function that turns each sum into an output.")
    bias: bool = setting(True, "Whether each filter adds a bias to its sums.")

    def output(self, shape: Shape) -> Shape:
        return self.filters, *self.windows(shape).count

    def misfit(self, shape: Shape) -> str:
        return misfit(self.title, "a kernel", self.kernel, shape)

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        area = self.kernel**2
        kernel = Parameter(
            (shape[0], self.kernel, self.kernel, self.filters),
            Role.KERNEL,
            fan_in=shape[0] * area,
            fan_out=self.filters * area,
        )
        return {"kernel": kernel} | ({"bias": Parameter((self.filters,), Role.BIAS)} if self.bias else {})

    def windows(self, shape: Shape) -> Windows:
        """Return where the kernels stand on an image."""
        return (same_windows if self.padding == "same" else valid_windows)(self.kernel, self.stride, shape)

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        pixels = [pixel for _, pixel in self.windows(shape).under((place[1], place[2]))]
        return [(channel, *pixel) for channel in range(shape[0]) for pixel in pixels]

    def bind(self, memory: Memory) -> Bound:
        windows, (*lead, batch, _) = self.windows(memory.shape), memory.da.shape
        numbers = memory.shape[0] * self.kernel**2
        spots = math.prod(windows.count) * batch
        # What lies under a kernel is copied into a column for every place and sample; a row of ones meets
        # the bias. Then one product makes all sums, and one all of the gradient.
        patches = np.ones((*lead, numbers + self.bias, spots), memory.da.dtype)
        filled = patches[..., :numbers, :].reshape(
            *lead, memory.shape[0], self.kernel, self.kernel, *windows.count, batch
        )
        shape = (*lead, numbers + self.bias, self.filters)
        matrix, gradient = memory.block.reshape(shape), memory.gradient_block.reshape(shape)
        z = np.empty((*lead, self.filters, spots), memory.da.dtype)
        a, outputs = _in_pieces(memory.a, z.shape)
        da, slopes = _in_pieces(memory.da, z.shape)
        dz = da if memory.linked else np.empty_like(z)

        each = (z, a, da, dz)
        if not self.activation.elementwise:
            each = (z.swapaxes(-1, -2), a.swapaxes(-1, -2), da.swapaxes(-1, -2), dz.swapaxes(-1, -2))
        forward: list[Procedure] = [
            *im2col(windows, as_images(memory.x, memory.shape), filled),
            product(matrix.swapaxes(-1, -2), patches, z),
            *self.activation.forward(*each[:2]),
            *(partial(np.copyto, transposed, own) for own, transposed in outputs),
        ]
        backward: list[Procedure] = [
            *(partial(np.copyto, own, transposed) for own, transposed in slopes),
            *(() if memory.linked else self.activation.backward(*each)),
            product(patches, dz.swapaxes(-1, -2), gradient),
        ]
        if memory.dx is not None:
            handed = np.empty((*lead, numbers, spots), z.dtype)
            backward.append(product(matrix[..., :numbers, :], dz, handed))
            backward += col2im(windows, handed.reshape(filled.shape), as_images(memory.dx, memory.shape))
        sums, back = (as_rows(array.reshape(*lead, self.filters, *windows.count, batch)) for array in (z, dz))
        handles = {"x": memory.x, "z": sums, "a": memory.a, "da": memory.da, "dz": back}
        return Bound(tuple(forward), tuple(backward), handles)

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        chosen, *spot = place
        windows = self.windows(at.inputs_shape)
        terms: list[Term] = [at.parameter("bias", (chosen,))] if self.bias else []
        under = list(windows.under((spot[0], spot[1])))
        for channel in range(at.inputs_shape[0]):
            for offset, pixel in under:
                weight = at.parameter("kernel", (channel, *offset, chosen))
                terms.append(weight * at.x((channel, *pixel)))
        note = "What lies under the kernel, each times its number" + (", and the bias." if self.bias else ".")
        if len(under) < self.kernel**2:
            note += " Over the edge there is nothing."
        yield at.line("z", place, total(terms), note)
        rule = self.activation
        output = rule.unit_formula(chosen, [at.value("z", each) for each in self._filters(place)])
        of = "the sum" if rule.elementwise else "the sums of all filters at this place"
        yield at.line("a", place, output, f"The activation, {rule.title}, of {of}.")

    def inner_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        z, a = ([at.value(name, each) for each in self._filters(place)] for name in ("z", "a"))
        slopes = [at.slope(each) for each in self._filters(place)]
        note = "δ = ∂L/∂z: ∂L/∂a times the derivative of the activation at the sum."
        if not self.activation.elementwise:
            note = "δ = ∂L/∂z: from ∂L/∂a of all filters here, since each sum affects all their outputs."
        yield at.line("dz", place, self.activation.chain_formula(place[0], z, a, slopes), note)

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        channel, *spot = place
        over = list(self.windows(at.inputs_shape).over((spot[0], spot[1])))
        terms: list[Term] = [
            at.parameter("kernel", (channel, *offset, chosen)) * at.value("dz", (chosen, *window))
            for chosen in range(self.filters)
            for offset, window in over
        ]
        if not terms:
            return total(terms), "No kernel comes here, so no slope comes back."
        return total(terms), "From every place whose kernel holds it, through the number that met it there."

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        z, patches = at.value("z", self._spots(at, "z")), self._patches(at)
        sums: Term = matmul(patches, at.parameter("kernel", self._columns(at.parameters["kernel"])))
        note = "A row of P for every place and sample: what lies under the kernel. One product makes all."
        yield Line(z, sums + at.parameter("bias") if self.bias else sums, note)
        yield at.activated(at.value("a", self._spots(at, "a")), self.activation, z)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        dz, kernel = at.value("dz", self._spots(at, "dz")), self._columns(at.parameters["kernel"])
        if not at.linked:
            z, a, da = (at.value(name, self._spots(at, name)) for name in ("z", "a", "da"))
            yield at.deactivated(dz, self.activation, z, a, da)
        yield from at.parameter_gradients(self._patches(at), dz, "kernel", self.bias)
        if (below := at.below()) is not None:
            back = matmul(dz, transposed(at.parameter("kernel", kernel)))
            dp = matrix("dP", back.number, layer=at.position, means="The slopes with respect to all patches.")
            yield Line(dp, back, "The slopes with respect to what lay under the kernels, in rows.")
            yield at.given(below, "fold", dp, note="Each pixel's are added up, from all its rows.")

    def _spots(self, at: LayerMatrices, name: str) -> Array:
        """Return numbers (batch, filters * places) as (batch * places, filters)."""
        array = np.asarray(at.values[name])
        filters = array.reshape(len(array), self.filters, -1)
        return filters.swapaxes(1, 2).reshape(-1, self.filters)

    def _columns(self, kernels: Array) -> Array:
        return kernels.reshape(-1, self.filters)

    def _patches(self, at: LayerMatrices) -> Symbol:
        """Return the patches (batch * places, channels * height * width of a kernel), zeros over the edge."""
        windows, images = self.windows(at.inputs_shape), np.asarray(at.values["x"])
        images = images.reshape(len(images), *at.inputs_shape)
        size = self.kernel
        rows = np.zeros((len(images), math.prod(windows.count), at.inputs_shape[0], size, size), images.dtype)
        for place, spot in enumerate(np.ndindex(*windows.count)):
            for (row, column), (down, right) in windows.under((spot[0], spot[1])):
                rows[:, place, :, row, column] = images[:, :, down, right]
        means = "The patches: what lies under the kernel, a row for every place and sample."
        return matrix("P", rows.reshape(len(images) * rows.shape[1], -1), layer=at.position, means=means)

    def uses(self, name: str, index: Place, shape: Shape) -> list[Place]:
        windows = self.windows(shape)
        places = [(index[-1], *map(int, window)) for window in np.ndindex(*windows.count)]
        if name == "bias":
            return places
        met = {spot[1:] for spot in places if index[1:3] in dict(windows.under((spot[1], spot[2])))}
        return [place for place in places if place[1:] in met]

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        slope = at.value("dz", place)
        if name == "bias":
            return slope
        channel, *offset, _ = index
        pixel = dict(self.windows(at.inputs_shape).under((place[1], place[2])))[offset[0], offset[1]]
        return at.x((channel, *pixel)) * slope

    def _filters(self, place: Place) -> list[Place]:
        return [(chosen, *place[1:]) for chosen in range(self.filters)]


def _in_pieces(array: Array, shape: Shape) -> tuple[Array, list[tuple[Array, Array]]]:
    """Return a layer's numbers (..., batch, numbers) as (..., channels, places), each network's in one piece.

    Where they do not lie so, that is other memory; then there is a pair, to copy from one to the other.
    """
    transposed = array.swapaxes(-1, -2)
    if (transposed[0] if transposed.ndim == 3 else transposed).flags.c_contiguous:
        return transposed.reshape(shape), []
    own = np.empty(shape, array.dtype)
    return own, [(own.reshape(transposed.shape), transposed)]

"""Poolings whose window moves over each channel: of what lies under it, one number is handed on."""

from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array, Procedure
from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.layers.pooled import AveragePooled, MaxPooled, Pooling, handles
from playground.engine.parameters import Shape
from playground.engine.symbolic.layer_symbols import Place
from playground.engine.windows import (
    Windows,
    as_images,
    as_merged_images,
    as_rows,
    col2im,
    im2col,
    misfit,
    valid_windows,
)
from playground.parts.setting import setting


class Moving(Pooling):
    """A pooling whose window moves over each channel."""

    size: int = setting(2, "Height and width of the window.", ge=1, le=8)
    stride: int = setting(2, "By how many pixels the window moves on.", ge=1, le=8)

    def output(self, shape: Shape) -> Shape:
        return shape[0], *self.windows(shape).count

    def misfit(self, shape: Shape) -> str:
        return misfit(self.title, "a window", self.size, shape)

    def windows(self, shape: Shape) -> Windows:
        """Return where the windows stand; what is left over at the end of an image lies under none."""
        return valid_windows(self.size, self.stride, shape)

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        channel, *spot = place
        return [(channel, *pixel) for _, pixel in self.windows(shape).under((spot[0], spot[1]))]

    def over(self, place: Place, shape: Shape) -> list[Place]:
        channel, *spot = place
        return [(channel, *window) for _, window in self.windows(shape).over((spot[0], spot[1]))]


class MaxPool(Moving, MaxPooled):
    """Hands on the largest number under each window: smaller images that still say what was found.

    What is left over at the right and at the bottom is dropped, as in PyTorch and Keras.
    """

    title = "Max pooling"
    short = "Max pool"
    kind: Literal["max-pool"] = "max-pool"

    def picked(self, x: Array, shape: Shape) -> npt.NDArray[np.intp]:
        under = self.windows(shape).views(as_images(x, shape))
        first = np.moveaxis(under, (-5, -4), (0, 1)).reshape(
            self.size**2, *under.shape[:-5], *under.shape[-3:]
        )
        return as_rows(first.argmax(axis=0))

    def bind(self, memory: Memory) -> Bound:
        windows, (x, a, da) = self.windows(memory.shape), _images(self, memory)
        # One copy puts the first numbers of all windows side by side, the second ones, and so on: it makes
        # everything after it cheap. Then comes the largest of every row, and of these the largest.
        numbers = np.empty((self.size, self.size, *a.shape), a.dtype)
        rows = np.empty_like(numbers[0])
        (along, row_tops), (down, tops) = _maximum(numbers, rows), _maximum(rows, a)
        forward = [*im2col(windows, x, _patches(numbers)), *along, *down]
        backward: list[Procedure] = []
        if memory.dx is not None:
            row_slopes, slopes = np.empty_like(rows), np.empty_like(numbers)
            backward += _to_largest(rows, tops, da, row_slopes)
            backward += _to_largest(numbers, row_tops, row_slopes, slopes)
            backward += col2im(windows, _patches(slopes), as_merged_images(memory.dx, memory.shape))
        return Bound(tuple(forward), tuple(backward), handles(memory))


class AveragePool(Moving, AveragePooled):
    """Hands on the mean of the numbers under each window.

    What is left over at the right and at the bottom is dropped, as in PyTorch and Keras.
    """

    title = "Average pooling"
    short = "Avg pool"
    kind: Literal["average-pool"] = "average-pool"

    def bind(self, memory: Memory) -> Bound:
        windows, (x, a, da) = self.windows(memory.shape), _images(self, memory)
        numbers = np.empty((self.size, self.size, *a.shape), a.dtype)
        all_of_them = numbers.reshape(self.size**2, *a.shape)
        share = np.array(1.0 / self.size**2, a.dtype)
        forward: list[Procedure] = [
            *im2col(windows, x, _patches(numbers)),
            partial(np.add.reduce, all_of_them, 0, None, a),
            partial(np.multiply, a, share, a),
        ]
        backward: list[Procedure] = []
        if memory.dx is not None:
            shares = np.empty(a.shape, a.dtype)
            alike = np.broadcast_to(shares, numbers.shape)
            backward.append(partial(np.multiply, da, share, shares))
            backward += col2im(windows, _patches(alike), as_merged_images(memory.dx, memory.shape))
        return Bound(tuple(forward), tuple(backward), handles(memory))


def _maximum(arrays: Array, out: Array) -> tuple[list[Procedure], list[Array]]:
    """Return what writes the largest of arrays (n, ...) into ``out``, and where that of the first one, of the
    first two, and so on, stands on the way.
    """
    if len(arrays) == 1:
        return [partial(np.copyto, out, arrays[0])], []
    tops = [arrays[0], *(np.empty_like(arrays[0]) for _ in arrays[2:])]
    places = zip(tops, arrays[1:], [*tops[1:], out], strict=True)
    return [partial(np.maximum, top, array, out=larger) for top, array, larger in places], tops


def _to_largest(arrays: Array, tops: list[Array], slope: Array, slopes: Array) -> list[Procedure]:
    """Return what hands the slope of a maximum to the array that has it; of equal ones to the first."""
    if len(arrays) == 1:
        return [partial(np.copyto, slopes[0], slope)]
    steps: list[Procedure] = []
    ahead = np.empty(arrays.shape[1:], bool)
    for i in reversed(range(1, len(arrays))):
        kept = slopes[0] if i == 1 else np.empty_like(slopes[0])
        steps.append(partial(np.greater_equal, tops[i - 1], arrays[i], ahead))
        steps.append(partial(np.multiply, slope, ahead, kept))
        steps.append(partial(np.subtract, slope, kept, slopes[i]))
        slope = kept
    return steps


def _patches(numbers: Array) -> Array:
    """Return numbers by column and row in their window (size, size, ...) as patches are: a view."""
    return np.moveaxis(numbers, (0, 1), (-4, -5))


def _images(layer: Layer, memory: Memory) -> tuple[Array, Array, Array]:
    """Return inputs, outputs and slopes, each (..., channels, height, width, samples)."""
    shape = layer.output(memory.shape)
    x = as_merged_images(memory.x, memory.shape)
    return x, as_merged_images(memory.a, shape), as_merged_images(memory.da, shape)

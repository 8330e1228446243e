"""Pooling: of what lies under a window, or of a whole channel, the largest or the mean is handed on."""

import math
from abc import abstractmethod
from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Array, Procedure
from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.parameters import Shape, in_words
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.engine.symbolic.sums import mean, over, top, total
from playground.engine.windows import Windows, image_of, inside, misfit
from playground.parts.setting import setting


class _Pooling(Layer):
    """What all poolings share: which numbers go into which output."""

    letters: ClassVar[dict[str, Letter]] = {"a": OUTPUT}

    @abstractmethod
    def under(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the inputs that go into the output at a place, row by row."""

    @abstractmethod
    def over(self, place: Place, shape: Shape) -> list[Place]:
        """Return the places of the outputs that the input at a place goes into."""

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        raise LookupError(f"{self.kind} has no {name}")


class _Max(_Pooling):
    """The largest number goes on, and the slope goes back to it alone: among equals to the first."""

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        inputs = [at.x(each) for each in self.under(place, at.inputs_shape)]
        yield at.line("a", place, top(inputs), "The largest of them.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        held = self.over(place, at.inputs_shape)
        won = [each for each in held if place == self._winner(at, each)]
        note = "Where it is the largest, the whole slope comes back to it."
        if not held:
            note = "No window holds it, so no slope comes back."
        elif not won:
            note = "Another is the largest, or is as large and comes first, so no slope comes back."
        return total([at.slope(each) for each in won]), note

    def _winner(self, at: LayerSymbols, window: Place) -> Place:
        return max(self.under(window, at.inputs_shape), key=lambda each: float(at.x(each).number))


class _Average(_Pooling):
    """The mean goes on, and the slope goes back in equal shares."""

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        inputs = [at.x(each) for each in self.under(place, at.inputs_shape)]
        yield at.line("a", place, mean(inputs), "Their mean.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        held = self.over(place, at.inputs_shape)
        if not held:
            return total([]), "No window holds it, so no slope comes back."
        count = len(self.under(held[0], at.inputs_shape))
        return over(total([at.slope(each) for each in held]), count), "An equal share of every slope."


class _Moving(_Pooling):
    """A pooling whose window moves over each channel."""

    size: int = setting(2, "Height and width of the window.", ge=1, le=8)
    stride: int = setting(2, "By how many pixels the window moves on.", ge=1, le=8)

    def output(self, shape: Shape) -> Shape:
        return shape[0], *self.windows(shape).count

    def misfit(self, shape: Shape) -> str:
        return misfit(self.title, "a window", self.size, shape)

    def windows(self, shape: Shape) -> Windows:
        """Return where the windows stand; what is left over at the end of an image lies under none."""
        return inside(self.size, self.stride, shape)

    def under(self, place: Place, shape: Shape) -> list[Place]:
        channel, *spot = place
        return [(channel, *pixel) for _, pixel in self.windows(shape).under((spot[0], spot[1]))]

    def over(self, place: Place, shape: Shape) -> list[Place]:
        channel, *spot = place
        return [(channel, *window) for _, window in self.windows(shape).over((spot[0], spot[1]))]


class _Global(_Pooling):
    """A pooling of whole channels: of each one number is left."""

    def output(self, shape: Shape) -> Shape:
        return shape[:1]

    def misfit(self, shape: Shape) -> str:
        return "" if len(shape) == 3 else f"{self.title} needs an image, not {in_words(shape)}"

    def under(self, place: Place, shape: Shape) -> list[Place]:
        return [(*place, *map(int, pixel)) for pixel in np.ndindex(*shape[1:])]

    def over(self, place: Place, shape: Shape) -> list[Place]:
        return [place[:1]]


class MaxPool(_Moving, _Max):
    """Hands on the largest number under each window: smaller images that still say what was found.

    What is left over at the right and at the bottom is dropped, as in PyTorch and Keras.
    """

    title = "Max pooling"
    kind: Literal["max-pool"] = "max-pool"

    def bind(self, memory: Memory) -> Bound:
        x, a, da = _images(self, memory)
        height, width = self.windows(memory.shape).count
        narrow = np.empty_like(x[..., :width, :])
        rows = [x[..., :, each, :] for each in self._lanes(width)]
        columns = [narrow[..., each, :, :] for each in self._lanes(height)]
        # First the winner of every row, then of these: among equals the first row's first.
        (along, tops), (down, more) = _race(rows, narrow), _race(columns, a)
        backward: tuple[Procedure, ...] = ()
        if memory.dx is not None:
            dx, dnarrow = image_of(memory.dx, memory.shape), np.zeros_like(narrow)
            dx[...] = 0.0
            clear = self.stride < self.size
            dcolumns = [dnarrow[..., each, :, :] for each in self._lanes(height)]
            drows = [dx[..., :, each, :] for each in self._lanes(width)]
            backward = (
                *([partial(dnarrow.fill, 0.0)] if clear else []),
                *_handed_back(columns, more, da, dcolumns, clear),
                *([partial(dx.fill, 0.0)] if clear else []),
                *_handed_back(rows, tops, dnarrow, drows, clear),
            )
        return Bound((*along, *down), backward, _handles(memory))

    def _lanes(self, count: int) -> list[slice]:
        """Return which rows, or columns, lie first in the windows, which second, and so on."""
        return [slice(i, i + (count - 1) * self.stride + 1, self.stride) for i in range(self.size)]


class AveragePool(_Moving, _Average):
    """Hands on the mean of the numbers under each window.

    What is left over at the right and at the bottom is dropped, as in PyTorch and Keras.
    """

    title = "Average pooling"
    kind: Literal["average-pool"] = "average-pool"

    def bind(self, memory: Memory) -> Bound:
        x, a, da = _images(self, memory)
        windows = self.windows(memory.shape)
        under = [(..., *windows.at((i, j)), slice(None)) for i, j in np.ndindex(self.size, self.size)]
        share = np.array(1.0 / self.size**2, a.dtype)

        forward: list[Procedure] = [partial(np.multiply, x[under[0]], share, a)]
        if len(under) > 1:
            forward = [partial(np.add, x[under[0]], x[under[1]], a)]
            forward += [partial(np.add, a, x[each], a) for each in under[2:]]
            forward.append(partial(np.multiply, a, share, a))
        backward: list[Procedure] = []
        if memory.dx is not None:
            dx, shares = image_of(memory.dx, memory.shape), np.empty_like(da)
            backward = [partial(np.multiply, da, share, shares), partial(dx.fill, 0.0)]
            backward += [partial(np.add, dx[each], shares, dx[each]) for each in under]
        return Bound(tuple(forward), tuple(backward), _handles(memory))


class GlobalMaxPool(_Global, _Max):
    """Hands on the largest number of each channel: whether something was found, wherever it was."""

    title = "Global max pooling"
    kind: Literal["global-max-pool"] = "global-max-pool"

    def bind(self, memory: Memory) -> Bound:
        x, a, da = _channels(memory.x, memory), memory.a.swapaxes(-1, -2), memory.da.swapaxes(-1, -2)
        forward = partial(np.max, x, -2, a)
        if memory.dx is None:
            return Bound((forward,), (), _handles(memory))
        dx, places = _channels(memory.dx, memory), np.arange(x.shape[-2])[:, None]

        def backward() -> None:
            winner = x.argmax(axis=-2)
            np.multiply(places == winner[..., None, :], da[..., None, :], out=dx)

        return Bound((forward,), (backward,), _handles(memory))


class GlobalAveragePool(_Global, _Average):
    """Hands on the mean of each channel."""

    title = "Global average pooling"
    kind: Literal["global-average-pool"] = "global-average-pool"

    def bind(self, memory: Memory) -> Bound:
        x, a, da = _channels(memory.x, memory), memory.a.swapaxes(-1, -2), memory.da.swapaxes(-1, -2)
        share = np.array(1.0 / x.shape[-2], a.dtype)
        forward = partial(np.add.reduce, x, -2, None, a), partial(np.multiply, a, share, a)
        backward: tuple[Procedure, ...] = ()
        if memory.dx is not None:
            shares, dx = da[..., None, :], _channels(memory.dx, memory)
            backward = (partial(np.multiply, shares, share, dx),)
        return Bound(forward, backward, _handles(memory))


def _race(lanes: list[Array], out: Array) -> tuple[list[Procedure], list[Array]]:
    """Return what writes the largest of the lanes into ``out``, and where that of the first two, of the
    first three and so on are kept.
    """
    if len(lanes) == 1:
        return [partial(np.copyto, out, lanes[0])], []
    tops = [*(np.empty_like(out) for _ in lanes[2:]), out]
    before = [lanes[0], *tops]
    return [
        partial(np.maximum, first, second, out=best)
        for first, second, best in zip(before, lanes[1:], tops, strict=False)
    ], tops


def _handed_back(
    lanes: list[Array], tops: list[Array], slope: Array, slopes: list[Array], add: bool
) -> list[Procedure]:
    """Return what hands the slope to the lane that won the race; of equal ones it is the first.

    Where windows share rows or columns, a slope comes on top of what is there.
    """
    steps: list[Procedure] = []
    before = [lanes[0], *tops]
    ahead, rest = np.empty(slope.shape, bool), slope
    for i in reversed(range(1, len(lanes))):
        # Not in place: the slope belongs to the layer above.
        kept = np.empty_like(slope) if add or i > 1 else slopes[0]
        steps += [
            partial(np.greater_equal, before[i - 1], lanes[i], ahead),
            partial(np.multiply, rest, ahead, kept),
        ]
        if add:
            lost = np.empty_like(slope)
            steps += [partial(np.subtract, rest, kept, lost), partial(np.add, slopes[i], lost, slopes[i])]
        else:
            steps.append(partial(np.subtract, rest, kept, slopes[i]))
        rest = kept
    if add:
        steps.append(partial(np.add, slopes[0], rest, slopes[0]))
    elif rest is not slopes[0]:
        steps.append(partial(np.copyto, slopes[0], rest))
    return steps


def _images(layer: Layer, memory: Memory) -> tuple[Array, Array, Array]:
    """Return inputs, outputs and slopes, each (..., channels, height, width, batch)."""
    shape = layer.output(memory.shape)
    return image_of(memory.x, memory.shape), image_of(memory.a, shape), image_of(memory.da, shape)


def _channels(array: Array, memory: Memory) -> Array:
    """Return numbers (..., batch, numbers) of the inputs' shape as (..., channels, places, batch): a view."""
    return image_of(array, (memory.shape[0], math.prod(memory.shape[1:])))


def _handles(memory: Memory) -> dict[str, Array]:
    return {"x": memory.x, "a": memory.a, "da": memory.da}

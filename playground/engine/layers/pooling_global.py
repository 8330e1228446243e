"""Poolings of whole channels: of each, one number is left."""

import math
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array, Procedure
from playground.engine.layers.base import Bound, Memory
from playground.engine.layers.pooled import AveragePooled, MaxPooled, Pooling, handles
from playground.engine.parameters import Shape, in_words
from playground.engine.symbolic.layer_symbols import Place
from playground.engine.windows import (
    as_images,
)


class Global(Pooling):
    """A pooling of whole channels: of each one number is left."""

    def output(self, shape: Shape) -> Shape:
        return shape[:1]

    def misfit(self, shape: Shape) -> str:
        return "" if len(shape) == 3 else f"{self.title} needs an image, not {in_words(shape)}"

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        return [(*place, *map(int, pixel)) for pixel in np.ndindex(*shape[1:])]

    def over(self, place: Place, shape: Shape) -> list[Place]:
        return [place[:1]]


class GlobalMaxPool(Global, MaxPooled):
    """Hands on the largest number of each channel: whether something was found, wherever it was."""

    title = "Global max pooling"
    short = "Global max"
    kind: Literal["global-max-pool"] = "global-max-pool"

    def picked(self, x: Array, shape: Shape) -> npt.NDArray[np.intp]:
        first: npt.NDArray[np.intp] = _channels(x, shape).argmax(axis=-2)
        return first.swapaxes(-1, -2)

    def bind(self, memory: Memory) -> Bound:
        x, a, da = _channels(memory.x, memory.shape), memory.a.swapaxes(-1, -2), memory.da.swapaxes(-1, -2)
        forward = partial(np.max, x, -2, a)
        if memory.dx is None:
            return Bound((forward,), (), handles(memory))
        dx, places = _channels(memory.dx, memory.shape), np.arange(x.shape[-2])[:, None]

        def backward() -> None:
            winner = x.argmax(axis=-2)
            np.multiply(places == winner[..., None, :], da[..., None, :], out=dx)

        return Bound((forward,), (backward,), handles(memory))


class GlobalAveragePool(Global, AveragePooled):
    """Hands on the mean of each channel."""

    title = "Global average pooling"
    short = "Global avg"
    kind: Literal["global-average-pool"] = "global-average-pool"

    def bind(self, memory: Memory) -> Bound:
        x, a, da = _channels(memory.x, memory.shape), memory.a.swapaxes(-1, -2), memory.da.swapaxes(-1, -2)
        share = np.array(1.0 / x.shape[-2], a.dtype)
        forward = partial(np.add.reduce, x, -2, None, a), partial(np.multiply, a, share, a)
        backward: tuple[Procedure, ...] = ()
        if memory.dx is not None:
            shares, dx = da[..., None, :], _channels(memory.dx, memory.shape)
            backward = (partial(np.multiply, shares, share, dx),)
        return Bound(forward, backward, handles(memory))


def _channels(array: Array, shape: Shape) -> Array:
    """Return images (..., batch, numbers) of a shape as (..., channels, places, batch): a view."""
    return as_images(array, (shape[0], math.prod(shape[1:])))

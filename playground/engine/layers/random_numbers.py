"""Random numbers of a layer in training: one for each output, drawn for each network by its own generator."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.layers.base import Generators


def zeros_by_network(like: Array) -> Array:
    """Return zeros in the shape of another array, (..., batch, units), each network's in one piece."""
    return np.zeros(like.swapaxes(-1, -2).shape, like.dtype).swapaxes(-1, -2)


def by_network(array: Array, generators: Generators) -> Iterator[tuple[Array, np.random.Generator]]:
    """Yield what belongs to each network, (batch, units), with its generator."""
    return zip(array if array.ndim == 3 else array[None], generators, strict=True)

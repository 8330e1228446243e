"""Regular points of the plane: where a map is computed, and where a bent grid has its crossings."""

import numpy as np

from playground.data.coordinates import REACH as REACH
from playground.data.coordinates import Array


def middles(side: int) -> Array:
    """Return the middles of a map's squares, (side * side, 2), bottom row first."""
    return _grid((np.arange(side) + 0.5) * (2.0 * REACH / side) - REACH)


def crossings(side: int) -> Array:
    """Return the crossings of lines across the plane, (side * side, 2), bottom row first."""
    return _grid(np.linspace(-REACH, REACH, side))


def _grid(along: Array) -> Array:
    x2, x1 = np.meshgrid(along, along, indexing="ij")
    return np.stack([x1.ravel(), x2.ravel()], axis=1)

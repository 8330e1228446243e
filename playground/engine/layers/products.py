"""Matrix products of layers as procedures, each by the NumPy call that is fastest for its shapes."""

from functools import partial

import numpy as np

from playground.engine.activations.base import Array, Procedure
from playground.engine.parameters import Shape


def steps(array: Array, shape: Shape) -> Array:
    """Return sequences (..., batch, time * units) as (..., time, batch, units), a view."""
    return np.moveaxis(array.reshape(*array.shape[:-1], *shape), -2, -3)


def stacked_product(left: Array, right: Array, out: Array) -> Procedure:
    """Return the procedure ``out = left @ right`` for stacks of matrices, (..., i, j) and (..., j, k)."""
    if out.strides[-1] > out.strides[-2]:
        # BLAS writes row by row; the transposed product is the same for an array that lies by columns.
        left, right, out = right.swapaxes(-1, -2), left.swapaxes(-1, -2), out.swapaxes(-1, -2)
    return partial(np.matmul, left, right, out)


def product(left: Array, right: Array, out: Array) -> Procedure:
    """Return the procedure ``out = left @ right`` of (..., i, j) and (..., j, k), by the cheapest call."""
    if left.shape[-1] == 1:
        return partial(np.multiply, left, right, out)
    if left.ndim > 2:
        return stacked_product(left, right, out)
    if out.strides[-1] > out.strides[-2]:
        left, right, out = right.T, left.T, out.T  # as in ``stacked_product``
    return partial(left.dot, right, out)

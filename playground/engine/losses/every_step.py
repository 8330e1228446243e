"""A loss at every step of a sequence: each step is a sample of its own, and the mean is over all of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.losses.base import Loss, scale


class EveryStepLoss:
    """The mean of a loss over samples and steps, as PyTorch takes it of outputs (batch, steps, units).

    Outputs and targets are (..., batch, steps * units). Where samples do not count alike, neither do steps.
    """

    def __init__(self, loss: Loss, units: int) -> None:
        """``units`` are those of one step."""
        self._loss, self._units = loss, units

    def value(self, a: Array, y: Array) -> Any:
        """Return the loss: a number, or (P,)."""
        targets = self._steps(y)
        each, counts = self._loss.value(self._steps(a), targets), self._loss.counts(targets)
        if np.ndim(counts) == 0:
            return each.mean(axis=-1)
        return (each * counts).sum(axis=-1) / counts.sum(axis=-1)

    def derivative(self, a: Array, y: Array, out: Array) -> None:
        """Write the derivative of the loss with respect to the outputs, or with a link to their sums."""
        targets, slopes = self._steps(y), self._steps(out)
        self._loss.derivative(self._steps(a), targets, slopes)
        counts = self._loss.counts(targets)
        if np.ndim(counts) == 0:
            scale(out, 1.0 / slopes.shape[-3])
        else:
            slopes *= (counts / counts.sum(axis=-1, keepdims=True))[..., None, None]

    def shares(self, y: Array) -> Array:
        """Return how much each sample's own loss counts in that of the batch, (..., batch)."""
        alone = self._loss.counts(self._steps(y[..., None, :]))
        if np.ndim(alone) == 0:
            return np.full(y.shape[:-1], 1.0 / y.shape[-2], y.dtype)
        own = alone.sum(axis=-1)
        return np.asarray(own / own.sum(axis=-1, keepdims=True))

    def step_shares(self, y: Array) -> Array:
        """Return how much each step counts in a sample's own loss, (..., batch, steps)."""
        targets = self._steps(y[..., None, :])
        counts = np.broadcast_to(self._loss.counts(targets), targets.shape[:-2])
        return np.asarray(counts / counts.sum(axis=-1, keepdims=True))

    def corner(self, a: Array, y: Array) -> Array | None:
        """Return what changes its sign where the slope, or its own slope, jumps, like ``a``; or None."""
        return self._loss.corner(a, y)

    def _steps(self, array: Array) -> Array:
        """Return (..., batch, steps * units) as (..., steps, batch, units), a view."""
        return np.moveaxis(
            array.reshape(*array.shape[:-1], array.shape[-1] // self._units, self._units), -2, -3
        )

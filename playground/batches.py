"""The training set in the order of the current epoch, cut into batches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from playground.engine.activations import Array
from playground.experiment import Samples

Order = npt.NDArray[np.intp]


class Batches:
    """Inputs and targets of P networks, each in an order of its own.

    ``order`` is (P, samples). ``x`` and ``y`` are (samples, columns) without a population, otherwise
    (P, samples, columns); a batch is a slice of them.
    """

    def __init__(self, samples: Sequence[Samples], size: int, dtype: npt.DTypeLike) -> None:
        population, self.count = len(samples), len(samples[0])
        self.size = min(size or self.count, self.count)
        # All members' samples in one table, a row for each column of theirs as in the network's own memory:
        # an epoch's order is then one call, whatever the population.
        self._inputs = np.concatenate([part.inputs for part in samples]).T.astype(dtype, order="C")
        self._targets = np.concatenate([part.targets for part in samples]).T.astype(dtype, order="C")
        self._starts = self.count * np.arange(population)[:, None]
        self._x, self._y = np.empty_like(self._inputs), np.empty_like(self._targets)
        lead = () if population == 1 else (population,)
        self.x: Array = np.moveaxis(self._x.reshape(-1, *lead, self.count), 0, -1)
        self.y: Array = np.moveaxis(self._y.reshape(-1, *lead, self.count), 0, -1)
        starts = range(0, self.count, self.size)
        self._cuts = [
            (self.x[..., start : start + self.size, :], self.y[..., start : start + self.size, :])
            for start in starts
        ]
        self.order: Order = np.tile(np.arange(self.count), (population, 1))
        self.gather()

    def at(self, position: int) -> tuple[Array, Array]:
        """Return inputs and targets of the batch that begins at a position: views of ``x`` and ``y``."""
        return self._cuts[position // self.size]

    @property
    def per_epoch(self) -> int:
        """How many batches there are, an incomplete last one included."""
        return -(-self.count // self.size)

    @property
    def rest(self) -> int:
        """How many samples an incomplete last batch has; 0 if all are complete."""
        return self.count % self.size

    def shuffle(self, generators: Sequence[np.random.Generator]) -> None:
        """Take a new order for every network, each from its own generator."""
        for row, generator in zip(self.order, generators, strict=True):
            row[...] = generator.permutation(self.count)
        self.gather()

    def gather(self) -> None:
        """Put the samples into ``order``."""
        rows = (self.order + self._starts).ravel()
        # "clip" saves the copy by which NumPy otherwise keeps its output clean of a wrong index.
        np.take(self._inputs, rows, axis=1, out=self._x, mode="clip")
        np.take(self._targets, rows, axis=1, out=self._y, mode="clip")

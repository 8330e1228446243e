"""The training set in the order of the current epoch, cut into batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.experiment.sampling import Samples

Order = npt.NDArray[np.intp]


def sample_columns(samples: Iterable[Samples], extra: int, dtype: npt.DTypeLike) -> Array:
    """Return samples, one after the other, as columns of ``Pass.inputs_and_targets``: (numbers, samples).

    ``extra`` is how many columns of ones the first layer wants behind the inputs.
    """
    parts = list(samples)
    inputs, outputs = parts[0].inputs.shape[1], parts[0].targets.shape[1]
    # Written in place: thousands of images would otherwise be in memory several times.
    table = np.empty((inputs + extra + outputs, sum(map(len, parts))), dtype)
    start = 0
    for part in parts:
        columns = table[:, start : start + len(part)]
        columns[:inputs] = part.inputs.T
        columns[inputs : inputs + extra] = 1.0
        columns[inputs + extra :] = part.targets.T
        start += len(part)
    return table


def by_member(table: Array, population: int) -> Array:
    """Return (columns, P * samples) as (P, samples, columns), a view, without P where it is 1."""
    lead = () if population == 1 else (population,)
    return np.moveaxis(table.reshape(len(table), *lead, -1), 0, -1)


class Batches:
    """What P networks are given, each in an order of its own.

    ``order`` is (P, samples). A row has what ``Pass.inputs_and_targets`` has: inputs, the extra columns of
    the first layer, targets.
    """

    def __init__(self, samples: Sequence[Samples], extra: int, size: int, dtype: npt.DTypeLike) -> None:
        """Without any sample there is no batch."""
        population, self.count = len(samples), len(samples[0])
        self.size = max(1, min(size or self.count, self.count))
        # All members' samples in one table, a row for each column of theirs as in the network's own memory:
        # an epoch's order is then one call, whatever the population.
        self._table = sample_columns(samples, extra, dtype)
        self._ordered = np.empty_like(self._table)
        self._starts = self.count * np.arange(population)[:, None]
        self._places: Order = np.arange(self.count)
        self.order: Order = np.tile(self._places, (population, 1))
        self._rows: Order = np.empty(population * self.count, np.intp)
        # All members' share of one batch lies together: a step then copies each column in one piece.
        whole = self.count - self.rest
        self._arranged = []
        for start, stop, batch in ((0, whole, self.size), (whole, self.count, self.rest)):
            if batch:
                order = self.order[:, start:stop].reshape(population, -1, batch).swapaxes(0, 1)
                rows = self._rows[start * population : stop * population].reshape(order.shape)
                self._arranged.append((order, rows))
        ends = [*range(0, self.count, self.size), self.count]
        pieces = [self._ordered[:, i * population : j * population] for i, j in pairwise(ends)]
        self._cuts = [by_member(piece, population) for piece in pieces]
        self.gather()

    def at(self, position: int) -> Array:
        """Return the batch that begins at a position, a view (batch, columns) or (P, batch, columns)."""
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
        self.order[...] = self._places
        for row, generator in zip(self.order, generators, strict=True):
            generator.shuffle(row)
        self.gather()

    def gather(self) -> None:
        """Put the samples into ``order``."""
        for order, rows in self._arranged:
            np.add(order, self._starts, rows)
        # "clip" saves the copy by which NumPy otherwise keeps its output clean of a wrong index.
        np.take(self._table, self._rows, axis=1, out=self._ordered, mode="clip")

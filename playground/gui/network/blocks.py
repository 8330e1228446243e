"""Places of numbers in a flat vector, so many for each of several things that are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from playground.engine.wiring import Places

Strengths = npt.NDArray[np.float64]


class Blocks:
    """Where the numbers of each thing are; mostly it has but one."""

    def __init__(self, blocks: Sequence[Places]) -> None:
        """Each of ``blocks`` is (things, numbers)."""
        flat = [block.ravel() for block in blocks]
        self.places: Places = np.concatenate([*flat, np.empty(0, np.intp)])
        """(n,): those of the first thing, then of the next ..."""
        counts = [np.full(len(block), block.shape[1], np.intp) for block in blocks]
        self.counts: Places = np.concatenate([*counts, np.empty(0, np.intp)])
        """... and how many each has, (things,)."""
        self._starts = np.cumsum(self.counts) - self.counts
        self._single = bool((self.counts == 1).all())

    def of(self, thing: int) -> Places:
        """Return the places of one thing's numbers."""
        start = self._starts[thing]
        return self.places[start : start + self.counts[thing]]

    def holding(self, place: int) -> int | None:
        """Return the first thing that has the number at a place, if one has."""
        found = np.flatnonzero(self.places == place)
        return int(np.searchsorted(self._starts, found[0], "right")) - 1 if len(found) else None

    def strengths(self, numbers: npt.NDArray[np.floating]) -> Strengths:
        """Return one number for each thing, (things,), out of a flat vector (n,): the one that it has.

        Of several it is their root mean square, with the sign of their mean.
        """
        found = numbers[self.places].astype(float)
        if self._single:
            return found
        with np.errstate(all="ignore"):
            square = np.add.reduceat(found**2, self._starts) / self.counts
            signed = np.copysign(np.sqrt(square), np.add.reduceat(found, self._starts))
        return np.where(self.counts == 1, found[self._starts], signed)

    def squares(self, numbers: npt.NDArray[np.floating]) -> Strengths:
        """Return for each thing the sum of the squares of its numbers, (things,)."""
        with np.errstate(all="ignore"):
            square = numbers[self.places].astype(float) ** 2
            return square if self._single else np.add.reduceat(square, self._starts)

    def among(self, places: Places) -> npt.NDArray[np.bool_]:
        """Return for each thing whether all its numbers are at some of these places, (things,)."""
        found = np.isin(self.places, places)
        return found if self._single else np.logical_and.reduceat(found, self._starts)

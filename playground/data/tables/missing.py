"""Missing values: what is done about cells that are empty or cannot be read."""

from __future__ import annotations

from abc import abstractmethod
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.file_set import Misfit
from playground.data.samples import Array
from playground.parts.counts import grouped
from playground.parts.part import Part

Rows = npt.NDArray[np.bool_]


class Missing(Part, family="missing values"):
    """What is done about cells that are empty or cannot be read."""

    @abstractmethod
    def rows(self, whole: Rows, targeted: Rows, first: str) -> Rows:
        """Return which rows are samples, given which have all inputs and targets, and which all targets.

        ``first`` says where the first gap is. Raises Misfit.
        """

    def standing_in(self, numbers: Array, averaged: bool) -> Array:
        """Return what stands in gaps of one column (samples, inputs): (inputs,), NaN for nothing."""
        return np.full(numbers.shape[1], np.nan)

    def said(self, whole: Rows, targeted: Rows) -> str:
        """Say in a sentence what is done about how many rows, if there are any with gaps."""
        return ""


class RefuseMissing(Missing):
    """Rows with gaps are complained of, and nothing is trained."""

    title = "Refuse"
    kind: Literal["refuse"] = "refuse"

    def rows(self, whole: Rows, targeted: Rows, first: str) -> Rows:
        if whole.all():
            return whole
        count = int((~whole).sum())
        text = f"{grouped(count)} row{'s' if count > 1 else ''} cannot be used ({first})"
        raise Misfit("missing", f"{text}: leave them out, or fill the gaps")


class LeaveOutMissing(Missing):
    """Rows with gaps are left out."""

    title = "Leave out rows"
    kind: Literal["leave-out"] = "leave-out"

    def rows(self, whole: Rows, targeted: Rows, first: str) -> Rows:
        return whole

    def said(self, whole: Rows, targeted: Rows) -> str:
        return _left_out(~whole)


class FillMissing(Missing):
    """Gaps are filled with what is usual among the samples trained on: the mean, or the most frequent word.

    Rows whose target is missing are left out.
    """

    title = "Fill with the usual"
    kind: Literal["fill"] = "fill"

    def rows(self, whole: Rows, targeted: Rows, first: str) -> Rows:
        return targeted

    def standing_in(self, numbers: Array, averaged: bool) -> Array:
        known = numbers[~np.isnan(numbers).any(axis=1)]
        if not len(known):
            return np.zeros(numbers.shape[1])
        if averaged:
            return np.asarray(known.mean(axis=0))
        found, counts = np.unique(known, axis=0, return_counts=True)
        return np.asarray(found[counts.argmax()])

    def said(self, whole: Rows, targeted: Rows) -> str:
        filled = int((targeted & ~whole).sum())
        text = f"Filled: the gaps in {grouped(filled)} row{'s' if filled > 1 else ''}." if filled else ""
        return " ".join(each for each in (text, _left_out(~targeted)) if each)


def _left_out(rows: Rows) -> str:
    count = int(rows.sum())
    return f"Left out: {grouped(count)} row{'s' if count > 1 else ''} with gaps." if count else ""

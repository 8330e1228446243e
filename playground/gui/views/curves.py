"""Figures over the epochs as arrays: thinned to what a plot can show, and evened out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from playground.experiment.figures import Figures

POINTS = 400
"""A curve is drawn with at most so many points; a plot has few more columns."""
WINDOW = 0.06
"""How much of a curve each point of a smooth one is the mean of."""
DOT_ROOM = 0.02
"""How much of a lower axis is left at both ends of it where a curve is still a dot."""
LEAST = 0.2
"""Powers of ten that a logarithmic axis spans at least, so that noise does not look like a mountain."""
Values = npt.NDArray[np.floating]


def thinned(rows: Sequence[Figures]) -> list[Figures]:
    """Return at most about ``POINTS`` rows, the last one among them."""
    step = -(-len(rows) // POINTS)
    return [*rows[:-1:step], rows[-1]] if step > 1 else list(rows)


def columns(rows: Sequence[Figures]) -> dict[str, Values]:
    """Return every figure of all rows by name, not a number where there is none."""
    names = Figures.names()
    return dict(zip(names, np.array(rows, float).reshape(len(rows), len(names)).T, strict=True))


def smoothed(values: Values) -> Values:
    """Return the means over a window around each point, narrower at the ends.

    Where there is no number there is no mean; of a window with gaps it is that of the others.
    """
    count, known = len(values), np.isfinite(values)
    half = int(count * WINDOW / 2)
    if half < 1:
        return values
    sums, counts = (np.concatenate([[0], np.cumsum(each)]) for each in (np.where(known, values, 0.0), known))
    at = np.arange(count)
    reach = np.minimum(half, np.minimum(at, count - 1 - at))
    first, last = at - reach, at + reach + 1
    return np.where(known, (sums[last] - sums[first]) / np.maximum(counts[last] - counts[first], 1), np.nan)


def along(epochs: Values) -> tuple[float, float]:
    """Return what a lower axis of epochs shows: from the start, never less than ten, and more at both ends
    where the dot of a single epoch needs room.
    """
    last = max(10.0, float(epochs.max(initial=0.0)))
    room = DOT_ROOM * last if len(epochs) == 1 else 0.0
    return -room, last + room


def reach(values: Values, log: bool) -> tuple[float, float]:
    """Return what a left axis shows of positive values: from zero, or powers of ten with some room."""
    values = values[np.isfinite(values)]
    if not len(values):
        return (-1.0, 0.0) if log else (0.0, 1.0)
    if not log:
        return 0.0, 1.04 * max(float(values.max()), 1e-9)
    least, most = float(np.log10(values.min())), float(np.log10(values.max()))
    middle, half = (least + most) / 2, 0.56 * max(most - least, LEAST)
    return middle - half, middle + half

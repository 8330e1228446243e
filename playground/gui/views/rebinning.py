"""Histograms of many moments, counted again into bins that all of them share."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
OUTLIERS = 0.02
"""So many of the moments may reach beyond the common range, at either end."""


def common_range(lows: Values, highs: Values) -> tuple[float, float]:
    """Return from where to where nearly all of the histograms reach, whose ends are given, (moments,)."""
    low = float(np.quantile(lows, OUTLIERS, method="lower"))
    high = float(np.quantile(highs, 1.0 - OUTLIERS, method="higher"))
    return low, high


def rebinned(counts: Values, lows: Values, highs: Values, edges: Values) -> Values:
    """Return counts (moments, bins) of equal bins from ``lows`` to ``highs`` in other bins, (moments, other).

    Within an old bin the numbers are taken to lie evenly. What lies beyond the outermost edges is counted in
    the outermost bins, so that no moment gains or loses any.
    """
    count = counts.shape[1]
    before = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)], axis=1)
    place = (edges - lows[:, None]) / ((highs - lows) / count)[:, None]
    place = np.clip(place, 0.0, count)
    bin = np.minimum(place.astype(np.intp), count - 1)
    below = np.take_along_axis(before, bin, 1) + (place - bin) * np.take_along_axis(counts, bin, 1)
    below[:, 0], below[:, -1] = 0.0, before[:, -1]
    return np.asarray(np.diff(below, axis=1))


def over_time(epochs: Values, shares: Values, end: float, columns: int) -> Values:
    """Return shares (moments, bins) as a picture (bins, columns) of the time from 0 to ``end``.

    The last bin comes first, as it is drawn at the top. Each moment lasts until the next one, the last one
    for its own column; columns without a moment are 0.
    """
    width = end / columns
    starts = width * np.arange(columns)
    moment = np.searchsorted(epochs, starts + width, side="left") - 1
    there = (moment >= 0) & (starts <= epochs[-1])
    return np.asarray(np.where(there, shares[moment].T[::-1], 0.0))

"""What was seen of all layers on the way of a run: at which epoch, and their statistics then."""

from __future__ import annotations

from collections.abc import Sequence

from playground.inspection.layer_statistics import LayerStatistics

MOST = 300
"""Moments that are kept of a run."""
LayerMoment = tuple[int, tuple[LayerStatistics, ...]]
"""An epoch, and the layers at its end."""


def thinned(moments: Sequence[LayerMoment]) -> list[LayerMoment]:
    """Return the moments, or every second one and the last where there are too many."""
    return list(moments) if len(moments) <= MOST else [*moments[:-1:2], moments[-1]]

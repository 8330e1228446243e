"""The statistics of all layers over a run: at which epoch, and what they were."""

from __future__ import annotations

from collections.abc import Sequence

from playground.inspection.layer_statistics import LayerStatistics

MOST = 300
"""Most entries of a run's history."""
EpochStatistics = tuple[int, tuple[LayerStatistics, ...]]
"""An epoch, and the statistics of every layer at its end."""


def thinned(history: Sequence[EpochStatistics]) -> list[EpochStatistics]:
    """Return the history, or every second entry and the last if it has more than ``MOST``."""
    return list(history) if len(history) <= MOST else [*history[:-1:2], history[-1]]

"""Names of classes beside their colours: as many to a line as fit, cut where room is scarce."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

MARK, APART = 14, 12
"""Pixels for a swatch and what parts it from its name, and between two names."""
LINES = 3
"""How many lines the names may take."""


class Place(NamedTuple):
    """Where a swatch is: its line, its left edge, and what is written beside it."""

    line: int
    x: float
    name: str


def length(names: Sequence[str], metrics: QFontMetrics) -> float:
    """Return how many pixels the names take with their swatches, all on one line."""
    return sum(MARK + metrics.horizontalAdvance(name) + APART for name in names)


def placed(names: Sequence[str], room: float, metrics: QFontMetrics) -> list[Place]:
    """Return where each name is on lines of so many pixels."""
    places = _flowing(names, room, metrics)
    if places and (places[-1].line >= LINES or max(_right(place, metrics) for place in places) > room):
        columns = -(-len(names) // LINES)
        width = room / columns
        cut = int(max(width - MARK - APART, 1))
        short = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, cut) for name in names]
        places = [Place(i // columns, i % columns * width, name) for i, name in enumerate(short)]
    return places


def _flowing(names: Sequence[str], room: float, metrics: QFontMetrics) -> list[Place]:
    places, line, x = [], 0, 0.0
    for name in names:
        width = MARK + metrics.horizontalAdvance(name)
        if x and x + width > room:
            line, x = line + 1, 0.0
        places.append(Place(line, x, name))
        x += width + APART
    return places


def _right(place: Place, metrics: QFontMetrics) -> float:
    return place.x + MARK + metrics.horizontalAdvance(place.name)

"""What is written beside and under the tiles of a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from playground.gui.network.tiles import Tiles
from playground.gui.theme import font

LINE = 11.0
"""Pixels that a name is high."""
UNDER, ASIDE = 14.0, 5.0
"""Pixels for a name under a tile, and between a tile and a name beside it."""


LONGEST = 110.0
"""Pixels that names are wide at most."""


def widest(names: Sequence[str]) -> float:
    """Return how many pixels the widest of some names takes."""
    metrics = QFontMetrics(font(12))
    return min(LONGEST, max((float(metrics.horizontalAdvance(name)) for name in names), default=0.0))


def input_captions(rects: Sequence[QRectF], names: Sequence[str]) -> Iterator[tuple[QRectF, str]]:
    """Yield names as far as there is room, and where: to the left of tiles, or below a single one."""
    metrics = QFontMetrics(font(12))
    for rect, name in zip(rects, names, strict=False):
        room = min(LONGEST, max(rect.left() - ASIDE, 0.0))
        wide = metrics.horizontalAdvance(name) + 1.0
        if wide > room and len(rects) == 1:
            yield QRectF(rect.center().x() - wide / 2, rect.bottom() + 3, wide, 16), name
        else:
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
            if len(shown) < min(len(name), 2):
                continue  # dots alone say nothing
            wide = min(wide, room)
            yield QRectF(rect.left() - ASIDE - wide, rect.top(), wide, rect.height()), shown


def output_captions(
    rects: Sequence[QRectF], names: Sequence[str], right: float
) -> Iterator[tuple[QRectF, str]]:
    """Yield names as far as there is room to ``right``, and where: to the right of tiles, or below them."""
    metrics = QFontMetrics(font(12))
    straight = len({rect.left() for rect in rects}) < 2
    below = rects[1].top() - rects[0].bottom() if len(rects) > 1 and straight else 0.0
    for rect, name in zip(rects, names, strict=False):
        left = rect.right() + ASIDE
        ends = [other.left() - 1.0 for other in rects if other.left() > rect.right()]  # the next one beside
        room = max(0.0, min([right, *ends]) - left)
        wide = metrics.horizontalAdvance(name) + 1.0
        if wide > room and below >= UNDER and wide <= rect.width() + 2 * room:
            yield QRectF(rect.center().x() - wide / 2, rect.bottom(), wide, UNDER), name
        else:
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(room))
            yield QRectF(left, rect.top(), min(wide, room), rect.height()), shown


def draw_captions(painter: QPainter, captions: Iterable[tuple[QRectF, str]], colour: str) -> None:
    """Write names where they belong, but none over another: where tiles are low, some are left out."""
    painter.setFont(font(12))
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    for rect, name in apart(captions):
        painter.drawText(rect, side | Qt.TextFlag.TextDontClip, name)


def apart(captions: Iterable[tuple[QRectF, str]]) -> Iterator[tuple[QRectF, str]]:
    """Yield the names that lie over none of those before them."""
    lines: list[QRectF] = []
    for rect, name in captions:
        line = QRectF(rect.left(), rect.center().y() - LINE / 2, rect.width(), LINE)
        if not any(line.intersects(other) for other in lines):
            lines.append(line)
            yield rect, name


def draw_left_out(painter: QPainter, columns: Sequence[Tiles], colour: str) -> None:
    """Write under every column how many of its units are shown, if not all are."""
    painter.setFont(font(11))
    painter.setPen(QColor(colour))
    centres = [tiles.bounds.center().x() for tiles in columns]
    pitch = min((right - left for left, right in pairwise(centres)), default=LONGEST)
    for tiles in columns:
        if tiles.hidden:
            bounds = tiles.bounds
            line = QRectF(bounds.center().x() - 60, bounds.bottom() + 4, 120, 16)
            shown, every = len(tiles.rects), len(tiles.rects) + tiles.hidden
            text = QCoreApplication.translate("captions", "{0} of {1} shown").format(shown, every)
            if painter.fontMetrics().horizontalAdvance(text) + ASIDE > pitch:  # it would lie over the next
                text = QCoreApplication.translate("captions", "{0} of {1}").format(shown, every)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)

"""Boxes: the pieces that formulas are set from, each with a width and a height above and below its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from playground.gui.theme import NUMBER_FONT, font

SIGNS = {"=": 6.0, "≈": 6.0, "+": 4.0, "−": 4.0, "·": 3.0, "<": 5.0, ">": 5.0, "→": 6.0, "×": 3.0, "∘": 4.0}
"""Signs with the room on both of their sides, in pixels."""


Placed = tuple["Box", float, float]
"""A box, where it begins and on which line it stands."""


class Box:
    """Something with a width, and a height above and below the line it stands on."""

    width: float
    above: float
    below: float

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw from ``x`` to the right on the line ``y``."""
        for box, left, base in self.inside(x, y):
            box.draw(painter, left, base)

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        """Yield the boxes that it is made of, each with where it is drawn."""
        yield from ()

    def folded(self, width: float) -> Box:
        """Return the same in rows of this width, if it has something to break."""
        return self

    def __eq__(self, other: object) -> bool:
        """Return whether the same is drawn."""
        if type(self) is not type(other) or not isinstance(other, Box):
            return False
        return self.width == other.width and [*self.inside(0.0, 0.0)] == [*other.inside(0.0, 0.0)]


class Glyphs(Box):
    """Letters or digits in one font."""

    def __init__(self, text: str, size: float, slanted: bool = False, room: float = 0.0) -> None:
        self.text, self._room = text, room
        self._font, width, self.above, self.below = _measured(text, round(size), slanted)
        self.width = width + 2 * room

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and isinstance(other, Glyphs) and self.text == other.text

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        painter.setFont(self._font)
        painter.drawText(QPointF(x + self._room, y), self.text)


@lru_cache(maxsize=4096)
def _measured(text: str, size: int, slanted: bool) -> tuple[QFont, float, float, float]:
    """Return the font of some letters or digits, and how wide, high and deep they are in it."""
    found = font(size, family=NUMBER_FONT) if text[:1].isdigit() else font(size)
    found.setItalic(slanted)
    metrics = QFontMetricsF(found)
    return found, metrics.horizontalAdvance(text), metrics.ascent() * 0.86, metrics.descent()


class RowBox(Box):
    """Boxes one after another."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.boxes = list(boxes)
        self.width = sum(box.width for box in boxes)
        self.above = max((box.above for box in boxes), default=0.0)
        self.below = max((box.below for box in boxes), default=0.0)

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        for box in self.boxes:
            yield box, x, y
            x += box.width

    def folded(self, width: float) -> Box:
        rows = broken(self.boxes, width)
        return Stack(rows) if len(rows) > 1 else rows[0]


class Stack(Box):
    """Rows one below the other, around the height of a fraction's bar."""

    LEADING, AXIS = 3.0, 4.0

    def __init__(self, rows: Sequence[RowBox]) -> None:
        self._rows = rows
        high = sum(row.above + row.below + self.LEADING for row in rows) - self.LEADING
        self.width = max(row.width for row in rows)
        self.above, self.below = high / 2 + self.AXIS, high / 2 - self.AXIS

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        y -= self.above
        for row in self._rows:
            yield row, x, y + row.above
            y += row.above + row.below + self.LEADING


class Summand(RowBox):
    """One term of a line's sum, or factor of a path, never broken."""

    number = 0
    """Which one, from 1; the same in symbols and in numbers."""

    def folded(self, width: float) -> Box:
        return self


class Fraction(Box):
    """One thing over another."""

    GAP = 3.0

    def __init__(self, over: Box, under: Box, size: float) -> None:
        self._over, self._under, self._axis, self._size = over, under, 0.3 * size, size
        self.width = max(over.width, under.width) + 6.0
        self.above = self._axis + self.GAP + over.below + over.above
        self.below = under.above + under.below + self.GAP - self._axis

    def folded(self, width: float) -> Box:
        over, under = (part.folded(width - 6.0) for part in (self._over, self._under))
        return Fraction(over, under, self._size)

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        bar, middle = y - self._axis, x + self.width / 2
        yield self._over, middle - self._over.width / 2, bar - self.GAP - self._over.below
        yield self._under, middle - self._under.width / 2, bar + self.GAP + self._under.above

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        super().draw(painter, x, y)
        bar = y - self._axis
        painter.drawLine(QPointF(x + 1, bar), QPointF(x + self.width - 1, bar))


class Scripts(Box):
    """A base with something raised and something lowered beside it."""

    def __init__(self, base: Box, raised: Box | None, lowered: Box | None) -> None:
        self._base, self._raised, self._lowered = base, raised, lowered
        beside = [box for box in (raised, lowered) if box is not None]
        self.width = base.width + max(box.width for box in beside) + 1.0
        self._up = 0.68 * base.above
        self._down = max(0.5 * base.above, base.below)
        self.above = max(base.above, self._up + raised.above if raised else 0.0)
        self.below = max(base.below, self._down + lowered.below - 2.0 if lowered else 0.0)

    def raised(self, above: Box) -> Scripts:
        """Return the same with something raised, above what is lowered."""
        return Scripts(self._base, above, self._lowered)

    def inside(self, x: float, y: float) -> Iterator[Placed]:
        yield self._base, x, y
        x += self._base.width + 1.0
        if self._raised:
            yield self._raised, x, y - self._up
        if self._lowered:
            yield self._lowered, x, y + self._down - 2.0


class Space(Box):
    """Room between two boxes."""

    def __init__(self, width: float) -> None:
        self.width, self.above, self.below = width, 0.0, 0.0


def broken(boxes: Sequence[Box], width: float) -> list[RowBox]:
    """Return boxes in as few rows of this width as signs allow; what has no signs is folded inside.

    A product holds together unless it is wider than a row.
    """
    rows: list[list[Box]] = [[]]
    used = 0.0
    for piece in _pieces(boxes, width):
        wide = sum(box.width for box in piece)
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        if wide > width:
            others = sum(box.width for box in piece) - max(box.width for box in piece)
            widest = max(piece, key=lambda box: box.width)
            piece = [box.folded(width - others) if box is widest else box for box in piece]
            wide = sum(box.width for box in piece)
        rows[-1] += piece
        used += wide
    return [RowBox(row) for row in rows]


def _pieces(boxes: Sequence[Box], width: float) -> Iterator[list[Box]]:
    """Cut boxes before the signs between them, a product only where it must be."""
    for piece in _cut(boxes, "+−=≈<>→"):
        wide = sum(box.width for box in piece) > width
        if wide and all(box.width < width for box in piece):
            yield from _cut(piece, "·×∘")
        else:
            yield piece


def _cut(boxes: Sequence[Box], signs: str) -> list[list[Box]]:
    pieces: list[list[Box]] = [[]]
    for box in boxes:
        sign = isinstance(box, Glyphs) and box.text in SIGNS and box.text in signs
        between = isinstance(box, Space) and "·" in signs  # two matrices have no sign between them
        if (sign or between) and pieces[-1]:
            pieces.append([])
        pieces[-1].append(box)
    return pieces

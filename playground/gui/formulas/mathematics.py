"""Formulas drawn as mathematics, in rows that are no wider than they may be.

A formula that needs more than one row begins each relation on a row of its own, with their signs under each
other; what is still too long is broken at its own signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from playground.gui.formulas.boxes import Box, Glyphs, Row, Summand, broken
from playground.gui.formulas.latex_reader import Reader

RELATIONS = "=≈"


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula set in rows that are no wider than they may be."""

    lines: tuple[Row, ...]
    lefts: tuple[float, ...]
    """Where each row begins."""
    terms: int
    """How many terms the line's sum has that are told apart; 0 if none."""

    LEADING = 5.0

    @property
    def height(self) -> float:
        """How high the lines are together."""
        return sum(line.above + line.below + self.LEADING for line in self.lines)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the upper left corner here, in the painter's pen."""
        painter.setPen(QPen(painter.pen().color(), 1.1))
        for line, left, base in self._placed(x, y):
            line.draw(painter, left, base)

    def places(self, term: int, x: float, y: float) -> Iterator[QRectF]:
        """Yield where a term of the sum is, once in symbols and once in numbers, if drawn from here."""
        for line, left, base in self._placed(x, y):
            for box, at, foot in _summands(line, left, base):
                if box.number == term:
                    yield QRectF(at, foot - box.above, box.width, box.above + box.below)

    def _placed(self, x: float, y: float) -> Iterator[tuple[Row, float, float]]:
        for line, left in zip(self.lines, self.lefts, strict=True):
            yield line, x + left, y + line.above
            y += line.above + line.below + self.LEADING


@lru_cache(maxsize=512)
def formula(latex: str, size: int, width: int) -> Formula:
    """Set a formula so many pixels high into rows so many pixels wide."""
    boxes = Reader(latex, size).read()
    terms, whole = _count(boxes), Row(boxes)
    if whole.width <= width:
        return Formula((whole,), (0.0,), terms)
    left, *relations = _relations(boxes)
    begin = Row(left).width
    rows: list[Row] = []
    lefts: list[float] = []
    for sign, *said in relations:
        further = begin + sign.width
        first, *others = broken(said, width - further)
        rows += [Row([sign, *first.boxes]), *others]
        lefts += [begin, *[further] * len(others)]
    if not rows:
        rows = broken(left, width)
        return Formula(tuple(rows), (0.0,) * len(rows), terms)
    rows[0], lefts[0] = Row([*left, *rows[0].boxes]), 0.0
    return Formula(tuple(rows), tuple(lefts), terms)


def _relations(boxes: Sequence[Box]) -> list[list[Box]]:
    """Cut a formula before its equals signs."""
    found: list[list[Box]] = [[]]
    for box in boxes:
        if _relates(box):
            found.append([])
        found[-1].append(box)
    return found


def _relates(box: Box) -> bool:
    return isinstance(box, Glyphs) and box.text != "" and box.text in RELATIONS


def _count(boxes: Sequence[Box]) -> int:
    """Number the terms of each sum, and return how many the longest has."""
    most = count = 0
    for box in boxes:
        if _relates(box):
            count = 0
        for summand, _, _ in _summands(box, 0.0, 0.0):
            summand.number = count = count + 1
            most = max(most, count)
    return most


def _summands(box: Box, x: float, y: float) -> Iterator[tuple[Summand, float, float]]:
    """Yield the terms in a box that are told apart, each with where it is drawn."""
    if isinstance(box, Summand):
        yield box, x, y
    else:
        for each in box.inside(x, y):
            yield from _summands(*each)

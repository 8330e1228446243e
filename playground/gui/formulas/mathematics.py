"""Formulas drawn as mathematics, in rows that are no wider than they may be.

A formula that needs more than one row begins each relation on a row of its own, with their signs under each
other; what is still too long is broken at its own signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from playground.engine.symbolic.expressions import Line
from playground.gui.formulas.boxes import Box, RowBox, Summand, broken
from playground.gui.formulas.typesetting import Typesetter

LEAST, SMALLER = 8.0, 0.9
"""The least height of what fits into no row otherwise, and the steps towards it."""


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula set in rows that are no wider than they may be."""

    lines: tuple[RowBox, ...]
    lefts: tuple[float, ...]
    """Where each row begins."""
    terms: int
    """How many terms the line's sum has that can be shown one by one; 0 if none."""

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

    def _placed(self, x: float, y: float) -> Iterator[tuple[RowBox, float, float]]:
        for line, left in zip(self.lines, self.lefts, strict=True):
            yield line, x + left, y + line.above
            y += line.above + line.below + self.LEADING


def formula(line: Line, size: float, width: float) -> Formula:
    """Set a line so many pixels high into rows so many pixels wide."""
    setter = Typesetter(size=size)
    left, steps = setter.relations(line)
    relations = [[*setter.sign(sign), *step] for sign, step in steps]
    terms = max(_count(relation) for relation in relations)
    whole = RowBox([*left, *(box for relation in relations for box in relation)])
    if whole.width <= width:
        return Formula((whole,), (0.0,), terms)
    begin = RowBox(left).width
    rows: list[RowBox] = []
    lefts: list[float] = []
    for sign, *rest in relations:
        further = begin + sign.width
        first, *others = broken(rest, width - further)
        rows += [RowBox([sign, *first.boxes]), *others]
        lefts += [begin, *[further] * len(others)]
    rows[0], lefts[0] = RowBox([*left, *rows[0].boxes]), 0.0
    if size > LEAST and max(at + row.width for at, row in zip(lefts, rows, strict=True)) > width:
        return formula(line, max(LEAST, SMALLER * size), width)
    return Formula(tuple(rows), tuple(lefts), terms)


def _count(boxes: Sequence[Box]) -> int:
    """Number the terms of the sum in a relation, and return how many there are."""
    count = 0
    for box in boxes:
        for summand, _, _ in _summands(box, 0.0, 0.0):
            summand.number = count = count + 1
    return count


def _summands(box: Box, x: float, y: float) -> Iterator[tuple[Summand, float, float]]:
    """Yield the terms in a box that can be shown one by one, each with where it is drawn."""
    if isinstance(box, Summand):
        yield box, x, y
    else:
        for each in box.inside(x, y):
            yield from _summands(*each)

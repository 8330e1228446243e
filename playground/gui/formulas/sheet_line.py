"""One line of the sheet: its formula, its note, and the terms that can be gone through one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from playground.engine.symbolic.expressions import Line
from playground.gui.formulas.mathematics import Formula, formula
from playground.gui.theme import Theme, font
from playground.microscope.term_groups import Opened, opened

SIZE, NOTE, HEAD, GAP, EDGE = 14, 16, 24, 9, 12
"""Pixels: of a formula's letters, a note's row, a stage's heading, between lines, and at the left."""
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, eq=False)
class SheetLine:
    """One line of the sheet and where it is."""

    height: int
    stage: int
    line: Line
    formula: Formula
    under: int
    """How high its note is."""
    head: str
    opened: Opened | None
    """The sum or product that can be gone through term by term."""
    top: int = 0

    @property
    def begin(self) -> float:
        """Where it begins, below the heading of its stage."""
        return float(self.top + (HEAD if self.head else 0))

    def places(self, term: int) -> Iterator[QRectF]:
        """Yield where one of its terms is, counted from 1."""
        yield from self.formula.places(term, EDGE, self.begin + 3)

    def term_at(self, point: QPointF) -> int:
        """Return which of its terms is at a point, counted from 1; 0 if none is."""
        terms = range(1, self.formula.terms + 1)
        return next((each for each in terms if any(place.contains(point) for place in self.places(each))), 0)

    def draw(
        self, painter: QPainter, theme: Theme, width: float, current: bool, term: int, text: str
    ) -> None:
        """Draw it with a term marked, if that is not 0, and with a text under it."""
        if self.head:
            painter.setPen(QColor(theme.secondary))
            painter.setFont(font(12, font(12).Weight.DemiBold))
            head = QRectF(EDGE, self.top + 6, 300, 16)
            painter.drawText(head, Qt.AlignmentFlag.AlignLeft, self.head.upper())
        top = self.begin
        if current:
            height = self.height - (HEAD if self.head else 0) - 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(QRectF(2, top, width - 6, height), 6, 6)
            painter.setBrush(QColor(theme.accent))
            painter.drawRect(QRectF(2, top + 3, 3, height - 6))
        if term:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.faded(theme.accent, 0.25)))
            for place in self.places(term):
                painter.drawRoundedRect(place.adjusted(-2.0, -1.0, 2.0, 1.0), 4, 4)
        painter.setPen(QColor(theme.text))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self.formula.draw(painter, EDGE, top + 3)
        painter.setPen(QColor(theme.secondary))
        painter.setFont(font(12))
        note = QRectF(EDGE, top + 3 + self.formula.height, width - 2 * EDGE, self.under)
        painter.drawText(note, WRAPPED, text)


def set_line(line: Line, width: int, stage: int, head: str) -> SheetLine:
    """Set a line of a chain, in rows so wide; ``head`` is the heading of its stage, if it begins one."""
    made, metrics = formula(line, SIZE, width), QFontMetricsF(font(12))
    room = QRectF(0.0, 0.0, width, 1000.0)
    under = max(NOTE, math.ceil(metrics.boundingRect(room, WRAPPED, line.note).height()) + 1)
    height = round(made.height) + under + GAP + (HEAD if head else 0)
    return SheetLine(height, stage, line, made, under, head, opened(line.right))

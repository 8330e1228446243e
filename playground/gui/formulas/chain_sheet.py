"""The sheet on which a chain is written: formulas as mathematics, each with where its numbers come from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.gui.formulas.mathematics import Formula, formula
from playground.gui.theme import Theme, font
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed
from playground.microscope.chain import Chain
from playground.microscope.markups import Html, Text
from playground.microscope.symbols import explained
from playground.microscope.term_groups import Opened, opened

SIZE, NOTE, HEAD, GAP, EDGE = 14, 16, 24, 9, 12
"""Pixels: of a formula's letters, a note's row, a stage's heading, between lines, and at the left."""
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, eq=False)
class SheetLine:
    """One line of the sheet and where it is."""

    top: int
    height: int
    stage: int
    formula: Formula
    under: int
    """How high its note is."""
    note: str
    head: str
    opened: Opened | None
    """The sum that can be gone through term by term."""


class ChainSheet(QWidget, Themed):
    """Every line of a chain; one of them is the current one, and perhaps a term of its sum."""

    reached = Signal(int, int)
    """Emitted with where the current line begins and ends, in pixels, so that it can be scrolled to."""
    current_changed = Signal(object)
    """Emitted with the Line that is current, when another is or its numbers are new."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._chain: Chain | None = None
        self._entries: list[SheetLine] = []
        self._height = 0
        self.current = self.term = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Formulas"))

    def sizeHint(self) -> QSize:
        return QSize(300, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height)

    def show_chain(self, chain: Chain) -> None:
        """Write a chain down; the current line stays where it is."""
        self._chain = chain
        self._set()
        self.setAccessibleDescription("\n".join(Text().line(line) for line in chain.lines))

    def show_nothing(self) -> None:
        """Take the chain away; the current line is that of the next one, too."""
        self._chain, self._entries, self._height = None, [], 0
        self.setAccessibleDescription("")
        self.updateGeometry()
        self.update()

    @property
    def entries(self) -> Sequence[SheetLine]:
        """Its lines from top to bottom, each with where it is."""
        return self._entries

    def step(self, by: int) -> bool:
        """Go on or back by some lines, and return whether there was one."""
        wanted = self.current + by
        if not 0 <= wanted < len(self._entries):
            return False
        self.step_to(wanted)
        return True

    def step_term(self, by: int) -> bool:
        """Go on or back by a term of a sum, or to another line; return whether there was one."""
        terms = self._entries[self.current].formula.terms if self._entries else 0
        if 1 <= self.term + by <= terms:
            self.term += by
            self._report()
            return True
        found = self.step(by)
        if found:
            terms = self._entries[self.current].formula.terms
            self.term = terms if by < 0 else min(1, terms)
        return found

    def step_to(self, line: int) -> None:
        """Make a line the current one."""
        self.current, self.term = line, 0
        self._report()

    def step_to_stage(self, stage: int) -> None:
        """Make the first line of a stage the current one."""
        self.step_to(next(i for i, entry in enumerate(self._entries) if entry.stage == stage))

    def _report(self) -> None:
        """Report the current line and where it is."""
        if self._chain is not None and self.current < len(self._entries):
            entry = self._entries[self.current]
            self.reached.emit(entry.top, entry.top + entry.height)
            self.current_changed.emit(self._chain.lines[self.current])
        self.update()

    def _set(self) -> None:
        assert self._chain is not None
        entries, top = [], 4
        width, metrics = max(200, self.width() - 2 * EDGE), QFontMetricsF(font(12))
        for i, stage in enumerate(self._chain.stages):
            for j, line in enumerate(stage.lines):
                made = formula(line, SIZE, width)
                head = stage.name if j == 0 else ""
                room = QRectF(0.0, 0.0, width, 1000.0)
                under = max(NOTE, math.ceil(metrics.boundingRect(room, WRAPPED, line.note).height()) + 1)
                height = round(made.height) + under + GAP + (HEAD if head else 0)
                entries.append(SheetLine(top, height, i, made, under, line.note, head, opened(line.right)))
                top += height
        self._entries, height = entries, top + 8
        self.current = min(self.current, max(len(entries) - 1, 0))
        self.term = min(self.term, entries[self.current].formula.terms) if entries else 0
        if height != self._height:
            self._height = height
            self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._chain is not None and event.size().width() != event.oldSize().width():
            self._set()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._line_at(event.position().y())
        if found is not None:
            self.step_to(found)

    def _line_at(self, y: float) -> int | None:
        """Return which line is at a height, if any."""
        lines = enumerate(self._entries)
        return next((i for i, entry in lines if entry.top <= y < entry.top + entry.height), None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._line_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if found is None else self.symbols_of(found), self)
            return True
        return super().event(event)

    def symbols_of(self, line: int) -> str:
        """Return what the symbols of a line mean, as rich text."""
        assert self._chain is not None
        rows = "".join(
            f'<tr><td style="padding-right: 10px">{Html().write(symbol)}</td>'
            f"<td>{escape(self.tr(symbol.means))}</td></tr>"
            for symbol in explained(self._chain.lines[line])
        )
        return f"<table>{rows}</table>"

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = event.rect()
        if not self._entries:
            painter.setPen(QColor(theme.secondary))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Waiting for the run."))
        for i, entry in enumerate(self._entries):
            if entry.top + entry.height >= seen.top() and entry.top <= seen.bottom():
                self._draw(painter, entry, i == self.current)

    def _draw(self, painter: QPainter, entry: SheetLine, current: bool) -> None:
        theme, top = self.theme, float(entry.top)
        if entry.head:
            painter.setPen(QColor(theme.secondary))
            painter.setFont(font(12, font(12).Weight.DemiBold))
            painter.drawText(QRectF(EDGE, top + 6, 300, 16), Qt.AlignmentFlag.AlignLeft, entry.head.upper())
            top += HEAD
        if current:
            height = entry.height - (HEAD if entry.head else 0) - 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.raised))
            painter.drawRoundedRect(QRectF(2, top, self.width() - 6, height), 6, 6)
            painter.setBrush(QColor(theme.accent))
            painter.drawRect(QRectF(2, top + 3, 3, height - 6))
        text = entry.note
        if current and self.term:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.faded(theme.accent, 0.25)))
            for place in entry.formula.places(self.term, EDGE, top + 3):
                painter.drawRoundedRect(place.adjusted(-2.0, -1.0, 2.0, 1.0), 4, 4)
            text = self.running(entry)
        painter.setPen(QColor(theme.text))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        entry.formula.draw(painter, EDGE, top + 3)
        painter.setPen(QColor(theme.secondary))
        painter.setFont(font(12))
        note = QRectF(EDGE, top + 3 + entry.formula.height, self.width() - 2 * EDGE, entry.under)
        painter.drawText(note, WRAPPED, text)

    def running(self, entry: SheetLine) -> str:
        """Return what the terms of a line's sum come to, up to the one that is shown."""
        assert entry.opened is not None
        text = {
            "all": self.tr("Term {0} of {1}; the sum so far is {2}."),
            "above": self.tr("Term {0} of {1} above the bar; their sum so far is {2}."),
            "inside": self.tr("Term {0} of {1} in the brackets; their sum so far is {2}."),
        }[entry.opened.place]
        so_far = Text().number(entry.opened.running[self.term - 1])[0]
        return text.format(self.term, entry.formula.terms, so_far)

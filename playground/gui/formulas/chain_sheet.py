"""The sheet on which a chain is written: formulas as mathematics, each with where its numbers come from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.gui.formulas.sheet_line import EDGE, SheetLine, set_line
from playground.gui.theme import Theme
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed
from playground.microscope.chain import Chain
from playground.microscope.markups import Html, Text
from playground.microscope.symbols import explained


class ChainSheet(QWidget, Themed):
    """Every line of a chain; one of them is the current one, and perhaps a term of its sum."""

    reached = Signal(int, int)
    """Emitted with where the current line begins and ends, in pixels, so that it can be scrolled to."""
    spoke = Signal(object, int)
    """Emitted with the Line that is read and which of its terms, from 1, or 0: the current ones, or those
    under the pointer; also when the numbers are new."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._chain: Chain | None = None
        self._entries: list[SheetLine] = []
        self._height = 0
        self.current = self.term = 0
        self._pointed: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("Formulas"))
        self.setMouseTracking(True)

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
        there = 0 <= wanted < len(self._entries)
        if there:
            self.step_to(wanted)
        return there

    def step_term(self, by: int) -> bool:
        """Go on or back by a term of a sum, or to another line; return whether there was one."""
        terms = self._entries[self.current].formula.terms if self._entries else 0
        if 1 <= self.term + by <= terms:
            self.term += by
            self._report()
            return True
        wanted = self.current + by
        there = 0 <= wanted < len(self._entries)
        if there:
            terms = self._entries[wanted].formula.terms
            self.step_to(wanted, terms if by < 0 else min(1, terms))
        return there

    def step_to(self, line: int, term: int = 0) -> None:
        """Make a line the current one, or one of its terms, from 1."""
        self.current, self.term = line, term
        self._report()

    def step_to_stage(self, stage: int) -> None:
        """Make the first line of a stage the current one."""
        self.step_to(next(i for i, entry in enumerate(self._entries) if entry.stage == stage))

    def step_to_head(self, head: str) -> None:
        """Make the first line under a heading the current one, if there is that heading."""
        found = (i for i, entry in enumerate(self._entries) if head and entry.head == head)
        if (line := next(found, None)) is not None:
            self.step_to(line)

    def _report(self) -> None:
        """Report the current line and where it is."""
        if self._chain is not None and self.current < len(self._entries):
            entry = self._entries[self.current]
            self.reached.emit(entry.top, entry.top + entry.height)
        self.speak()

    def speak(self) -> None:
        """Report what is read: what the pointer is at, or what is current."""
        line, term = self._pointed or (self.current, self.term)
        if line < len(self._entries):
            self.spoke.emit(self._entries[line].line, term)
        self.update()

    def _set(self) -> None:
        assert self._chain is not None
        entries, top, width = list[SheetLine](), 4, max(200, self.width() - 2 * EDGE)
        for i, stage in enumerate(self._chain.stages):
            for j, line in enumerate(stage.lines):
                entries.append(set_line(line, top, width, i, "" if j else stage.name))
                top += entries[-1].height
        self._entries, height, self._pointed = entries, top + 8, None
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
            self.step_to(found, self._entries[found].term_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def _point(self, point: QPointF | None) -> None:
        """Speak of the term or factor that the pointer is at, as long as it is there."""
        line = None if point is None else self._line_at(point.y())
        found = None
        if line is not None and point is not None and self._entries[line].opened:
            term = self._entries[line].term_at(point)
            found = (line, term) if term else None
        if found != self._pointed:
            self._pointed = found
            self.speak()

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
                term = self.term if i == self.current else 0
                if self._pointed is not None and self._pointed[0] == i:
                    term = self._pointed[1]
                text = self.running(entry, term) if term else entry.line.note
                entry.draw(painter, theme, self.width(), i == self.current, term, text)

    def running(self, entry: SheetLine, term: int) -> str:
        """Return what the terms of a line come to, up to the one that is shown."""
        assert entry.opened is not None
        text = {
            "all": self.tr("Term {0} of {1}; the sum so far is {2}."),
            "above": self.tr("Term {0} of {1} above the bar; their sum so far is {2}."),
            "inside": self.tr("Term {0} of {1} in the brackets; their sum so far is {2}."),
            "path": self.tr("Factor {0} of {1}; the product so far is {2}."),
        }[entry.opened.place]
        so_far = Text().number(entry.opened.running[term - 1])[0]
        return text.format(term, entry.formula.terms, so_far)

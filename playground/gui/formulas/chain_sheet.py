"""The sheet on which a chain is written: formulas as mathematics, each with where its numbers come from."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.gui.formulas.sheet_layout import SheetLayout
from playground.gui.formulas.sheet_line import EDGE, SheetLine
from playground.gui.theme import Theme
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed
from playground.microscope.chain import Chain
from playground.microscope.markups import Html, Text
from playground.microscope.symbols import explained

REACH = 1000
"""So many pixels around the current line all lines are set, so that it stays where it is scrolled to."""
REST, SLICE = 400, 4
"""Milliseconds without new numbers until lines out of sight are set, too, and for how long at a time."""


class ChainSheet(QWidget, Themed):
    """Every line of a chain; one of them is the current one, and perhaps a term of its sum."""

    reached = Signal(int, int)
    """Emitted with where the current line begins and ends, in pixels, so that it can be scrolled to."""
    line_read = Signal(object, int)
    """Emitted with the Line that is read and which of its terms, from 1, or 0: the current ones, or those
    under the pointer; also when the numbers are new."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._chain: Chain | None = None
        self._layout = SheetLayout(None, 0)
        self._height = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._settle)
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

    def show_nothing(self) -> None:
        """Take the chain away; the current line is that of the next one, too."""
        self._chain, self._layout = None, SheetLayout(None, 0)
        self._rest.stop()
        self.setAccessibleDescription("")
        self._fit()

    @property
    def entries(self) -> SheetLayout:
        """Its lines from top to bottom, each with where it is."""
        return self._layout

    def step(self, by: int) -> bool:
        """Go on or back by some lines, and return whether there was one."""
        wanted = self.current + by
        there = 0 <= wanted < len(self._layout)
        if there:
            self.step_to(wanted)
        return there

    def step_term(self, by: int) -> bool:
        """Go on or back by a term of a sum, or to another line; return whether there was one."""
        terms = self._layout[self.current].formula.terms if self._layout else 0
        if 1 <= self.term + by <= terms:
            self.term += by
            self._show_current()
            return True
        wanted = self.current + by
        there = 0 <= wanted < len(self._layout)
        if there:
            terms = self._layout[wanted].formula.terms
            self.step_to(wanted, terms if by < 0 else min(1, terms))
        return there

    def step_to(self, line: int, term: int = 0) -> None:
        """Make a line the current one, or one of its terms, from 1."""
        self.current, self.term = line, term
        self._show_current()

    def step_to_stage(self, stage: int) -> None:
        """Make the first line of a stage the current one."""
        self.step_to(self._layout.stages.index(stage))

    def step_to_head(self, head: str) -> None:
        """Make the first line under a heading the current one, if there is that heading."""
        if head and head in self._layout.heads:
            self.step_to(self._layout.heads.index(head))

    def _show_current(self) -> None:
        """Report the current line and where it is."""
        if self.current < len(self._layout):
            self._layout.settle_around(self.current, REACH)
            self._fit()
            entry = self._layout[self.current]
            self.reached.emit(entry.top, entry.top + entry.height)
        self.report_line()

    def report_line(self) -> None:
        """Report what is read: what the pointer is at, or what is current."""
        line, term = self._pointed or (self.current, self.term)
        if line < len(self._layout):
            self.line_read.emit(self._layout[line].line, term)
        self.update()

    def _set(self) -> None:
        width = max(200, self.width() - 2 * EDGE)
        self._layout, self._pointed = SheetLayout(self._chain, width, self._layout), None
        self.current = min(self.current, max(len(self._layout) - 1, 0))
        self.term = min(self.term, self._layout[self.current].formula.terms) if len(self._layout) else 0
        self._fit()
        self._rest.start(REST)

    def _fit(self) -> None:
        """Be as high as all lines."""
        if self._layout.height != self._height:
            self._height = self._layout.height
            self.updateGeometry()
        self.update()

    def _settle(self) -> None:
        """Set some more of the lines out of sight; when all are, say them to who listens."""
        if self._chain is None or not self.isVisible():
            return
        if self._layout.settle(SLICE / 1000.0):
            self.setAccessibleDescription("\n".join(Text().line(line) for line in self._chain.lines))
            self._fit()
        else:
            self._rest.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        self._rest.start(REST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._chain is not None and event.size().width() != event.oldSize().width():
            self._set()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._layout.at(event.position().y())
        if found is not None:
            self.step_to(found, self._layout[found].term_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def _point(self, point: QPointF | None) -> None:
        """Report the term or factor that the pointer is at, as long as it is there."""
        line = None if point is None else self._layout.at(point.y())
        found = None
        if line is not None and point is not None and self._layout[line].opened:
            term = self._layout[line].term_at(point)
            found = (line, term) if term else None
        if found != self._pointed:
            self._pointed = found
            self.report_line()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._layout.at(event.pos().y())
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
        if not self._layout:
            painter.setPen(QColor(theme.secondary))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Waiting for the run."))
        for i, entry in self._layout.between(seen.top(), seen.bottom()):
            term = self.term if i == self.current else 0
            if self._pointed is not None and self._pointed[0] == i:
                term = self._pointed[1]
            text = self.running(entry, term) if term else entry.line.note
            entry.draw(painter, theme, self.width(), i == self.current, term, text)
        if self._layout.height != self._height:
            self._fit()  # what had not been in sight is higher or lower than it was taken to be

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

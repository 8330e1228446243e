"""The heading line of a framed place: its name, its tools, and buttons in the corner, none over another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QMargins, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from playground.gui.widgets.controls import named
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.flow_layout import Word, lines_of, measured

GAP = 6
"""Pixels between two widgets, at least, and between two lines."""
CHANGES = (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.StyleChange, QEvent.Type.FontChange)
"""Events after which widgets may have other sizes."""
Words = tuple[list[Word], list[Word]]
"""The title with the tools that are shown, and the corner's buttons."""


class HeadLine(QFrame):
    """A title at the left, and at the right tools and the corner's buttons.

    Where they do not fit side by side the tools move into lines of their own below, and only then the title
    is elided. How high it is depends on how wide it is; whoever places it asks for ``sizeHint`` again.
    """

    def __init__(self, title: str, margins: QMargins | None = None) -> None:
        super().__init__()
        self.title = named(Elided(title.upper()), "heading")
        self.title.setParent(self)
        self._tools: list[QWidget] = []
        self._corner: list[QWidget] = []
        self._margins = margins or QMargins()
        self._height = 0
        self._known: Words | None = None
        self._needed: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, *tools: QWidget) -> None:
        """Put tools after the others."""
        self._take(tools, self._tools)

    def add_to_corner(self, *buttons: QWidget) -> None:
        """Put buttons into the upper right corner, where they stay."""
        self._take(buttons, self._corner)

    def _take(self, widgets: Sequence[QWidget], place: list[QWidget]) -> None:
        for widget in widgets:
            widget.setParent(self)
            widget.show()
            place.append(widget)
        self._known = None
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = self._measured()
        widths = [size.width() + GAP for part in words for _, size in part]
        return QSize(sum(widths) - GAP + self._across, self._height_for(words))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._across, self._height_for(self._measured()))

    def event(self, event: QEvent) -> bool:
        if event.type() in CHANGES:
            self._known = None
            if self.isVisible():
                self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @property
    def _across(self) -> int:
        return self._margins.left() + self._margins.right()

    def _measured(self) -> Words:
        """Return the title and the tools that are shown, and the corner's buttons, with their sizes.

        Docks ask for them hundreds of times while a window opens. Qt says when one in sight changes; out of
        sight they are measured again whenever the program has been idle.
        """
        if self._known is None:
            shown = [tool for tool in self._tools if not tool.isHidden()]
            self._known, self._needed = (measured([self.title, *shown]), measured(self._corner)), None
            if not self.isVisible():
                QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))
        return self._known

    def _lines(self, words: Words) -> list[list[Word]]:
        """Return what stands in each line: the tools apart from the title, unless that takes more lines."""
        (title, *tools), corner = words
        room = self.width() - self._across
        first = room - sum(size.width() + GAP for _, size in corner)
        together = lines_of([title, *tools], GAP, room, first)
        apart = [[title], *lines_of(tools, GAP, room)]
        return together if len(together) == 1 or len(together) < len(apart) else apart

    def _height_of(self, line: Sequence[Word], corner: Sequence[Word]) -> int:
        beside = corner if line[0][0] is self.title else []
        return max(size.height() for _, size in (*line, *beside))

    def _height_for(self, words: Words) -> int:
        """Return how high the lines are together, which is worked out once for a width."""
        if self._needed is None or self._needed[0] != self.width():
            heights = [self._height_of(line, words[1]) + GAP for line in self._lines(words)]
            margins = self._margins.top() + self._margins.bottom()
            self._needed = self.width(), sum(heights) - GAP + margins
        return self._needed[1]

    def _place(self) -> None:
        left, right = self._margins.left(), self.width() - self._margins.right()
        y, words = self._margins.top(), self._measured()
        for line in self._lines(words):
            height, end = self._height_of(line, words[1]), right
            if line[0][0] is self.title:
                for button in reversed(words[1]):
                    end = self._put(button, end - button[1].width(), y, height, right - left)[0] - GAP
                for tool in reversed(line[1:]):
                    end = self._put(tool, end - tool[1].width(), y, height, end - left)[0] - GAP
                self._put(line[0], left, y, height, end - left)
            else:
                x = left
                for tool in line:
                    x = self._put(tool, x, y, height, right - x)[1] + GAP
            y += height + GAP
        if y != self._height:
            self._height = y
            self.updateGeometry()

    def _put(self, word: Word, x: int, y: int, height: int, most: int) -> tuple[int, int]:
        """Put a widget in the middle of a line, and return where it begins and ends."""
        widget, size = word
        width = max(min(size.width(), most), 0)
        widget.setGeometry(QRect(x, y + (height - size.height()) // 2, width, size.height()))
        return x, x + width

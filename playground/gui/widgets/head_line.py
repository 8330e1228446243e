"""The heading line of a framed place: its name, its tools, and buttons in the corner, none over another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from playground.gui.widgets.controls import named
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.flow_layout import lines_of, size_of

GAP = 6
"""Pixels between two widgets, at least, and between two lines."""


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
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        widths = [size_of(widget).width() + GAP for widget in (self.title, *self._shown, *self._corner)]
        return QSize(sum(widths) - GAP + self._across, self._height_for(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._across, self._height_for(self.width()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a tool has come, gone, or has another size
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @property
    def _across(self) -> int:
        return self._margins.left() + self._margins.right()

    @property
    def _shown(self) -> list[QWidget]:
        return [tool for tool in self._tools if not tool.isHidden()]

    @property
    def _corner_width(self) -> int:
        return sum(size_of(button).width() + GAP for button in self._corner)

    def _lines(self, room: int) -> list[list[QWidget]]:
        """Return what stands in each line: the tools apart from the title, unless that takes more lines."""
        first = room - self._corner_width
        together = lines_of([self.title, *self._shown], GAP, room, first)
        apart: list[list[QWidget]] = [[self.title], *lines_of(self._shown, GAP, room)]
        return together if len(together) == 1 or len(together) < len(apart) else apart

    def _height_of(self, line: Sequence[QWidget]) -> int:
        beside = self._corner if self.title in line else []
        return max(size_of(widget).height() for widget in (*line, *beside))

    def _height_for(self, width: int) -> int:
        heights = [self._height_of(line) + GAP for line in self._lines(width - self._across)]
        return sum(heights) - GAP + self._margins.top() + self._margins.bottom()

    def _place(self) -> None:
        left, right = self._margins.left(), self.width() - self._margins.right()
        y = self._margins.top()
        for line in self._lines(right - left):
            height, end = self._height_of(line), right
            if self.title in line:
                for button in reversed(self._corner):
                    end = self._put(button, QPoint(end - size_of(button).width(), y), height, right - left)[0]
                    end -= GAP
                for tool in reversed(line[1:]):
                    end = self._put(tool, QPoint(end - size_of(tool).width(), y), height, end - left)[0] - GAP
                self._put(self.title, QPoint(left, y), height, end - left)
            else:
                x = left
                for tool in line:
                    x = self._put(tool, QPoint(x, y), height, right - x)[1] + GAP
            y += height + GAP
        if y != self._height:
            self._height = y
            self.updateGeometry()

    def _put(self, widget: QWidget, at: QPoint, height: int, most: int) -> tuple[int, int]:
        """Put a widget in the middle of a line, and return where it begins and ends."""
        size = size_of(widget)
        width = max(min(size.width(), most), 0)
        widget.setGeometry(QRect(at.x(), at.y() + (height - size.height()) // 2, width, size.height()))
        return at.x(), at.x() + width

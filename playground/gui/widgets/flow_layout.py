"""A place that sets widgets like words: one after another, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowLayout(QWidget):
    """Widgets side by side, wrapped where the line is full.

    A widget, not a layout: those that are written in Python leave their items without an owner.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._words: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget, shown: bool = True) -> None:
        """Put a widget at the end."""
        self.insert(len(self._words), widget, shown)

    def insert(self, index: int, widget: QWidget, shown: bool = True) -> None:
        """Put a widget before the one that is now at an index."""
        widget.setParent(self)
        self._words.insert(index, widget)
        widget.setVisible(shown)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return max(sum(max(size.height() for _, size in line) + self._gap for line in lines) - self._gap, 0)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(max((size.width() for line in self._lines(0) for _, size in line), default=0), 0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a widget has come, gone, or has another size
            self.updateGeometry()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _place(self) -> None:
        y = 0
        for line in self._lines(self.width()):
            x, high = 0, max(size.height() for _, size in line)
            for widget, size in line:
                widget.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high + self._gap

    def _lines(self, width: int) -> list[list[Word]]:
        return lines_of(measured(widget for widget in self._words if not widget.isHidden()), self._gap, width)


Word = tuple[QWidget, QSize]
"""A widget and how large it would like to be; to ask it takes longer than to set it, so it is asked once."""


def measured(widgets: Iterable[QWidget]) -> list[Word]:
    """Return widgets with their sizes."""
    return [(widget, size_of(widget)) for widget in widgets]


def size_of(widget: QWidget) -> QSize:
    """Return how large a widget would like to be, within its own limits."""
    liked = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    return liked.expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def lines_of(words: Sequence[Word], gap: int, width: int, first: int | None = None) -> list[list[Word]]:
    """Break widgets into lines of a width in pixels, of which the first may be another; none stays empty."""
    lines: list[list[Word]] = []
    used, room = 0, width
    for word in words:
        wide = word[1].width()
        if not lines or used + wide > room:
            room = first if first is not None and not lines else width
            lines.append([])
            used = 0
        lines[-1].append(word)
        used += wide + gap
    return lines

"""A title that can be taken with the mouse and put down elsewhere in a row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from playground.gui.widgets.elided import Elided


class Handle(Elided):
    """A title in bold; reports where it is dragged and dropped, as x on the screen."""

    dragged, dropped = Signal(int), Signal(int)

    def __init__(self, title: str, help: str, short: str) -> None:
        super().__init__(title, help, short)
        self.setObjectName("column")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._start: int | None = None
        self._dragging = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = round(event.globalPosition().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = round(event.globalPosition().x())
        if self._start is not None and abs(x - self._start) >= QApplication.startDragDistance():
            self._dragging = True
        if self._dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(x)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, self._dragging, self._start = self._dragging, False, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if dragging:
            self.dropped.emit(round(event.globalPosition().x()))

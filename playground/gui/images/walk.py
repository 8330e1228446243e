"""A walk along a straight line, in small steps."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

Code = tuple[float, float]
PACE, STEPS = 40, 40
"""Milliseconds between two steps, and so many of them."""


class Walk(QObject):
    """Goes from one place to another."""

    stepped = Signal(object)
    """The place that was reached, a Code."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.line: tuple[Code, Code] | None = None
        """From where to where, while it is under way."""
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PACE)
        self._timer.timeout.connect(self._go_on)

    def begin(self, start: Code, end: Code) -> None:
        """Set out."""
        self.line, self._step = (start, end), 0
        self._timer.start()
        self.stepped.emit(start)

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()
        self.line = None

    def _go_on(self) -> None:
        if self.line is None:
            return
        self._step += 1
        share, ((x0, y0), (x1, y1)) = self._step / STEPS, self.line
        if self._step >= STEPS:
            self.stop()
        self.stepped.emit((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))

"""Pictures that are drawn part by part, so that the window goes on between two of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap

SLICE = 0.008
"""Seconds that parts are drawn for until the window goes on."""
Part = Callable[[QPainter], None]


class PartedPicture:
    """A picture and the parts that are still to be drawn of it."""

    def __init__(self, size: QSize, ratio: float, ground: str, parts: Iterable[Part]) -> None:
        self.pixmap = QPixmap(size * ratio)
        self.pixmap.setDevicePixelRatio(ratio)
        self.pixmap.fill(QColor(ground))
        self._parts = iter(parts)

    def go_on(self, late: float) -> bool:
        """Draw parts until a time of the clock; return whether all are drawn."""
        painter = QPainter(self.pixmap)
        hints = QPainter.RenderHint
        try:
            for part in self._parts:
                painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
                part(painter)
                if time.perf_counter() >= late:
                    return False
        finally:  # a painter that outlives its picture takes the program with it
            painter.end()
        return True


class SlicedDrawing(QObject):
    """Draws pictures a slice at a time; what else the window has to do is done in between."""

    done = Signal()
    """All pictures are drawn."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[PartedPicture] = []
        self.cost = 0.0
        """Seconds that the pictures have taken until now, without what was done in between."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether something is being drawn."""
        return bool(self._waiting)

    def begin(self, pictures: Iterable[PartedPicture]) -> None:
        """Begin to draw pictures, and leave those that were not done."""
        self._waiting, self.cost = list(pictures), 0.0
        self._timer.start(0)

    def stop(self) -> None:
        """Leave what is not done."""
        self._waiting = []
        self._timer.stop()

    def _go_on(self) -> None:
        start = time.perf_counter()
        while self._waiting and self._waiting[0].go_on(start + SLICE):
            self._waiting.pop(0)
            if time.perf_counter() >= start + SLICE:
                break
        self.cost += time.perf_counter() - start
        if self._waiting:
            self._timer.start(0)
        else:
            self.done.emit()

"""A ring around what is spoken of."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget
from shiboken6 import isValid

FLASH = 2000
"""Milliseconds for which a ring is seen that goes by itself."""
AGAIN = 50
"""Milliseconds after which a ring looks again where its widget is: what was unfolded moves it."""
MARGIN = 4


class Ring(QFrame):
    """Lies over a window and lets the pointer through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(FLASH)
        self._end.timeout.connect(self.hide)
        self._target: QWidget | None = None
        self._again = QTimer(self)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(self._follow)
        self.hide()

    def surround(self, target: QWidget) -> QRect:
        """Stand around what is to be seen of a widget, in its window; return that place."""
        window = target.window()
        if self.parent() is not window:
            self.setParent(window)
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        around = target.parentWidget()
        while around is not None and around is not window:
            place &= QRect(around.mapTo(window, QPoint(0, 0)), around.size())
            around = around.parentWidget()
        margins = place.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self.setGeometry(margins.intersected(window.rect()))
        self.show()
        self.raise_()
        return place

    def flash(self, target: QWidget) -> None:
        """Stand around a widget for a while, wherever it goes."""
        self._target = target
        self.surround(target)
        self._end.start()
        self._again.start()

    def _follow(self) -> None:
        if self._target is None or not isValid(self._target) or not self._target.isVisible():
            self.hide()
        if self.isHidden():
            self._again.stop()
        elif self._target is not None:
            self.surround(self._target)

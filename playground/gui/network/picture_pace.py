"""When the network's picture is drawn anew while frames come: hundreds of curved links are dear."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from playground.gui.network.drawn_network import DrawnNetwork

PAUSE = 80
"""Milliseconds until frames are drawn, at least."""
SHARE = 7.0
"""So many times what a picture took is left to everything else before the next."""


class PicturePace(QObject):
    """Calls for a picture a while after numbers have come, and never before the last one is done."""

    due = Signal()
    """The numbers as they are by now are to be drawn."""

    def __init__(self, drawn: DrawnNetwork) -> None:
        super().__init__(drawn)
        self._drawn, self._late = drawn, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._call)
        drawn.changed.connect(self._wait)

    @property
    def waiting(self) -> bool:
        """Whether newer numbers than those in sight are drawn in a moment, or being drawn."""
        return self._timer.isActive() or self._drawn.active

    def ask(self) -> None:
        """Have numbers drawn that have come."""
        self._late = True
        self._wait()

    def stop(self) -> None:
        """Call for no picture until other numbers have come."""
        self._late = False
        self._timer.stop()

    def _wait(self) -> None:
        if self._late and not self.waiting:
            self._timer.start(max(PAUSE, round(1000 * SHARE * self._drawn.cost)))

    def _call(self) -> None:
        self._late = False
        self.due.emit()

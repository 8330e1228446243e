"""Something that is done a little later, once for however often it was asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class DelayedCall(QTimer):
    """A timer that rings once, and can be rung before its time."""

    def __init__(self, parent: QObject, call: Callable[[], None]) -> None:
        super().__init__(parent)
        self._call = call
        self.setSingleShot(True)
        self.timeout.connect(call)

    def call_now(self) -> None:
        """Do now what would be done in a moment, if anything would."""
        if self.isActive():
            self.stop()
            self._call()

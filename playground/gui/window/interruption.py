"""Ctrl-C in the terminal, brought by the event loop: Python alone would wait for its next instruction."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class Interruption(QObject):
    """Turns the signal of the system into one of Qt's; nothing is raised in the middle of a slot."""

    interrupted = Signal()
    """Ctrl-C was pressed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._came = False
        self._near, self._far = socket.socketpair()
        for each in (self._near, self._far):
            each.setblocking(False)
        signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGINT, lambda number, frame: None)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)

    def end(self) -> bool:
        """Listen no more, and return whether Ctrl-C was pressed; a further one is passed over."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for each in (self._near, self._far):
            each.close()
        return self._came

    def _hear(self) -> None:
        self._near.recv(1024)
        if not self._came:
            self._came = True
            self.interrupted.emit()

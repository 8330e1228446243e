"""How long an answer of the worker is waited for before it is said that there is none."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

USUAL, STARTING = 2000, 30_000
"""Milliseconds that a worker has for its answer, and one that has only been started."""


class AnswerTimer(QObject):
    """Runs out while a question is not answered."""

    answering = Signal(bool)
    """The worker has long not answered a question (False), or does so again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.silent = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._set(True))

    def begin(self, starting: bool) -> None:
        """A question was asked, of a worker that may only be starting."""
        self._timer.start(STARTING if starting else USUAL)

    def end(self) -> None:
        """It was answered, or the worker is another."""
        self._timer.stop()
        self._set(False)

    def _set(self, silent: bool) -> None:
        if silent != self.silent:
            self.silent = silent
            self.answering.emit(not silent)

"""Reading that takes its time: in a thread of its own, with progress, and it can be left."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

from playground.data.tables import BadTable
from playground.files.reading import Cancelled, Progress

Job = Callable[[Progress], Any]


class Reading(QObject):
    """One job in one thread. Signals arrive in the window's own thread."""

    progressed = Signal(float)
    """How much is done, 0 to 1."""
    ended = Signal(object)
    """What the job returned."""
    refused = Signal(list)
    """Why there is no result, in lines."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job, self._left = job, Event()
        self._thread = Thread(target=self._run, name="playground-reading", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def leave(self) -> None:
        """End the job; nothing more is heard of it."""
        self._left.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            result = self._job(self._go_on)
        except Cancelled:
            return
        except BadTable as error:
            if not self._left.is_set():
                self.refused.emit(error.lines)
            return
        if not self._left.is_set():
            self.ended.emit(result)

    def _go_on(self, share: float) -> bool:
        if self._left.is_set():
            return False
        self.progressed.emit(share)
        return True

"""The window's link to the worker process: commands go out, reports come in as signals."""

from __future__ import annotations

from threading import Thread

from PySide6.QtCore import QObject, Signal

from playground.gui.run.crashes import cause
from playground.worker.messages import Command, Crash, Report
from playground.worker.process import Worker

LEAVING = 0.2
"""Seconds until a process whose pipe has ended must be gone; the window waits that long for its exit code."""


class WorkerLink(QObject):
    """One worker at a time. Threads wait at the pipe, so that the window never does."""

    reported = Signal(object)
    """A Report has come."""
    lost = Signal(str)
    """The worker is gone; the text is the last line of its own error, or its exit code."""
    _received = Signal(object, object)

    def __init__(self, ready: Worker | None = None) -> None:
        """Take a worker that was started already; ``start`` uses it first."""
        super().__init__()
        self._ready = ready
        self._worker: Worker | None = None
        self._received.connect(self._deliver)

    @property
    def process_id(self) -> int | None:
        """The worker's process, if there is one."""
        return self._worker.process.pid if self._worker else None

    def start(self) -> None:
        """Start a worker; one that was there is closed."""
        worker, self._ready = self._ready or Worker(), None
        self.close()
        self._worker = worker
        self._reader = Thread(target=self._read, args=(worker,), name="playground-reader", daemon=True)
        self._reader.start()

    def send(self, command: Command) -> None:
        """Send a command; if the worker is gone, ``lost`` says so soon."""
        if self._worker is not None:
            self._worker.send(command)

    def close(self) -> None:
        """End the worker and the reader."""
        if self._ready is not None:
            ready, self._ready = self._ready, None
            ready.close()
        if self._worker is not None:
            worker, self._worker = self._worker, None
            worker.end()
            self._reader.join()  # before its pipe is closed
            worker.close()

    def _read(self, worker: Worker) -> None:
        """Hand on what comes until the pipe ends. Runs in the reader thread."""
        crash: Crash | None = None
        try:
            while True:
                answer = worker.receive()
                if isinstance(answer, Crash):
                    crash = answer
                else:
                    self._received.emit(worker, answer)
        except (EOFError, OSError):
            self._received.emit(worker, crash)

    def _deliver(self, worker: Worker, answer: Report | Crash | None) -> None:
        if worker is not self._worker:  # what a closed worker still had to say
            return
        if isinstance(answer, Report):
            self.reported.emit(answer)
            return
        worker.process.join(LEAVING)
        reason = cause(answer.text) if answer else self.tr("exit code {0}").format(worker.process.exitcode)
        self.close()
        self.lost.emit(reason)

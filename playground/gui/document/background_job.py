"""Reading or writing that takes its time: in a thread of its own, with progress, and it can be left."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from playground.data.tables.table import BadTable
from playground.experiment.presets import BadPreset
from playground.export.runs import BadRun
from playground.export.weights import BadWeights
from playground.files.reading import Cancelled, Progress

Job = Callable[[Progress], Any]


PATIENCE = 3.0
"""Seconds that a job has to tidy up before the program ends all the same."""


class Unwritten(Exception):
    """A file that could not be written; ``lines`` say why."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.lines = [line]


class BackgroundJob(QObject):
    """One job in one thread. Signals arrive in the window's own thread."""

    progressed = Signal(float)
    """How much is done, 0 to 1."""
    ended = Signal(object)
    """What the job returned."""
    refused = Signal(list)
    """Why there is no result, in lines."""

    _over = Signal()

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job, self._cancelled = job, Event()
        self._told = 0.0
        self._itself: BackgroundJob | None = None
        self._outcome: Callable[[], None] | None = None
        self._thread = Thread(target=self._run, name="playground-job", daemon=True)
        self._over.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether the job has not ended yet, perhaps because it has not noticed that it was cancelled."""
        return self._thread.is_alive()

    def start(self, patience: float = 0.0) -> None:
        """Begin; a job that ends within so many seconds has reported its result when this returns."""
        self._itself = self  # until the thread has ended: else the thread would destroy a thing of Qt's
        self._thread.start()
        if patience:
            self._thread.join(patience)
            if not self._thread.is_alive():
                self._tell()

    def cancel(self) -> None:
        """End the job; nothing more is heard of it. The window does not wait until the job has noticed."""
        self._cancelled.set()

    def stop(self) -> None:
        """End the job, and wait a while until it has noticed and tidied up: the program is about to end."""
        self.cancel()
        if self.running:
            self._thread.join(PATIENCE)

    def _run(self) -> None:
        try:
            self._outcome = partial(self.ended.emit, self._job(self._go_on))
        except Cancelled:
            pass
        except (BadTable, BadRun, BadWeights, BadPreset, Unwritten) as error:
            self._outcome = partial(self.refused.emit, error.lines)
        except MemoryError:
            self._outcome = partial(self.refused.emit, [self.tr("there is not enough memory for it")])
        except Exception as error:  # whatever it is, nobody must wait for ever
            traceback.print_exception(error)
            line = self.tr("an error in the program stopped it ({0})").format(type(error).__name__)
            self._outcome = partial(self.refused.emit, [line])
        self._over.emit()

    def _tell(self) -> None:
        """Report the result of the job, once."""
        outcome, self._outcome, self._itself = self._outcome, None, None
        if outcome is not None and not self._cancelled.is_set():
            outcome()

    def _go_on(self, share: float) -> bool:
        if self._cancelled.is_set():
            return False
        if abs(share - self._told) > 0.001:  # nobody sees more, and signals would pile up
            self._told = share
            self.progressed.emit(share)
        return True

"""Writes a film in a thread of its own: the window hands over pictures, and never waits."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from playground.export.films.formats import write_film
from playground.export.films.shown_film import BadFilm, Film, Picture
from playground.files.reading import Cancelled
from playground.files.reasons import reason

WAITING = 3
"""Pictures that may wait to be written."""
PAUSE = 0.05
"""Seconds between two looks for whether the film was stopped."""


class FilmWriter(QObject):
    """One film in one thread. Signals arrive in the window's own thread."""

    ended = Signal()
    """The film is written."""
    failed = Signal(str)
    """Why there is no film."""

    def __init__(self, path: Path, film: Film) -> None:
        super().__init__()
        self._path, self._film = path, film
        self._queue: Queue[Picture | None] = Queue(WAITING)
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="playground-filming", daemon=True)

    @property
    def going(self) -> bool:
        """Whether the thread has not ended yet."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin to wait for pictures."""
        self._thread.start()

    def add(self, picture: Picture | None) -> bool:
        """Hand over a picture, or None after the last one; False if there is no room for it yet."""
        try:
            self._queue.put_nowait(picture)
        except Full:
            return False
        return True

    def stop(self) -> None:
        """Leave no film, and wait until nothing of it is left."""
        self._stopped.set()
        self._thread.join()

    def _pictures(self) -> Iterator[Picture]:
        while True:
            if self._stopped.is_set():
                raise Cancelled
            try:
                picture = self._queue.get(timeout=PAUSE)
            except Empty:
                continue
            if picture is None:
                return
            yield picture

    def _run(self) -> None:
        try:
            write_film(self._path, self._pictures(), self._film)
            self.ended.emit()
        except Cancelled:
            pass
        except BadFilm as error:
            self.failed.emit(str(error))
        except OSError as error:
            self.failed.emit(reason(error))
        except MemoryError:
            self.failed.emit("there is not enough memory for it")
        except Exception as error:  # whatever it is, nobody must wait for ever
            traceback.print_exception(error)
            self.failed.emit(f"an error in the program ended it ({type(error).__name__})")

"""Writes a film in a thread of its own: the window hands over pictures, and never waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Full, Queue

from playground.export.films.formats import write_film
from playground.export.films.shown_film import BadFilm, Film, Picture
from playground.files.reading import Cancelled, Progress
from playground.files.reasons import reason
from playground.gui.document.background_job import BackgroundJob, Unwritten

WAITING = 3
"""Pictures that may wait to be written."""
PAUSE = 0.05
"""Seconds between two looks for whether the film is still wanted."""


class FilmWriter(BackgroundJob):
    """One film; its progress is of what is still to be done when the last picture has come."""

    def __init__(self, path: Path, film: Film) -> None:
        super().__init__(self._write)
        self._path, self._film = path, film
        self._queue: Queue[Picture | None] = Queue(WAITING)

    def add(self, picture: Picture | None) -> bool:
        """Hand over a picture, or None after the last one; False if there is no room for it yet."""
        try:
            self._queue.put_nowait(picture)
        except Full:
            return False
        return True

    def _write(self, progress: Progress) -> None:
        try:
            write_film(self._path, self._pictures(progress), self._film, progress)
        except BadFilm as error:
            raise Unwritten(str(error)) from error
        except OSError as error:
            raise Unwritten(reason(error)) from error

    def _pictures(self, progress: Progress) -> Iterator[Picture]:
        while True:
            if not progress(0.0):
                raise Cancelled
            try:
                picture = self._queue.get(timeout=PAUSE)
            except Empty:
                continue
            if picture is None:
                return
            yield picture

"""Filming: the window shows one checkpoint of the run after another, and a picture is taken of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from playground.export.films.shown_film import Film, Picture
from playground.gui.picture_files.formats import pixmap
from playground.gui.pictures.film_writer import FilmWriter
from playground.gui.run.player import Player
from playground.gui.views.view import View
from playground.worker.messages import Report

LOOK = 10
"""Milliseconds between two looks for whether everything in sight has been drawn."""


class FilmRecording(QObject):
    """One film of one run. When it is over the window shows again what it showed before."""

    took = Signal(int, object)
    """So many pictures have been taken; the last is this pixmap."""
    writing_progressed = Signal(float)
    """How much is done of what is left to do when all pictures have been taken, 0 to 1."""
    ended = Signal()
    failed = Signal(str)
    """Why there is no film."""

    def __init__(
        self,
        player: Player,
        views: Sequence[View],
        epochs: Sequence[int],
        draw: Callable[[QPainter], None],
        path: Path,
        film: Film,
    ) -> None:
        """``views`` are those that are to be seen in the film."""
        super().__init__()
        self._player, self._views, self._epochs, self._draw, self._film = player, views, epochs, draw, film
        self._before, self._taken = player.run.visited, 0
        self._picture: Picture | None = None
        self._last = QPixmap()
        self._shown = False  # whether the moment that is to be filmed has come
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self._go_on)
        self.writer = FilmWriter(path, film)
        self.writer.progressed.connect(self.writing_progressed)
        self.writer.ended.connect(lambda _: self._end())
        self.writer.refused.connect(lambda lines: self._fail(lines[0]))
        player.reported.connect(self._see)
        player.replaced.connect(self._lose)
        player.lost.connect(self._lose)

    @property
    def epoch(self) -> int:
        """The epoch that is filmed."""
        return self._epochs[min(self._taken, len(self._epochs) - 1)]

    def start(self) -> None:
        """Begin."""
        self.writer.start()
        self._look.start()
        self._seek()

    def cancel(self) -> None:
        """Leave no film; nobody waits until the writer has noticed."""
        self._disconnect()
        self.writer.cancel()

    def stop(self) -> None:
        """Leave no film, and wait until nothing of it is left."""
        self._disconnect()
        self.writer.stop()

    def _see(self, report: Report) -> None:
        if report.frame.figures.epoch == self.epoch and not report.playing:
            self._shown = True

    def _go_on(self) -> None:
        """Take a picture if all is drawn, hand it over if there is room, and go to the next moment."""
        if self._picture is None:
            if not self._shown or not self._settled():
                return
            if self._taken < len(self._epochs):
                self._last = pixmap(self._draw, QSize(self._film.width, self._film.height), 1.0)
                self._picture = _pixels(self._last)
        if not self.writer.add(self._picture):
            return
        if self._picture is None:
            self._look.stop()  # it was told that there is no more
            return
        self._picture = None
        self._taken += 1
        self.took.emit(self._taken, self._last)
        if self._taken < len(self._epochs):
            self._seek()

    def _seek(self) -> None:
        self._shown = False
        for view in self._views:
            view.draw_now()  # that it asks for all it needs of that moment
        self._player.seek(self.epoch)

    def _settled(self) -> bool:
        """Return whether all is drawn, and draw now what is not."""
        for view in self._views:
            if view.drawing:
                view.draw_now()
        return not any(view.drawing for view in self._views)

    def _end(self) -> None:
        self._disconnect()
        self.ended.emit()

    def _fail(self, text: str) -> None:
        self._disconnect()
        self.failed.emit(text)

    def _lose(self) -> None:
        self.cancel()
        self.failed.emit(self.tr("the run is no longer there"))

    def _disconnect(self) -> None:
        self._look.stop()
        for signal, slot in (
            (self._player.reported, self._see),
            (self._player.replaced, self._lose),
            (self._player.lost, self._lose),
        ):
            signal.disconnect(slot)
        self._player.seek(self._before)


def _pixels(picture: QPixmap) -> Picture:
    """Return a picture as an array (height, width, 3)."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()

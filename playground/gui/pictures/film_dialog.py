"""The dialog that films the run: of what, how many pictures, how fast, with its progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QWidget,
)

from playground.export.films.formats import FORMATS
from playground.export.films.shown_film import BadFilm, Film
from playground.export.runs import SavedRun
from playground.gui.pictures.film_recording import FilmRecording
from playground.gui.pictures.saving_dialog import SavingDialog
from playground.gui.pictures.subjects import Subjects
from playground.gui.pictures.whole_field import WholeField
from playground.gui.run.player import Player
from playground.gui.theme import Theme
from playground.gui.views.view import View
from playground.gui.widgets.controls import label
from playground.gui.widgets.numbers import grouped
from playground.parts.text import name_of
from playground.training.checkpoints import Snapshot

USUAL, RATE, FASTEST = 100, 10, 50
"""Pictures that a film has at first, how many a second, and how many a second at most."""


class FilmDialog(SavingDialog):
    """Asks how the run is to be filmed, films it, and can be left at any time."""

    def __init__(
        self,
        window: QWidget,
        player: Player,
        views: Sequence[View],
        subjects: Subjects,
        note: Callable[[], str],
        place: Callable[[str], Path],
        theme: Theme,
    ) -> None:
        formats = {ending: each.title for ending, each in FORMATS.items()}
        super().__init__(window, formats, subjects, note, place, theme)
        self.setWindowTitle(self.tr("Save film of the run"))
        self.resize(880, 480)
        self._player, self._views = player, views
        self._epochs: tuple[int, ...] = ()
        self.recording: FilmRecording | None = None
        """The film that is being made."""
        self.first, self.last = WholeField(self.tr("First epoch")), WholeField(self.tr("Last epoch"))
        self.count = WholeField(self.tr("Pictures"), USUAL, 1, USUAL)
        self.rate = WholeField(self.tr("Pictures a second"), RATE, 1, FASTEST)
        self.loop = QCheckBox(self.tr("Loop"))
        self.loop.setChecked(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        form = self.picture_form.form
        for first, second in pairwise((self.picture_form.what, self.format, self.picture_form.width_)):
            self.setTabOrder(first, second)
        form.addRow(label(self.tr("Epochs")), _beside(self.first, label(self.tr("to")), self.last))
        form.addRow(label(self.tr("Pictures")), self.count)
        form.addRow(label(self.tr("Per second")), self.rate)
        form.addRow(label(), self.loop)
        self._lay_out(self.bar)
        self.first.changed.connect(self._offer_pictures)
        self.last.changed.connect(self._offer_pictures)
        self.count.changed.connect(self._show_fact)
        self.rate.changed.connect(self._show_fact)

    def begin(self) -> None:
        """Offer what is to be seen now, of the run until now."""
        if self._player.playing:
            self._player.pause()
        self._epochs = ()
        self.bar.setValue(0)
        self.picture_form.offer_subjects()
        self._player.with_run(self._take)
        self.open()

    @property
    def epochs(self) -> list[int]:
        """The epochs of which there will be pictures, spread evenly over the checkpoints that are wanted."""
        wanted, count = self._wanted, self.count.number
        last = len(wanted) - 1
        return [wanted[round(last * i / max(count - 1, 1))] for i in range(count if wanted else 0)]

    @property
    def _wanted(self) -> list[int]:
        """The epochs of the checkpoints from the first to the last that is to be filmed."""
        return [epoch for epoch in self._epochs if self.first.number <= epoch <= self.last.number]

    def _take(self, shown: Snapshot, run: SavedRun) -> None:
        """Take the moments that the run can go back to."""
        self._epochs = tuple(dict.fromkeys(snapshot.epochs for snapshot in run.snapshots))
        for field, epoch in ((self.first, self._epochs[0]), (self.last, self._epochs[-1])):
            field.show_number(epoch, self._epochs[0], self._epochs[-1])
        self._offer_pictures()

    def _offer_pictures(self) -> None:
        """Offer as many pictures as there are checkpoints, or as many as are usual."""
        most = len(self._wanted)
        self.count.show_number(min(USUAL, most), min(1, most), most)
        self._show_fact()

    def _show_fact(self) -> None:
        ending, count = self.ending, len(self.epochs)
        self.loop.setEnabled(ending == ".gif")
        self.rate.setEnabled(ending != ".zip")
        self.save.setEnabled(False)
        try:
            self._film.check(count)
        except BadFilm as error:
            self.fact.setText(error.lines[0])
            return
        if lacking := FORMATS[ending].missing():
            self.fact.setText(lacking)
        elif len(self._epochs) < 2:
            self.fact.setText(self.tr("There is nothing to film before the first epoch."))
        elif len(self._wanted) < 2:
            self.fact.setText(self.tr("A film needs two checkpoints; between these epochs there are fewer."))
        else:
            self.save.setEnabled(self.recording is None)
            text = self.tr("{0} of {1} checkpoints").format(grouped(count), grouped(len(self._wanted)))
            if self.rate.isEnabled():  # pictures one by one take no time
                text = self.tr("{0}, {1} s").format(text, f"{count / self.rate.number:.1f}")
            self.fact.setText(text)

    @property
    def _film(self) -> Film:
        size = self.picture_form.pixels
        return Film(size.width(), size.height(), self.rate.number, self.loop.isChecked())

    def _save(self) -> None:
        path = self._asked_for(FORMATS[self.ending].title)
        if path is None:
            return
        name = name_of(path.name)
        self.bar.setRange(0, len(self.epochs))
        self.picture_form.sheet.setEnabled(False)
        shown = self.picture_form.chosen.widgets
        views = [view for view in self._views if any(_holds(widget, view) for widget in shown)]
        self.recording = FilmRecording(
            self._player, views, self.epochs, self.picture_form.draw, path, self._film
        )
        self.recording.took.connect(self._show_progress)
        self.recording.writing_progressed.connect(partial(self._show_writing, name))
        self.recording.ended.connect(lambda: self._end(name))
        self.recording.failed.connect(lambda text: self._fail(name, text))
        self.save.setEnabled(False)
        self.recording.start()

    def _show_progress(self, taken: int, picture: QPixmap) -> None:
        self.bar.setValue(taken)
        self.picture_form.preview.show_picture(picture)

    def _show_writing(self, name: str, share: float) -> None:
        self.fact.setText(self.tr("Writing {0} …").format(name))
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * share))

    def _end(self, name: str) -> None:
        self._forget_recording()
        self.accept()
        self.message.emit(self.tr("Saved {0}").format(name))

    def _fail(self, name: str, text: str) -> None:
        self._forget_recording()
        self._say_failed(name, text)

    def _forget_recording(self) -> None:
        self.recording = None
        self.picture_form.sheet.setEnabled(True)
        self.bar.setValue(0)
        self._show_fact()

    def stop(self) -> None:
        """Leave no film, if one is being made, and wait until nothing of it is left."""
        if self.recording is not None:
            self.recording.stop()
            self._forget_recording()

    def reject(self) -> None:
        if self.recording is not None:
            self.recording.cancel()
            self._forget_recording()  # the next time the dialog closes
        else:
            super().reject()


def _beside(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _holds(widget: QWidget, view: View) -> bool:
    """Return whether a view, or a part of it, is to be seen in a widget."""
    return view.in_sight and (widget is view or widget.isAncestorOf(view) or view.isAncestorOf(widget))

"""The dialog that saves a picture of the window, the network or a view in a format, size and colors."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from playground.files.reasons import reason
from playground.files.writing import write
from playground.gui.picture_files.formats import FORMATS, PictureFormat
from playground.gui.pictures.saving_dialog import SavingDialog
from playground.gui.pictures.subjects import Subjects
from playground.gui.theme import Theme
from playground.gui.widgets.controls import label
from playground.gui.widgets.numbers import grouped
from playground.parts.text import name_of

SCALES = (1, 2, 3, 4)
USUAL = 2
"""The scale that is chosen at first: sharp in print."""
MOST = 100_000_000
"""Pixels of a picture at most: as many as 400 MB of memory hold."""


class PictureDialog(SavingDialog):
    """Asks what is to be in the picture and how it is to be written, shows it, and writes it."""

    def __init__(
        self,
        window: QWidget,
        subjects: Subjects,
        note: Callable[[], str],
        place: Callable[[str], Path],
        theme: Theme,
    ) -> None:
        formats = {ending: each.name for ending, each in FORMATS.items()}
        super().__init__(window, formats, subjects, note, place, theme)
        self.setWindowTitle(self.tr("Save picture"))
        self.resize(880, 440)
        self.scale = QComboBox()
        self.scale.setAccessibleName(self.tr("Scale"))
        for scale in SCALES:
            self.scale.addItem(f"{scale} ×", scale)
        self.scale.setCurrentIndex(SCALES.index(USUAL))
        self.scale.currentIndexChanged.connect(self._show_fact)
        asked = self.picture_form
        asked.form.insertRow(3, label(self.tr("Scale")), self.scale)
        for first, second in pairwise(
            (asked.what, self.format, asked.width_, asked.height_, asked.as_shown, self.scale, asked.colors)
        ):
            self.setTabOrder(first, second)
        self._lay_out()

    def begin(self) -> None:
        """Offer what is to be seen now."""
        self.picture_form.offer_subjects()
        self.open()

    def file(self) -> bytes:
        """Return the picture as the bytes of a file. Raises OSError if there is no memory for it."""
        title = f"{self.picture_form.chosen.title}, {self.picture_form.note()}"
        return self._chosen_format.write(
            self.picture_form.draw, self.picture_form.pixels, int(self.scale.currentData()), title
        )

    @property
    def _chosen_format(self) -> PictureFormat:
        return FORMATS[self.ending]

    def _show_fact(self) -> None:
        """Say how large it will be."""
        scaled = self._chosen_format.scaled
        self.scale.setEnabled(scaled)
        size = self.picture_form.pixels * (int(self.scale.currentData()) if scaled else 1)
        fits = size.width() * size.height() <= MOST
        self.save.setEnabled(fits)
        if not fits:
            self.fact.setText(self.tr("A picture has {0} pixels at most.").format(grouped(MOST)))
        elif scaled:
            text = self.tr("{0} × {1} pixels")
            self.fact.setText(text.format(grouped(size.width()), grouped(size.height())))
        else:
            self.fact.setText(self.tr("Lines and letters stay sharp at any size; maps are images."))

    def _save(self) -> None:
        path = self._asked_for(self._chosen_format.name)
        if path is None:
            return
        name = name_of(path.name)
        try:
            write(path, self.file())
        except OSError as error:
            self._say_failed(name, reason(error))
            return
        self.accept()
        self.message.emit(self.tr("Saved {0}").format(name))

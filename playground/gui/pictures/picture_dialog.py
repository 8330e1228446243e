"""The dialog that saves a picture of the window, the network or a view in a format, size and colors."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from playground.files.reasons import reason
from playground.files.writing import write
from playground.gui.document.save_dialog import asked_for
from playground.gui.picture_files.formats import FORMATS, PictureFormat
from playground.gui.pictures.picture_form import PictureForm
from playground.gui.pictures.subjects import Subjects
from playground.gui.theme import Theme
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.plain_text import Message
from playground.parts.text import name_of

SCALES = (1, 2, 3, 4)
USUAL = 2
"""The scale that is chosen at first: sharp in print."""
MOST = 100_000_000
"""Pixels of a picture at most: as many as 400 MB of memory hold."""


class PictureDialog(QDialog):
    """Asks what is to be in the picture and how it is to be written, shows it, and writes it."""

    message = Signal(str)
    """What came of it, for the status bar."""

    def __init__(
        self,
        window: QWidget,
        subjects: Subjects,
        note: Callable[[], str],
        place: Callable[[str], Path],
        theme: Theme,
    ) -> None:
        """``note`` says what stands in the heading beside the title, such as the epoch, and ``place`` where a
        picture of something would be saved, but for its ending.
        """
        super().__init__(window)
        self.setWindowTitle(self.tr("Save picture"))
        self.resize(880, 440)
        self._place = place
        self.picture_form = PictureForm(subjects, note, theme)
        self.format, self.scale = QComboBox(), QComboBox()
        self.format.setAccessibleName(self.tr("Format"))
        self.scale.setAccessibleName(self.tr("Scale"))
        for ending, each in FORMATS.items():
            self.format.addItem(each.name, ending)
        for scale in SCALES:
            self.scale.addItem(f"{scale} ×", scale)
        self.scale.setCurrentIndex(SCALES.index(USUAL))
        self.fact = label(look="quiet", wrap=True)
        form = self.picture_form.form
        form.insertRow(1, label(self.tr("Format")), self.format)
        form.insertRow(3, label(self.tr("Scale")), self.scale)
        asked = self.picture_form
        for first, second in pairwise(
            (asked.what, self.format, asked.width_, asked.height_, asked.as_shown, self.scale, asked.colors)
        ):
            self.setTabOrder(first, second)
        form.addRow(label(), self.fact)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        named(self.save, "primary").setDefault(True)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(self.picture_form, 1)
        layout.addWidget(buttons)
        self.picture_form.changed.connect(self._tell)
        self.format.currentIndexChanged.connect(self._tell)
        self.scale.currentIndexChanged.connect(self._tell)

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
        return FORMATS[self.format.currentData()]

    def _tell(self) -> None:
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
        title, ending = self.windowTitle(), str(self.format.currentData())
        kinds = f"{self._chosen_format.name} (*{ending})"
        path = asked_for(self, title, f"{self._place(self.picture_form.chosen.title)}{ending}", kinds)
        if path is None:
            return
        try:
            write(path, self.file())
        except OSError as error:
            text = self.tr("{0} could not be written: {1}").format(name_of(path.name), reason(error))
            Message(self, text, title=title, icon=Message.Icon.Warning).open()
            return
        self.accept()
        self.message.emit(self.tr("Saved {0}").format(name_of(path.name)))

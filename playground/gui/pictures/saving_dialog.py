"""What the dialogs for pictures and films share: a form with a format, a line of facts, and a Save button."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from playground.gui.document.save_dialog import asked_for
from playground.gui.pictures.picture_form import PictureForm
from playground.gui.pictures.subjects import Subjects
from playground.gui.theme import Theme
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.plain_text import Message


class SavingDialog(QDialog):
    """Asks what is to be in a file and in which format; a subclass adds its rows, and writes the file."""

    message = Signal(str)
    """What came of it, for the status bar."""

    def __init__(
        self,
        window: QWidget,
        formats: Mapping[str, str],
        subjects: Subjects,
        note: Callable[[], str],
        place: Callable[[str], Path],
        theme: Theme,
    ) -> None:
        """``formats`` are names by the endings of files, ``note`` says what stands in the heading beside the
        title, such as the epoch, and ``place`` where a file of something would be saved, without its ending.
        """
        super().__init__(window)
        self._place = place
        self.picture_form = PictureForm(subjects, note, theme)
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format"))
        for ending, name in formats.items():
            self.format.addItem(name, ending)
        self.picture_form.form.insertRow(1, label(self.tr("Format")), self.format)
        self.fact = label(look="quiet", wrap=True)
        self._buttons = QDialogButtonBox()
        self.save = self._buttons.addButton(self.tr("Save…"), QDialogButtonBox.ButtonRole.AcceptRole)
        named(self.save, "primary").setDefault(True)
        self.cancel = self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        self.picture_form.changed.connect(self._show_fact)
        self.format.currentIndexChanged.connect(self._show_fact)

    @abstractmethod
    def _show_fact(self) -> None:
        """Say what the file will be like, or why there can be none."""

    @abstractmethod
    def _save(self) -> None:
        """Ask for a path, and write the file."""

    @property
    def ending(self) -> str:
        """The ending of the chosen format."""
        return str(self.format.currentData())

    def _lay_out(self, *below: QWidget) -> None:
        """Put the form, widgets below it, and the buttons into the dialog."""
        self.picture_form.form.addRow(label(), self.fact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(self.picture_form, 1)
        for widget in (*below, self._buttons):
            layout.addWidget(widget)

    def _asked_for(self, name: str) -> Path | None:
        """Return the path that the person wants a file of a format to have; None if none after all."""
        start = f"{self._place(self.picture_form.chosen.title)}{self.ending}"
        return asked_for(self, self.windowTitle(), start, f"{name} (*{self.ending})")

    def _say_failed(self, name: str, text: str) -> None:
        """Show that a file could not be written, and why."""
        said = self.tr("{0} could not be written: {1}").format(name, text)
        Message(self, said, title=self.windowTitle(), icon=Message.Icon.Warning).open()

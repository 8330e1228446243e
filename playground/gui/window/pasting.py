"""What is on the clipboard: a table, a setup that somebody shared, or a link of TensorFlow Playground."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from playground.experiment.experiment import Experiment
from playground.experiment.presets import BadPreset
from playground.export.sharing.pasted import experiment_of, is_shared
from playground.export.sharing.setup_text import setup_text
from playground.gui.document.files import Files
from playground.gui.document.store import Store
from playground.gui.importing.importer import Importer


class Pasting(QObject):
    """Takes what was copied elsewhere, and gives the experiment away as a text."""

    message = Signal(str)
    """Something worth a line in the status bar."""

    def __init__(self, parent: QObject, store: Store, files: Files, imports: Importer) -> None:
        super().__init__(parent)
        self._store, self._files, self._imports = store, files, imports

    def paste(self) -> None:
        """Open a setup or a link as an experiment that is not saved yet; anything else is a table."""
        words = QGuiApplication.clipboard().text()
        if is_shared(words):
            self.open_shared(words)
        else:
            self._imports.paste()

    def open_shared(self, words: str) -> None:
        """Open a setup or a link, or say what is wrong with it."""
        try:
            experiment, remarks = experiment_of(words)
        except BadPreset as error:
            self._files.complain(self.tr("What was shared could not be opened."), error.lines)
            return
        self._files.confirm_discard(lambda: self._open(experiment, remarks))

    def copy(self) -> None:
        """Put the experiment on the clipboard as a text that can be pasted here again."""
        QGuiApplication.clipboard().setText(setup_text(self._store.experiment))
        self.message.emit(self.tr("The setup is on the clipboard, as a text to paste."))

    def _open(self, experiment: Experiment, remarks: tuple[str, ...]) -> None:
        self._store.open(experiment, None)
        if len(remarks) <= 1:
            self.message.emit(" ".join(remarks))
        else:
            self._files.note(
                self.tr("The link was opened, but not all of it could be carried over."), remarks
            )

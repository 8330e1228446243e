"""Importing own data in the window: a file that is chosen or dropped, or a table that is pasted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.data.data_set import DataSet
from playground.data.file_set import FileSet
from playground.data.tables.importing import ENDINGS
from playground.data.tables.loading import from_file, from_text, has_table
from playground.data.tables.outlined_table import OutlinedTable
from playground.data.tables.table_set import TableSet
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import named_for, with_data, with_other_data
from playground.experiment.imported import imported
from playground.gui.document.recent_files import RecentFiles
from playground.gui.document.store import Store
from playground.gui.importing.import_dialog import ImportDialog, Start
from playground.gui.widgets.numbers import grouped


class Importer(QObject):
    """Opens the dialog of a table; what is chosen there becomes an edit that can be undone."""

    message = Signal(str)
    """Something worth a line in the status bar."""

    def __init__(self, window: QWidget, store: Store, recent: RecentFiles) -> None:
        super().__init__(window)
        self._window, self._store, self._recent = window, store, recent
        self.dialog: ImportDialog | None = None

    def takes(self, path: Path) -> bool:
        """Return whether a file is a table by its name."""
        return path.suffix.lower() in ENDINGS

    def choose(self) -> None:
        """Ask for a file and import it."""
        kinds = self.tr("Tables ({0})").format(" ".join(f"*{ending}" for ending in ENDINGS))
        title, folder = self.tr("Import data"), self._recent.folder
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Import a file."""
        self._recent.keep_folder(path)
        data = self._store.experiment.data
        if data.absent and isinstance(data, OutlinedTable):
            self._open(path.name, partial(data.read_from, path), self._take_again)
        elif (found := self._waited_for(path)) is not None:
            self._store.commit(found)
        else:
            self._open(path.name, partial(from_file, path), partial(self._take, path.name))

    def _waited_for(self, path: Path) -> Experiment | None:
        """Return the experiment with its data in a file, if they are not here and this has such as fit its
        network.
        """
        experiment = self._store.experiment
        if not (experiment.data.absent and isinstance(experiment.data, FileSet)):
            return None
        found = with_other_data(experiment, experiment.data.found_at(path))
        ends = ((each.inputs_shape, each.targets.units) for each in (experiment, found))
        return found if len(set(ends)) == 1 and not found.data.misfit() else None

    def reopen(self) -> None:
        """Let the columns of the experiment's table be chosen again, and how it is read."""
        experiment = self._store.experiment
        if has_table(experiment.data):
            name = experiment.title or self.tr("The table")
            self._open(name, lambda progress: experiment.data, self._take_again)
            assert self.dialog is not None
            self.dialog.setWindowTitle(self.tr("Columns"))
            self.dialog.import_button.setText(self.tr("Apply"))

    def paste(self) -> None:
        """Import what is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            name = self.tr("Pasted table")
            self._open(name, partial(from_text, text), partial(self._take, name))
        else:
            self.message.emit(self.tr("There is no table on the clipboard."))

    def _open(self, name: str, start: Start, take: Callable[[DataSet], None]) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = ImportDialog(self._window, name, start)
        self.dialog.chosen.connect(take)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _take_again(self, data: DataSet) -> None:
        before = self._store.experiment
        changed = with_other_data(before, data)
        if before.reason == named_for(before, before.data, before.title).reason:  # it spoke of the columns
            changed = changed.changed(reason=named_for(before, data, before.title).reason)
        self._store.commit(changed)

    def _take(self, name: str, data: DataSet) -> None:
        store, said = self._store, self.tr("{0} samples were imported.")
        if isinstance(data, TableSet) and store.path is None:
            found = imported(store.experiment, data, name, store.saved_experiment)
            said = self.tr("{0} samples were imported, with a network and training settings for them.")
        else:  # a file of the person's own is as it is on purpose
            found = with_data(named_for(store.experiment, data, name), data)
        store.commit(found)
        self.message.emit(said.format(grouped(len(store.experiment.points))))

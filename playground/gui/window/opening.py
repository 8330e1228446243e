"""What becomes of a file that is dropped on the window or picked in the browser."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from playground.export.trained_files import holds_training
from playground.gui.document.files import Files
from playground.gui.importing.importer import Importer
from playground.gui.presets.preset_cards import PresetEntry
from playground.gui.run.run_controller import RunController


class Opening(QObject):
    """Opens a run, weights, a table or a preset, each where it belongs."""

    def __init__(
        self, parent: QObject, files: Files, run: RunController, imports: Importer, importing: QAction
    ) -> None:
        """``importing`` is the action that a lesson disables where the data are to stay."""
        super().__init__(parent)
        self._files, self._run, self._imports, self._importing = files, run, imports, importing

    def open_file(self, path: Path) -> None:
        """Open a file by its ending, and where several kinds share one by what is in it."""
        if holds_training(path):
            self._run.open(path)
        elif not self._imports.takes(path):
            self._files.open_file(path)
        elif self._importing.isEnabled():
            self._imports.open_file(path)

    def open_entry(self, entry: PresetEntry) -> None:
        """Open a preset of the browser."""
        if entry.own:
            self._files.open_file(entry.path)
        else:
            self._files.open_shipped(entry.name)

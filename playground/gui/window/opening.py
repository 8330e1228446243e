"""What becomes of a file that is dropped on the window or picked in the browser."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from playground.export.kinds import FileKind, kind_of
from playground.export.sharing.pasted import shared_in
from playground.gui.document.files import Files
from playground.gui.importing.importer import Importer
from playground.gui.presets.preset_cards import PresetEntry
from playground.gui.run.run_controller import RunController
from playground.gui.window.pasting import Pasting


class Opening(QObject):
    """Opens a run, weights, a setup, a table or a preset, each where it belongs."""

    def __init__(
        self,
        parent: QObject,
        files: Files,
        run: RunController,
        imports: Importer,
        importing: QAction,
        pasting: Pasting,
    ) -> None:
        """``importing`` is the action that a lesson disables where the data are to stay."""
        super().__init__(parent)
        self._files, self._run, self._pasting = files, run, pasting
        self._imports, self._importing = imports, importing

    def open_file(self, path: Path) -> None:
        """Open a file by its ending, and where several kinds share one by what is in it."""
        match kind_of(path):
            case FileKind.RUN | FileKind.WEIGHTS:
                self._run.open(path)
            case FileKind.SHARED:
                self._pasting.open_shared(shared_in(path))
            case FileKind.PRESET:
                self._files.open_file(path)
            case FileKind.TABLE if self._importing.isEnabled():
                self._imports.open_file(path)

    def open_entry(self, entry: PresetEntry) -> None:
        """Open a preset of the browser."""
        if entry.own:
            self._files.open_file(entry.path)
        else:
            self._files.open_shipped(entry.name)

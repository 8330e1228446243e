"""Exporting from the window: what leaves, the network or what tells of its run, and into which file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from playground.export import outgoing
from playground.export.result_formats import RESULT_FORMATS, ResultFormat
from playground.export.runs import SavedRun
from playground.export.weights import TrainedNetwork
from playground.files.reading import Progress
from playground.files.reasons import reason
from playground.gui.document.background_job import Unwritten
from playground.gui.document.export_dialog import ExportDialog
from playground.gui.document.save_dialog import asked_for, folder_asked_for
from playground.parts.text import name_of

if TYPE_CHECKING:
    from playground.gui.document.files import Files


class Exports(QObject):
    """Shows what can be written of a run, and writes what is chosen."""

    def __init__(self, window: QWidget, files: Files) -> None:
        super().__init__(files)
        self._window, self._files = window, files
        self.dialog: ExportDialog | None = None
        self.others: Sequence[QAction] = ()
        """By which other things than those of the dialog leave: pictures, films."""

    def ask(self, run: SavedRun, ended: str) -> None:
        """Show what can be written of a run, which ended for a reason if it has ended."""
        trained = TrainedNetwork.at(run.experiment, run.snapshots[-1], run.rows)
        self.dialog = ExportDialog(self._window, trained, run, self.others)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.chosen.connect(partial(self._write, trained, run, ended))
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _write(
        self, trained: TrainedNetwork, run: SavedRun, ended: str, ending: str, same_batches: bool
    ) -> None:
        result = RESULT_FORMATS.get(ending)
        path = self._place(outgoing.file_name(run.experiment.title), ending, result)
        if path is None:
            return
        epoch, name = trained.figures.epoch, name_of(path.name)
        if result is None:
            save = partial(outgoing.save, trained, path, same_batches=same_batches)
            said = self.tr("The network of epoch {0} written to {1}")
        else:
            save = partial(result.save, run, ended, path)
            said = self.tr("The run until epoch {0} written to {1}")

        def write(progress: Progress) -> None:
            try:
                save(progress)
            except OSError as error:
                raise Unwritten(reason(error)) from error
            except ValueError as error:
                raise Unwritten(str(error)) from error

        def refuse(lines: list[str]) -> None:
            self._files.complain(self.tr("{0} could not be written.").format(name), lines)

        self._files.wait(
            self.tr("Writing {0} …").format(name),
            write,
            lambda _: self._done(path, said.format(epoch, name)),
            refuse,
        )

    def _place(self, name: str, ending: str, result: ResultFormat | None) -> Path | None:
        """Ask where something is to go; None if the person does not want to."""
        title, start = self.tr("Export"), Path(self._files.recent.folder)
        if result and result.in_folder:
            return folder_asked_for(self._window, title, str(start), ending)
        kinds = f"{result.title if result else outgoing.TITLES[ending]} (*{ending})"
        return asked_for(self._window, title, str(start / f"{name}{ending}"), kinds)

    def _done(self, path: Path, said: str) -> None:
        self._files.recent.keep_folder(path)
        self._files.message.emit(said)

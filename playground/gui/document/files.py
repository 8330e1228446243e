"""Opening and saving from the window: dialogs, and errors in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export import runs, trained_files
from playground.export.outgoing import file_name
from playground.files.reading import Progress
from playground.files.reasons import reason
from playground.gui.document.background_job import Job
from playground.gui.document.exports import Exports
from playground.gui.document.lost_data import Lost, ask_for_data
from playground.gui.document.open_dialog import asked_to_open
from playground.gui.document.recent_files import RecentFiles
from playground.gui.document.save_dialog import asked_for, may_replace
from playground.gui.document.store import Store
from playground.gui.document.unsaved import Unsaved
from playground.gui.document.waiting import Waiting
from playground.gui.widgets.plain_text import Message, caption, plain
from playground.parts.text import name_of

LINES = 12
"""So many lines of what is wrong are shown in a dialog, and how many more there are."""


class Files(QObject):
    """What the File menu does. A file that cannot be read or written leaves everything as it was."""

    message = Signal(str)
    """Something worth a line in the status bar."""
    kept_run = Signal(str)
    """The run of now stands in a file of this name."""
    picked = Signal(object)
    """The path of a file of any kind that is to be opened."""

    def __init__(self, window: QWidget, store: Store, recent: RecentFiles, unsaved: Unsaved) -> None:
        super().__init__(window)
        self._window, self._store, self.recent, self._unsaved = window, store, recent, unsaved
        self.exports = Exports(window, self)
        self.waiting: Waiting | None = None
        """The dialog of a file that is being read or written."""

    def choose(self) -> None:
        """Ask for a file of any kind, and let it be opened."""
        path = asked_to_open(self._window, self.recent.folder)
        if path is not None:
            self.picked.emit(path)

    def open_file(self, path: Path) -> None:
        """Open a preset file, or say in a dialog what is wrong with it."""
        self._read(path, lambda progress: _prepared(path, progress), partial(self._open, path))

    def _open(self, path: Path, experiment: Experiment) -> None:
        def go() -> None:
            self._store.open(experiment, path)
            self.recent.remember(path)

        self.confirm_discard(go)

    def open_shipped(self, name: str) -> None:
        """Open a shipped preset."""
        self.confirm_discard(lambda: self._store.open(presets.load(name), None))

    def confirm_discard(self, go: Callable[[], object]) -> None:
        """Open something else, but ask first about unsaved changes of the person's own file.

        Those of a shipped preset come back by Undo; trying one after the other should not be interrupted.
        """
        if self._store.unsaved and self._store.path is not None:
            self._unsaved.ask(self.save, go)
        else:
            go()

    def place(self, what: str = "") -> Path:
        """Return where a file of the experiment, or a part of it, would be saved, but for its ending."""
        return self.recent.in_folder(file_name(f"{file_name(self._store.experiment.title)} {what}"))

    def save(self) -> None:
        """Save to the experiment's file, or ask for one."""
        if self._store.path is None:
            self.save_as()
        else:
            self._save(self._store.path)

    def save_as(self) -> None:
        """Ask for a file and save the preset to it."""
        start = self._store.path or f"{self.place()}.json"
        title, kinds = self.tr("Save preset"), self.tr("Presets (*.json)")
        path = asked_for(self._window, title, str(start), kinds)
        if path is not None:
            self._save(path)

    def choose_run(self) -> Path | None:
        """Ask where a run should go."""
        kinds = self.tr("Runs (*{0})").format(runs.SUFFIX)
        return asked_for(self._window, self.tr("Save run"), f"{self.place()}{runs.SUFFIX}", kinds)

    def save_run(self, run: runs.SavedRun, path: Path) -> None:
        """Write a run with its history and snapshots."""
        try:
            runs.save(run, path)
        except OSError as error:
            self.complain(self.tr("{0} could not be saved.").format(path.name), [reason(error)])
            return
        self.recent.remember(path)
        self.kept_run.emit(path.name)
        self.message.emit(
            self.tr("Run with {0} checkpoints saved to {1}").format(len(run.snapshots), path.name)
        )

    def read_run(self, path: Path, take: Callable[[runs.SavedRun], None], data: Path | None = None) -> None:
        """Read a run or weights and hand them to ``take``, or say in a dialog what is wrong with them.

        ``data`` is where the person has found the file of its data.
        """
        here = self._store.experiment

        def job(progress: Progress) -> runs.SavedRun | Lost:
            try:
                return trained_files.read(path, here, progress, data)
            except presets.LostData as lost:
                return Lost(lost, trained_files.without_data(path, here))

        def remember(found: runs.SavedRun | Lost) -> None:
            if isinstance(found, Lost):
                find = partial(self.read_run, path, take)
                ask_for_data(self._window, name_of(path.name), found, self.recent.folder, find, remember)
            else:
                self.recent.remember(path)
                take(found)

        self._read(path, job, remember)

    def _read(self, path: Path, job: Job, take: Callable[[Any], None]) -> None:
        """Read a file in a thread."""

        def refuse(lines: list[str]) -> None:
            self.complain(self.tr("{0} could not be opened.").format(name_of(path.name)), lines)
            self.recent.forget(path)

        self.wait(self.tr("Reading {0} …").format(name_of(path.name)), job, take, refuse)

    def wait(
        self, about: str, job: Job, take: Callable[[Any], None], refuse: Callable[[list[str]], None]
    ) -> None:
        """Do a job in a thread; what was still being done is cancelled."""
        self.cancel()
        self.waiting = Waiting(self._window, about, job, take, refuse)
        self.waiting.finished.connect(self._stop_waiting)
        self.waiting.begin()

    def cancel(self) -> None:
        """Cancel what is still being read or written."""
        if self.waiting is not None:
            self.waiting.reject()

    def stop(self) -> None:
        """Cancel it, and wait until nothing half written is left: the program is about to end."""
        if self.waiting is not None:
            self.waiting.reading.stop()
            self.cancel()

    def _stop_waiting(self) -> None:
        self.waiting = None

    def fill_recent(self, menu: QMenu) -> None:
        """List the files that were open last."""
        menu.clear()
        for path in self.recent.paths:
            action = menu.addAction(caption(path.name), partial(self.picked.emit, path))
            action.setToolTip(plain(str(path)))
        menu.setToolTipsVisible(True)
        menu.setEnabled(not menu.isEmpty())

    def _save(self, path: Path) -> None:
        if self._changed_on_disk(path) and not may_replace(
            self._window,
            self.tr("Save preset"),
            self.tr("{0} was changed by another program. Replace it?").format(name_of(path.name)),
        ):
            return
        try:
            presets.save(self._store.experiment, path)
        except OSError as error:
            self.complain(self.tr("{0} could not be saved.").format(path.name), [reason(error)])
            return
        self._store.saved(path)
        self.recent.remember(path)
        self.message.emit(self.tr("Saved to {0}").format(path.name))

    def _changed_on_disk(self, path: Path) -> bool:
        """Return whether the experiment's file no longer holds what it held when it was opened or saved."""
        if path != self._store.path or not path.exists():
            return False
        try:
            return presets.read(path) != self._store.saved_experiment
        except presets.BadPreset:
            return True

    def complain(self, text: str, lines: Sequence[str]) -> None:
        """Say in a dialog what went wrong."""
        self._show(text, lines, Message.Icon.Warning)

    def note(self, text: str, lines: Sequence[str]) -> None:
        """Say in a dialog what a person should know of what went well."""
        self._show(text, lines, Message.Icon.Information)

    def _show(self, text: str, lines: Sequence[str], icon: Message.Icon) -> None:
        shown = [f"• {line}" for line in lines[:LINES]] if len(lines) > 1 else [*lines]
        shown += [self.tr("… and {0} more").format(len(lines) - LINES)] if len(lines) > LINES else []
        Message(self._window, text, "\n".join(shown), icon=icon).open()


def _prepared(path: Path, progress: Progress) -> Experiment:
    """Read a preset, and the table that it may name, which is then known wherever it is asked for."""
    experiment = presets.read(path)
    experiment.data.prepare(progress)
    return experiment

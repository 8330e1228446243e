"""Unsaved changes: asked about when the window closes, and found again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from playground.experiment import presets
from playground.files.reasons import reason
from playground.gui.document.autosave import Autosave
from playground.gui.document.store import Store
from playground.gui.widgets.plain_text import Message


class Unsaved(QObject):
    """Keeps the unsaved experiment in a file while the window is open, and asks before it is lost."""

    message = Signal(str)
    """What became of unsaved changes, or why they are not kept for the next start, which is said once."""
    offered = Signal(bool)
    """Whether there is something that ``recover`` would bring back."""

    def __init__(self, window: QWidget, store: Store, settings: QSettings) -> None:
        super().__init__(window)
        self._window, self._store, self._autosave = window, store, Autosave(settings)
        self._sure = self._told = False
        store.status_changed.connect(self._keep)

    def recover(self) -> bool:
        """Bring back what a crash left behind, with the file it belongs to; return whether it left any."""
        left = self._autosave.left
        if left is None:
            return False
        saved = self._store.experiment
        if left.path is not None:
            try:
                saved = presets.read(left.path)
            except presets.BadPreset:
                left = left._replace(path=None)  # the file is gone
        self._store.recover(left.experiment, left.path, saved)
        with suppress(OSError):  # it is offered once more
            self._autosave.settle()
        self.offered.emit(False)
        return True

    def offer(self) -> None:
        """Offer what a crash left behind, and keep it until it is taken; what is open stays."""
        if self._autosave.left is not None:
            self.offered.emit(True)
            text = self.tr("There are unsaved changes from last time: choose File, Recover unsaved changes.")
            self.message.emit(text)

    def warn(self) -> None:
        """Say it if there is no folder for settings and unsaved changes."""
        if self._autosave.refusal:
            text = self.tr("Settings and unsaved changes cannot be kept in {0}: {1}")
            self.message.emit(text.format(self._autosave.path, self._autosave.refusal))

    def _keep(self) -> None:
        try:
            if self._store.unsaved:
                self._autosave.keep(self._store.experiment, self._store.path)
            else:
                self._autosave.drop()
        except OSError as error:  # a full disk must not keep anyone from working
            if not self._told:
                self._told = True
                text = self.tr("Unsaved changes would be lost in a crash: {0}")
                self.message.emit(text.format(reason(error)))

    def may_close(self, save: Callable[[], None], close: Callable[[], object]) -> bool:
        """Return whether the window may close now; otherwise a dialog asks, and then calls ``close``."""
        if self._sure or not self._store.unsaved:
            with suppress(OSError):  # the file stays, and is offered at the next start
                self._autosave.end()
            return True

        def go() -> None:
            self._sure = True
            close()

        self.ask(save, go)
        return False

    def leave(self) -> None:
        """Let the window close without a question; what is unsaved stays in its file, as after a crash."""
        self._sure = True
        self._autosave.leave()

    def ask(self, save: Callable[[], None], go: Callable[[], object]) -> None:
        """Ask what is to become of the changes, and go on unless the person does not want to."""
        title = self._store.title
        box = Message(self._window, self.tr("Save the changes to {0}?").format(title))
        button = Message.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)

        def answer(result: int) -> None:
            if result == button.Save:
                save()
            if result == button.Discard or (result == button.Save and not self._store.unsaved):
                go()

        box.finished.connect(answer)
        box.open()

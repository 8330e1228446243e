"""Unsaved changes: asked about when the window closes, and found again after a crash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QMessageBox, QWidget

from playground import presets
from playground.experiment import Experiment
from playground.gui.store import Store


def kept_at(settings: QSettings) -> Path:
    """Return the file beside the settings in which unsaved changes are kept."""
    return Path(settings.fileName()).with_name("unsaved.json")


def left_over(settings: QSettings) -> Experiment | None:
    """Return what a program that ended without asking left behind, if anything."""
    try:
        return presets.read(kept_at(settings))
    except presets.BadPreset:
        return None


class Unsaved(QObject):
    """Keeps the unsaved experiment in a file while the window is open."""

    def __init__(self, window: QWidget, store: Store, settings: QSettings) -> None:
        super().__init__(window)
        self._window, self._store, self._file = window, store, kept_at(settings)
        self._sure = False
        store.named.connect(self._keep)

    def _keep(self) -> None:
        try:
            if self._store.unsaved:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                presets.save(self._store.experiment, self._file)
            else:
                self._file.unlink(missing_ok=True)
        except OSError:
            return  # a full disk must not keep anyone from working

    def may_go(self, save: Callable[[], None], go: Callable[[], object]) -> bool:
        """Return whether the window may close now; otherwise a dialog asks, and then calls ``go``."""
        if self._sure or not self._store.unsaved:
            self._file.unlink(missing_ok=True)
            return True
        title = self._store.experiment.title
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            "Backprop Playground",
            self.tr("Save the changes to {0}?").format(title),
            parent=self._window,
        )
        button = QMessageBox.StandardButton
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.setDefaultButton(button.Save)

        def answer(result: int) -> None:
            if result == button.Save:
                save()
            if result == button.Discard or (result == button.Save and not self._store.unsaved):
                self._sure = True
                go()

        box.finished.connect(answer)
        box.open()
        return False

"""The one mutable thing of the window: the current experiment."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from playground.experiment import Experiment


class Store(QObject):
    """Holds the current experiment and what it was when it was last in a file."""

    changed = Signal(object, object)
    """The experiment before and after an edit."""
    named = Signal()
    """The file, or whether there are unsaved changes, is another."""

    def __init__(self, experiment: Experiment, path: Path | None = None) -> None:
        super().__init__()
        self.experiment = experiment
        self.path = path
        self._saved = experiment

    @property
    def unsaved(self) -> bool:
        """Whether the experiment differs from its file."""
        return self.experiment != self._saved

    def commit(self, experiment: Experiment) -> None:
        """Replace the experiment."""
        before = self.experiment
        if experiment != before:
            self.experiment = experiment
            self.changed.emit(before, experiment)
            self.named.emit()

    def open(self, experiment: Experiment, path: Path | None) -> None:
        """Replace the experiment by one from a file; a shipped preset has no path of the person's own."""
        self.path, self._saved = path, experiment
        self.commit(experiment)
        self.named.emit()

    def saved(self, path: Path) -> None:
        """Note that the experiment now stands in a file."""
        self.path, self._saved = path, self.experiment
        self.named.emit()

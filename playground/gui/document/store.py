"""The one mutable thing of the window: the current experiment, and the way back to earlier ones."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from playground.experiment.edits import differences, locked_out, thawed
from playground.experiment.experiment import Experiment
from playground.gui.document.changes import change_name
from playground.worker.messages import SetParameters

MERGE = 1.0
"""Seconds within which edits of one setting count as one, as those of a slider do."""
DEEPEST = 200


@dataclass(frozen=True)
class Document:
    """An experiment with the file it belongs to and what it was there."""

    experiment: Experiment
    path: Path | None
    saved: Experiment
    edition: object = field(default_factory=object, compare=False)
    """Tells it from an equal one at another step of the way back."""


@dataclass(frozen=True)
class UndoStep:
    """One step of the way back: what it is called, and what was before and after it."""

    text: str
    before: Document | SetParameters
    after: Document | SetParameters
    paths: frozenset[str] = frozenset()
    made: float = 0.0


class Store(QObject):
    """Holds the current experiment and what it was when it was last in a file."""

    refused = Signal()
    """An edit was not made, because the lesson keeps what it would change."""
    changed = Signal(object, object)
    """The experiment before and after an edit."""
    returned = Signal(object)
    """An edit was taken back or made again, and everything has followed: the experiment."""
    opening = Signal()
    """An experiment is about to come from a file: the run of the present one is over."""
    document_changing = Signal()
    """The experiment is about to be one of another file, opened or come to by Undo or Redo."""
    opened = Signal(object)
    """An experiment has come from a file, perhaps the same once more."""
    status_changed = Signal()
    """The file, or whether there are unsaved changes, or what can be undone, is another."""
    written = Signal(object)
    """Numbers of the network that are to be written: a SetParameters."""

    def __init__(self, experiment: Experiment, path: Path | None = None) -> None:
        super().__init__()
        self._document = Document(experiment, path, experiment)
        self._past: list[UndoStep] = []
        self._future: list[UndoStep] = []

    @property
    def experiment(self) -> Experiment:
        """The current experiment."""
        return self._document.experiment

    @property
    def edition(self) -> object:
        """At which step of the way back this is, which Undo and Redo return to."""
        return self._document.edition

    @property
    def path(self) -> Path | None:
        """The file it belongs to, if any."""
        return self._document.path

    @property
    def saved_experiment(self) -> Experiment:
        """What its file held when it was last opened or saved."""
        return self._document.saved

    @property
    def unsaved(self) -> bool:
        """Whether the experiment differs from its file."""
        return self._document.experiment != self._document.saved

    @property
    def strayed(self) -> bool:
        """Whether the data are of another kind than those that title and reason were written about."""
        now, then = self.experiment, self._document.saved
        same_texts = (now.title, now.reason) == (then.title, then.reason)
        return same_texts and now.data.kind != then.data.kind

    @property
    def title(self) -> str:
        """What the experiment is called, and that it is no longer what the title says, if so."""
        title = self.experiment.title
        return self.tr("{0} (edited)").format(title) if self.strayed else title

    @property
    def undoes(self) -> str:
        """What Undo would take back; empty if there is nothing."""
        return self._past[-1].text if self._past else ""

    @property
    def redoes(self) -> str:
        """What Redo would do again; empty if there is nothing."""
        return self._future[-1].text if self._future else ""

    def commit(self, experiment: Experiment, text: str = "") -> None:
        """Replace the experiment by an edited one, unless the lesson keeps what the edit changes.

        Soon after an edit of the same settings it joins that; an edit with a name is a step of its own.
        """
        if locked_out(self.experiment, experiment):
            self.refused.emit()
        elif text:
            self._edit(experiment, text)
        else:
            self.commit_by_lesson(experiment)

    def commit_by_lesson(self, experiment: Experiment) -> None:
        """Replace the experiment by an edited one; the lesson itself may change what it keeps."""
        experiment = thawed(self.experiment, experiment)
        name = change_name(self.experiment, experiment)
        self._edit(experiment, name, _paths(self.experiment, experiment))

    def _edit(self, experiment: Experiment, text: str, paths: frozenset[str] = frozenset()) -> None:
        before = self._document
        if experiment != before.experiment:
            self._go(Document(experiment, before.path, before.saved), text, paths)

    def open(self, experiment: Experiment, path: Path | None) -> None:
        """Replace the experiment by one from a file; a shipped preset has no path of the person's own."""
        self._open(Document(experiment, path, experiment), self.tr("opening {0}"))

    def recover(self, experiment: Experiment, path: Path | None, saved: Experiment) -> None:
        """Replace the experiment by one that was not saved in time, of a file that holds another."""
        self._open(Document(experiment, path, saved), self.tr("recovering {0}"))

    def saved(self, path: Path) -> None:
        """Note that the experiment now stands in a file."""
        self._document = replace(self._document, path=path, saved=self.experiment)
        for changes in (self._past, self._future):
            changes[:] = [self._resaved(change, path) for change in changes]
        self.status_changed.emit()

    def _resaved(self, change: UndoStep, path: Path) -> UndoStep:
        """Return a change whose documents know what their file now holds."""
        before, after = (
            replace(state, saved=self.experiment)
            if isinstance(state, Document) and state.path in (path, None)
            else state
            for state in (change.before, change.after)
        )
        return replace(change, before=before, after=after)

    def write(self, before: SetParameters, after: SetParameters, text: str) -> None:
        """Write numbers into the running network; ``before`` holds those that were there."""
        self._remember(UndoStep(text, before, after))
        self.written.emit(after)
        self.status_changed.emit()

    def forget_writes(self) -> None:
        """Drop changes of a network that is no longer there from the way back."""
        self._past = [change for change in self._past if isinstance(change.after, Document)]
        self._future = [change for change in self._future if isinstance(change.after, Document)]
        self.status_changed.emit()

    def undo(self) -> None:
        """Take the last change back."""
        if self._past:
            change = self._past.pop()
            self._future.append(change)
            self._become(change.before)
            self.returned.emit(self.experiment)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._future:
            change = self._future.pop()
            self._past.append(change)
            self._become(change.after)
            self.returned.emit(self.experiment)

    def _open(self, after: Document, text: str) -> None:
        before, experiment = self._document, after.experiment
        self.opening.emit()
        if after != before:
            self._go(after, text.format(experiment.title))
        if experiment == before.experiment:
            self.changed.emit(experiment, experiment)  # afresh; its files may be others than they were
        self.opened.emit(experiment)

    def _go(self, after: Document, text: str, paths: frozenset[str] = frozenset()) -> None:
        before, now = self._document, time.monotonic()
        last = self._past[-1] if self._past else None
        if last is not None and paths and last.paths == paths and now - last.made < MERGE:
            self._past.pop()
            self._remember(UndoStep(text, last.before, after, paths, now))
        else:
            self._remember(UndoStep(text, before, after, paths, now))
        self._become(after)

    def _remember(self, change: UndoStep) -> None:
        self._past = [*self._past, change][-DEEPEST:]
        self._future = []

    def _become(self, state: Document | SetParameters) -> None:
        if isinstance(state, SetParameters):
            self.written.emit(state)
        else:
            before, self._document = self._document, state
            if (state.path, state.saved) != (before.path, before.saved):
                self.document_changing.emit()
            if state.experiment != before.experiment:
                self.changed.emit(before.experiment, state.experiment)
        self.status_changed.emit()


def _paths(before: Experiment, after: Experiment) -> frozenset[str]:
    return frozenset(path for path, _ in differences(before, after))

"""The run of the current experiment: when an edit starts it afresh, and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from playground.experiment.edits import keeps_weights
from playground.experiment.experiment import Experiment
from playground.experiment.problems import blocking_problems
from playground.export.runs import SavedRun
from playground.gui.document.changes import change_name
from playground.gui.document.files import Files
from playground.gui.document.store import Store
from playground.gui.run.frame_display import FrameDisplay
from playground.gui.run.player import Player
from playground.gui.run.resumed_run import resumed_run
from playground.gui.views.gradients import GradientsView
from playground.gui.views.lesson import LessonView
from playground.gui.views.loss import LossView
from playground.gui.views.view import View
from playground.gui.widgets.numbers import grouped
from playground.training.checkpoints import Snapshot
from playground.training.marks import marks_from
from playground.worker.messages import Report, SetParameters

LEFT = 8
"""Runs that were ended by an edit and can come back with Undo."""


class RunController(QObject):
    """Keeps the player at the store's experiment, and knows which experiment the worker runs."""

    message = Signal(str)
    """Something worth a line in the status bar; an empty text takes the last one back."""
    began = Signal()
    """The run begins afresh; what was said of the one before is over."""
    hidden = Signal()
    """The run is no longer shown: it is of other parts than those that are chosen, which do not fit."""
    shown_again = Signal()
    """The run that was hidden is this experiment's again; its next report shows it."""

    def __init__(self, store: Store, player: Player, files: Files, views: Sequence[View]) -> None:
        super().__init__(store)
        self._store, self._player, self._files = store, player, files
        self._display = FrameDisplay(views)
        self._loss = next(view for view in views if isinstance(view, LossView))
        self._gradients = next(view for view in views if isinstance(view, GradientsView))
        self._lesson = next(view for view in views if isinstance(view, LessonView))
        self._running: Experiment | None = None
        self._edition: object = None  # the store's, to which what runs belongs
        self._hidden = False  # whether the views show nothing, for what runs is another experiment's
        self._ended_runs: dict[object, SavedRun] = {}  # by the edition each was left at, the last one last
        self._interrupted = False  # whether it would play on if the parts fitted
        store.opening.connect(self._end)
        store.returned.connect(self._return_to)
        store.written.connect(self._write_numbers)
        player.reported.connect(self._show)
        player.changed.connect(self._forget_interruption)

    def follow(self) -> None:
        """Carry an edit to the run: it goes on, starts afresh, or waits until the parts fit, and plays on."""
        experiment, running = self._store.experiment, self._running
        keeps = running is not None and keeps_weights(running, experiment)
        blocked = bool(blocking_problems(experiment))
        if self._hidden and (keeps or not blocked):
            self._hidden = False
            self.shown_again.emit()
            self._player.refresh()
        if blocked:
            if self._player.playing:
                self._player.pause()
                self._interrupted = True
            if not keeps:  # what is shown is no longer this experiment's
                self._hide()
        elif running is not None and keeps:
            self._edition = self._store.edition
            if experiment != running:
                self._running = experiment
                self._player.revise(experiment)
                self._display.mark(change_name(running, experiment))
        else:
            self._end_and_start()
        if self._interrupted and not blocked:
            self._player.resume()

    def _end_and_start(self) -> None:
        """Keep the run of before and start the experiment's, with the network that waited for its data."""
        experiment = self._store.experiment
        opened, comes_back = self._running is None, self._store.edition in self._ended_runs
        waited = None if opened or comes_back else resumed_run(self._player.run, experiment)
        run = None if waited is None else self._with_marks(waited)
        self._keep()
        self.start()
        if run is None:
            return
        self._go_on(run)
        if not experiment.data.absent:
            epoch = grouped(run.snapshots[-1].epochs)
            self.message.emit(self.tr("The data are here: the run goes on at epoch {0}").format(epoch))

    def start(self) -> None:
        """Start the run afresh, if the parts fit."""
        experiment = self._store.experiment
        if blocking_problems(experiment):
            self._hide()
        else:
            self._running, self._edition = experiment, self._store.edition
            self.began.emit()
            self._store.forget_writes()
            self._display.clear()
            self._player.load(experiment)

    def _hide(self) -> None:
        self._hidden = True
        self._display.show_nothing()
        self.hidden.emit()

    def start_anew(self) -> None:
        """Start from another seed."""
        self._store.commit(self._store.experiment.started_anew())

    def start_with(self, experiment: Experiment) -> None:
        """Go back to the settings of an earlier run, and start with them."""
        self._store.commit(experiment, self.tr("going back to a run"))
        if self._store.experiment == experiment:
            self.start()

    def play_or_pause(self) -> None:
        """Pause if the run plays, else play: in a lesson as far as the step asks, and after that on."""
        if self._player.playing:
            self._player.pause()
            return
        self.message.emit("")
        self._player.play(self._lesson.goal(self._player.run.reached))
        if self._player.frames.battery_saver:
            self._say_battery_saver()

    def set_battery_saver(self, battery_saver: bool) -> None:
        """Choose whether to draw nothing while a run plays."""
        self._player.frames.battery_saver = battery_saver
        self._player.refresh()
        self._say_battery_saver()

    def _say_battery_saver(self) -> None:
        if self._player.playing:
            resting = self.tr("Saves the battery: what has been learned is drawn when the run pauses.")
            self.message.emit(resting if self._player.frames.battery_saver else "")

    def train_until(self, afresh: bool, epoch: int) -> None:
        """Train to the end of an epoch: from the start, or on from where the run is if that is before it."""
        if afresh or (epoch and (self._player.run.ended or self._player.run.reached >= epoch)):
            self.start()
        if epoch:
            self._player.play(epoch)

    def export(self) -> None:
        """Show what can be written of this moment, and where to."""
        self._player.with_run(self._write)

    def save(self) -> None:
        """Ask where the run should go, and write it with its history and snapshots."""
        path = self._files.choose_run()
        if path is not None:
            self._player.with_run(lambda _, run: self._files.save_run(self._with_marks(run), path))

    def open(self, path: Path) -> None:
        """Go on with a run from a file; if it cannot be read, everything stays as it was."""
        self._files.read_run(
            path, lambda run: self._files.confirm_discard(lambda: self._take(run, path.name))
        )

    def _take(self, run: SavedRun, file: str) -> None:
        self._store.open(run.experiment, None)
        self._go_on(run)
        epoch = grouped(run.snapshots[-1].epochs)
        text = self.tr("{0} opened: the run goes on at epoch {1}")
        if run.data_changed:
            text = self.tr("{0} goes on at epoch {1}; its data, and so what its numbers mean, have changed")
        self.message.emit(text.format(file, epoch))

    def _end(self) -> None:
        """Let the run be over: whatever comes next starts afresh, and waits for Play."""
        if self._player.playing:
            self._player.pause()
        self._keep()
        self._running = None

    def _keep(self) -> None:
        """Keep the run that an edit ends, marks and all, for the case that the edit is taken back."""
        if self._running is None:
            return
        self._ended_runs.pop(self._edition, None)  # one that was left here before is not what this edit ends
        run = self._player.run.left()
        if run is not None and self._running == run.experiment:
            self._ended_runs[self._edition] = self._with_marks(run)
            for edition in list(self._ended_runs)[:-LEFT]:
                del self._ended_runs[edition]

    def _with_marks(self, run: SavedRun) -> SavedRun:
        """Return a run with what the window alone has of it: marks, and the layers when they were seen."""
        last = run.snapshots[-1].epochs
        layers = tuple(moment for moment in self._gradients.moments if moment[0] <= last)
        return replace(run, marks=self._loss.marks.shown, layers=layers)

    def _return_to(self, experiment: Experiment) -> None:
        """Go on with the run that an edit ended, which has now been taken back."""
        if self._running != experiment:
            return
        self._edition = self._store.edition
        run = self._ended_runs.pop(self._edition, None)
        if run is not None and self._player.run.fresh:
            self._go_on(run)

    def _go_on(self, run: SavedRun) -> None:
        self._player.go_on(run)
        self._loss.marks.show(run.marks)
        self._gradients.show_moments(run.layers)

    def _forget_interruption(self) -> None:
        self._interrupted = False

    def _show(self, report: Report) -> None:
        if self._hidden:
            return
        frame = report.frame
        if self._running != self._store.experiment:  # as long as its parts do not fit
            frame = frame.without_answers()
        self._display.show(frame, self._player.run.history, report.playing)

    def _write_numbers(self, numbers: SetParameters) -> None:
        if self._player.run.visited is not None:
            text = self.tr("The run continues from epoch {0}; what came after it is discarded.")
            self.message.emit(text.format(grouped(self._player.run.visited)))
        self._player.write(numbers)
        self._display.mark_written(self.tr("weights"))

    def _write(self, shown: Snapshot, whole: SavedRun) -> None:
        """Offer the run until what is shown of it."""
        if self._running is not None:  # not what is edited, which may not fit together yet
            known = self._player.run
            rows = tuple(row for row in known.history.rows if row.epoch <= shown.epochs)
            before = tuple(each for each in whole.snapshots if each.steps < shown.steps)
            marks = marks_from(self._loss.marks.shown, shown.epochs)
            run = replace(known.saved((*before, shown)), rows=rows, marks=marks)
            self._files.exports.ask(run, known.ended if known.visited is None else "")

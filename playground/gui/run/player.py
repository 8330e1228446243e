"""Plays the current experiment: pulls frames at the window's own pace, and outlives its worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from playground.experiment.experiment import Experiment
from playground.export.runs import SavedRun
from playground.gui.run.answer_timer import AnswerTimer
from playground.gui.run.frame_pace import FramePace
from playground.gui.run.known_run import KnownRun
from playground.gui.run.snapshot_callbacks import SnapshotCallbacks
from playground.gui.run.worker_link import WorkerLink
from playground.training.checkpoints import MOST, Snapshot
from playground.worker.frames import Look
from playground.worker.messages import (
    Branch,
    Command,
    Keep,
    Pause,
    Play,
    Report,
    Revise,
    Seek,
    SetParameters,
    Step,
)
from playground.worker.process import Worker
from playground.worker.requests.base import Request


class Player(QObject):
    """What the window knows of the run. It asks for a frame, and only when it has come for the next."""

    reported = Signal(object)
    """A Report of the current run."""
    changed = Signal()
    """Emitted when the playing state or the worker changes."""
    lost = Signal(str)
    """The worker is gone and replaced; the text says why."""
    replaced = Signal()
    """The worker goes on with another experiment or run, and lets go of what it did beside the one before."""

    def __init__(self, worker: Worker | None = None) -> None:
        super().__init__()
        self._sources: list[Callable[[], Iterable[Request[Any]]]] = []
        self._link = WorkerLink(worker)
        self._link.reported.connect(self._report)
        self._link.lost.connect(self._lose)
        self.frames = FramePace(self)
        self.frames.due.connect(self._ask)
        self.answer_timer = AnswerTimer(self)
        self.run = KnownRun()
        self._number, self._revision = -1, 0
        self._waiting = self._again = self._answered = False
        self._pace = 0.0
        self._keeps = MOST
        self._until = 0
        self._sought: Seek | None = None
        self._callbacks = SnapshotCallbacks()
        self.playing = False

    @property
    def process_id(self) -> int | None:
        """The worker's process, if there is one."""
        return self._link.process_id

    def add_source(self, source: Callable[[], Iterable[Request[Any]]]) -> None:
        """Ask of every frame what a function returns then."""
        self._sources.append(source)

    def load(self, experiment: Experiment) -> None:
        """Start an experiment afresh, in another worker if this one is silent; what played plays on."""
        self.run = KnownRun(experiment)
        self.replaced.emit()
        if self._link.process_id is None or self.answer_timer.silent:
            self._start()
        else:
            self._load()
        self._play_on()

    def revise(self, experiment: Experiment) -> None:
        """Go on as another experiment; every difference must keep the weights."""
        self.run.revise(experiment)
        self.replaced.emit()
        self._revision += 1
        self._send(Revise(experiment, self._revision))
        self._play_on()

    def play(self, until: int = 0) -> None:
        """Train until further notice, or to the end of an epoch."""
        self._until = until
        if self.run.experiment is None or self.run.ended:
            return
        if self._link.process_id is None:
            self._start()
        self._set_playing(True)
        self._send(Play(self._pace, self._until))

    def pause(self) -> None:
        """Stop training."""
        self._set_playing(False)
        self._send(Pause())

    def resume(self) -> None:
        """Train on as far as was meant before the pause."""
        self.play(self._until)

    def step(self, whole_epoch: bool) -> None:
        """Train on one batch, or to the end of the epoch."""
        self._set_playing(False)
        self._send(Step(whole_epoch))

    def write(self, numbers: SetParameters) -> None:
        """Set numbers of the running network."""
        self._send(numbers)

    def seek(self, epoch: int | None) -> None:
        """Show the end of an epoch, or (None) the run as it is; only the last of many moments is sent."""
        self._set_playing(False)
        self._sought = Seek(epoch)
        self._ask()

    def branch(self) -> None:
        """Go on from the moment that is shown."""
        self._send(Branch())

    def set_pace(self, epochs_per_second: float) -> None:
        """Choose how fast a run plays; 0 is as fast as it goes."""
        self._pace = epochs_per_second
        self._play_on()

    def keep(self, snapshots: int) -> None:
        """Keep at most so many snapshots of a run."""
        self._keeps = snapshots
        self._send(Keep(snapshots))

    def refresh(self) -> None:
        """Ask for a frame, because a view needs something else."""
        self._ask()

    def with_snapshot(self, use: Callable[[Snapshot], None]) -> None:
        """Call a function with the state of the run as it is now."""
        self._callbacks.add(use)
        self._ask()

    def with_run(self, use: Callable[[Snapshot, SavedRun], None]) -> None:
        """Call a function with the state that is shown and the whole run, as it can be saved."""
        self._callbacks.add_whole(use)
        self._ask()

    def go_on(self, run: SavedRun) -> None:
        """Go on with a run from a file."""
        self.run = KnownRun.of(run)
        self.replaced.emit()
        self._load(run.snapshots[:-1])
        self._play_on()

    def close(self) -> None:
        """End the worker."""
        self.frames.end()
        self.answer_timer.end()
        self._link.close()

    def _start(self) -> None:
        self._number, self._waiting, self._answered = -1, False, False
        self.answer_timer.end()
        self._link.start()
        self._link.send(Keep(self._keeps))
        if self.run.experiment is not None:
            self._load()

    def _load(self, timeline: Sequence[Snapshot] = ()) -> None:
        """Load the run as far as it is known."""
        self._number, self._revision = self._number + 1, 0
        self._send(self.run.loading(self._number, timeline))

    def _send(self, command: Command) -> None:
        self._link.send(command)
        self._ask()

    def _ask(self) -> None:
        if self._waiting:
            self._again = True
            return
        if self._link.process_id is None:
            return
        self._waiting, self._again = True, False
        if self._sought is not None:
            self._link.send(self._sought)
            self._sought = None
        self.frames.ask()
        self.answer_timer.begin(starting=not self._answered)
        sources = () if self._undrawn else self._sources
        asked: list[Request[Any]] = [request for source in sources for request in source()]
        asked += self._callbacks.requests(due=not self.playing or self.run.due)
        requests = tuple(dict.fromkeys(asked))  # each once, whoever asks
        self._link.send(Look(requests, self.run.history.bookmark))

    @property
    def _undrawn(self) -> bool:
        """Whether what the run does is not drawn now."""
        return self.playing and self.frames.resting

    def _report(self, report: Report) -> None:
        self._waiting, self._answered = False, True
        self.answer_timer.end()
        if report.run == self._number:
            self.frames.take(report.answering)
            self.run.take(report)
            self._callbacks.call(report.frame, self.run)
            if report.ended or (self.playing and not report.playing and not self._again):
                self._set_playing(False)
                self._again = True  # where it has ended is what a snapshot must hold
            if report.revision != self._revision:  # its answers may be of other samples or another network
                report = replace(report, frame=report.frame.without_answers())
            if not (self._undrawn and report.playing):
                self.reported.emit(report)
        if self._again:
            self._ask()

    def _lose(self, reason: str) -> None:
        self._waiting = self._again = False
        self.answer_timer.end()
        self._callbacks.ask_again()
        if self._answered:  # one that dies before its first word would only die again
            self._start()
        self._set_playing(False)
        self.lost.emit(reason)

    def _play_on(self) -> None:
        if self.playing:
            self._send(Play(self._pace, self._until))

    def _set_playing(self, playing: bool) -> None:
        self.playing = playing
        if playing:
            self.frames.begin()
        else:
            self.frames.end()
        self.changed.emit()

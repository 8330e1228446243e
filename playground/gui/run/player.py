"""Plays the current experiment: pulls frames at the window's own pace, and outlives its worker."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from playground.experiment.experiment import Experiment
from playground.export.runs import SavedRun
from playground.gui.run.answer_timer import AnswerTimer
from playground.gui.run.worker_link import WorkerLink
from playground.training.checkpoints import MOST, Snapshot
from playground.training.history import History
from playground.worker.frames import Look
from playground.worker.messages import (
    Branch,
    Command,
    Keep,
    Load,
    Pause,
    Play,
    Report,
    Revise,
    Seek,
    Step,
    Write,
)
from playground.worker.process import Worker
from playground.worker.requests.base import Request
from playground.worker.requests.snapshots import AllSnapshots, ShownSnapshot

TICK = 33
"""Milliseconds between two questions for a frame while a run plays."""
KEEP = 1.0
"""Seconds between two snapshots, from which a lost run goes on."""


class Player(QObject):
    """What the window knows of the run. It asks for a frame, and only when it has come for the next."""

    reported = Signal(object)
    """A Report of the current run."""
    changed = Signal()
    """Playing, or whether there is a worker, is another."""
    lost = Signal(str)
    """The worker is gone and replaced; the text says why."""
    retold = Signal()
    """The worker goes on with another experiment or run, and lets go of what it did beside the one before."""

    def __init__(self, worker: Worker | None = None) -> None:
        super().__init__()
        self._sources: list[Callable[[], Iterable[Request[Any]]]] = []
        self._link = WorkerLink(worker)
        self._link.reported.connect(self._report)
        self._link.lost.connect(self._lose)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._ask)
        self.patience = AnswerTimer(self)
        self._experiment: Experiment | None = None
        self._snapshot: Snapshot | None = None
        self._kept = 0.0
        self.history = History()
        self._run, self._revision = -1, 0
        self._waiting = self._again = self._answered = False
        self._times: deque[float] = deque(maxlen=40)
        self._pace = 0.0
        self._keeps = MOST
        self._until = 0
        self._sought: Seek | None = None
        self._wanted: list[Callable[[Snapshot], None]] = []  # not yet asked for
        self._whole: list[Callable[[SavedRun], None]] = []
        self._promised: list[Callable[[Snapshot], None]] = []  # in the frame that is waited for
        self.playing = False
        self.ended = ""
        self._shown = 0
        self.reached = 0
        """The last epoch whose end the run has come to."""

    @property
    def frames_per_second(self) -> float:
        """How many frames came in the last second or so."""
        if len(self._times) < 2:
            return 0.0
        return (len(self._times) - 1) / max(self._times[-1] - self._times[0], 1e-6)

    @property
    def kept_epoch(self) -> int:
        """The epoch from which a lost run goes on."""
        return self._snapshot.epochs if self._snapshot else 0

    @property
    def visited(self) -> int | None:
        """The epoch that is shown, where the run has gone on since; None where it is shown as it is."""
        return self._shown if self._shown < self.reached else None

    @property
    def process_id(self) -> int | None:
        """The worker's process, if there is one."""
        return self._link.process_id

    def add_source(self, source: Callable[[], Iterable[Request[Any]]]) -> None:
        """Ask of every frame what a function returns then."""
        self._sources.append(source)

    def load(self, experiment: Experiment) -> None:
        """Start an experiment afresh, in another worker if this one is silent; what played plays on."""
        self._experiment, self._snapshot, self.ended = experiment, None, ""
        self.history, self.reached, self._shown = History(), 0, 0
        self.retold.emit()
        if self._link.process_id is None or self.patience.silent:
            self._start()
        else:
            self._load(experiment)
        if self.playing:
            self._send(Play(self._pace, self._until))

    def revise(self, experiment: Experiment) -> None:
        """Go on as another experiment; every difference must keep the weights."""
        self._experiment, self.ended = experiment, ""
        self.retold.emit()
        self._revision += 1
        self._send(Revise(experiment, self._revision))
        if self.playing:
            self._send(Play(self._pace, self._until))

    def play(self, until: int = 0) -> None:
        """Train until further notice, or to the end of an epoch."""
        self._until = until
        if self._experiment is None or self.ended:
            return
        if self._link.process_id is None:
            self._start()
        self._set_playing(True)
        self._times.clear()
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

    def write(self, numbers: Write) -> None:
        """Set numbers of the running network."""
        self._send(numbers)

    def seek(self, epoch: int | None) -> None:
        """Show the end of an epoch, or (None) the run as it is; only the last of many wishes is sent."""
        self._set_playing(False)
        self._sought = Seek(epoch)
        self._ask()

    def branch(self) -> None:
        """Go on from the moment that is shown."""
        self._send(Branch())

    def set_pace(self, epochs_per_second: float) -> None:
        """Choose how fast a run plays; 0 is as fast as it goes."""
        self._pace = epochs_per_second
        if self.playing:
            self._send(Play(self._pace, self._until))

    def keep(self, snapshots: int) -> None:
        """Keep at most so many snapshots of a run."""
        self._keeps = snapshots
        self._send(Keep(snapshots))

    def refresh(self) -> None:
        """Ask for a frame, because a view needs something else."""
        self._ask()

    def with_snapshot(self, use: Callable[[Snapshot], None]) -> None:
        """Call a function with the state of the run as it is now."""
        self._wanted.append(use)
        self._ask()

    def with_run(self, use: Callable[[SavedRun], None]) -> None:
        """Call a function with the whole run, as it can be saved."""
        self._whole.append(use)
        self._ask()

    def go_on(self, run: SavedRun) -> None:
        """Go on with a run from a file."""
        self._experiment, self.ended = run.experiment, ""
        self.retold.emit()
        self._snapshot, self.history = run.snapshots[-1], History(run.rows, run.stride)
        self.reached = self._shown = self._snapshot.epochs
        self._load(run.experiment, run.snapshots[:-1])
        if self.playing:
            self._send(Play(self._pace, self._until))

    def left(self) -> SavedRun | None:
        """Return the run as it is known here, without its earlier moments; None before its first step."""
        last = self._snapshot
        if self._experiment is None or last is None or not last.steps:
            return None
        rows = tuple(row for row in self.history.rows if row.step <= last.steps)
        return SavedRun(self._experiment, rows, self.history.stride, (last,))

    @property
    def fresh(self) -> bool:
        """Whether the run has only been loaded, and nothing has come of it."""
        return not self.history.rows

    def close(self) -> None:
        """End the worker."""
        self._timer.stop()
        self.patience.end()
        self._link.close()

    def _start(self) -> None:
        self._run, self._waiting, self._answered = -1, False, False
        self.patience.end()
        self._link.start()
        self._link.send(Keep(self._keeps))
        if self._experiment is not None:
            self._load(self._experiment)

    def _load(self, experiment: Experiment, timeline: tuple[Snapshot, ...] = ()) -> None:
        """Load an experiment as far as it is known."""
        self._run, self._revision = self._run + 1, 0
        history = self.history if self._snapshot else History()
        rows = tuple(history.rows)
        self._send(Load(experiment, self._snapshot, rows, history.stride, timeline, self._run))

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
        due = not self.playing or bool(self._wanted) or time.monotonic() - self._kept > KEEP
        self._promised, self._wanted = [*self._promised, *self._wanted], []
        self.patience.begin(starting=not self._answered)
        asked: list[Request[Any]] = [request for source in self._sources for request in source()]
        asked += [ShownSnapshot()] if due else []
        asked += [AllSnapshots()] if self._whole else []
        requests = tuple(dict.fromkeys(asked))  # each once, whoever asks
        self._link.send(Look(requests, self.history.bookmark))

    def _report(self, report: Report) -> None:
        self._waiting, self._answered = False, True
        self.patience.end()
        if report.run == self._run:
            self._times.append(time.monotonic())
            self._keep(report)
            self.ended, self.reached = report.ended, report.reached
            self._shown = report.frame.figures.epoch
            if report.ended or (self.playing and not report.playing and not self._again):
                self._set_playing(False)
                self._again = True  # where it has ended is what a snapshot must hold
            if report.revision != self._revision:  # its answers may be of other samples or another network
                report = replace(report, frame=report.frame.without_answers())
            self.reported.emit(report)
        if self._again:
            self._ask()

    def _keep(self, report: Report) -> None:
        self.history = self.history.updated(report.history)
        snapshot, snapshots = report.frame.answer(ShownSnapshot()), report.frame.answer(AllSnapshots())
        if snapshots is not None and self._experiment is not None:
            wishes, self._whole = self._whole, []
            run = SavedRun(self._experiment, tuple(self.history.rows), self.history.stride, snapshots)
            for wish in wishes:
                wish(run)
        if snapshot is not None:
            if report.frame.figures.epoch == report.reached:  # no visited moment
                self._snapshot, self._kept = snapshot, time.monotonic()
            promised, self._promised = self._promised, []
            for use in promised:
                use(snapshot)

    def _lose(self, reason: str) -> None:
        self._waiting = self._again = False
        self.patience.end()
        self._promised, self._wanted = [], [*self._promised, *self._wanted]
        if self._answered:  # one that dies before its first word would only die again
            self._start()
        self._set_playing(False)
        self.lost.emit(reason)

    def _set_playing(self, playing: bool) -> None:
        self.playing = playing
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()

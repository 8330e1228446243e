"""A training in its own process: commands in, frames out, and nothing that was not asked for.

A process and not a thread: a training thread would hold the interpreter lock that every Qt call needs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Literal

from playground.camera import Camera
from playground.ends import Diverged, Ended
from playground.experiment import Experiment
from playground.frames import Frame, Look
from playground.history import Figures, History
from playground.timeline import MOST, Snapshot, Timeline
from playground.training import Training

START: Literal["spawn"] = "spawn"
"""How the worker starts: afresh, for what Qt and its threads hold must not be copied into it."""
SLICE = 0.004
"""Seconds of training between two looks at the pipe."""


@dataclass(frozen=True, eq=False)
class Load:
    """Start an experiment afresh, or go on from a snapshot of it and the history until then."""

    experiment: Experiment
    snapshot: Snapshot | None = None
    rows: tuple[Figures, ...] = ()
    stride: int = 1
    timeline: tuple[Snapshot, ...] = ()


@dataclass(frozen=True)
class Revise:
    """Go on as another experiment; every difference must keep the weights."""

    experiment: Experiment


@dataclass(frozen=True)
class Play:
    """Train until further notice, at so many epochs a second; 0 is as fast as it goes."""

    pace: float = 0.0
    until: int = 0
    """Pause at the end of this epoch; 0 is further notice."""


@dataclass(frozen=True)
class Pause:
    """Stop training after this batch."""


@dataclass(frozen=True)
class Step:
    """Train on one batch, or to the end of the epoch, and pause."""

    whole_epoch: bool


@dataclass(frozen=True)
class Write:
    """Set parameters of the running network, by their places in its flat vector."""

    places: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Seek:
    """Show the run as it was at the end of an epoch, or as it is now; training waits meanwhile."""

    epoch: int | None


@dataclass(frozen=True)
class Branch:
    """Go on from the moment that is shown; what came after it is forgotten."""


@dataclass(frozen=True)
class Keep:
    """Keep at most so many snapshots of this run and of those that follow."""

    snapshots: int


Command = Load | Revise | Play | Pause | Step | Write | Seek | Branch | Keep | Look


@dataclass(frozen=True, eq=False)
class Report:
    """The answer to a Look: a frame, and how the run is going."""

    run: int
    """How many experiments were loaded before: a frame of an earlier one is out of date."""
    frame: Frame
    playing: bool
    ended: str
    """Why the run cannot go on, or nothing."""
    updates_per_second: float
    reached: int
    """The epoch that the run has reached; the frame shows an earlier one after a Seek."""


@dataclass(frozen=True)
class Crash:
    """The last words of a worker that met an error of its own."""

    text: str


class Session:
    """What the worker does with each command, and with the time between them."""

    def __init__(self) -> None:
        self._training: Training | None = None
        self._run = -1
        self._playing = False
        self._ended = ""
        self._pace = 0.0
        self._until = 0
        self._most = MOST
        self._debt = 0.0  # steps that the pace has asked for and that are not made yet
        self._chunk = 1  # steps that fit into a slice
        self._clock = time.perf_counter()
        self._counted = (self._clock, 0, 0.0)
        self._present: Snapshot | None = None  # where the run is while an earlier moment is shown

    @property
    def playing(self) -> bool:
        """Whether there is something to do between commands."""
        return self._playing

    def handle(self, command: Command) -> Report | None:
        """Carry out a command. Raises RuntimeError for a command before the first Load."""
        if isinstance(command, Load):
            self._load(command)
            return None
        if isinstance(command, Keep):
            self._keep(command.snapshots)
            return None
        if self._training is None:
            raise RuntimeError(f"{command} came before an experiment")
        if isinstance(command, Revise | Play | Step):
            self._seek(self._training, None)
        match command:
            case Revise(experiment):
                self._ended = ""
                self._training.revise(experiment)
                self._camera = Camera(self._training)
            case Play(pace, until):
                self._playing, self._pace, self._debt = not self._ended, pace, 0.0
                self._until = until
                self._clock = time.perf_counter()
                self._counted = (self._clock, self._training.steps, 0.0)
            case Pause():
                self._playing = False
                self._guarded(0)
            case Step(whole_epoch):
                self._playing = False
                self._guarded(self._training.steps_to_epoch_end if whole_epoch else 1)
            case Write(places, values):
                self._branch(self._training)
                self._ended = ""
                self._training.write(places, values)
            case Seek(epoch):
                self._seek(self._training, epoch)
            case Branch():
                self._branch(self._training)
            case Look():
                return self._report(self._training, command)
        return None

    def _load(self, command: Load) -> None:
        self._run += 1
        self._playing, self._ended = False, ""
        self._training = training = Training(command.experiment)
        if command.snapshot is not None:
            training.history = History(command.rows, command.stride)
            training.restore(command.snapshot)
        timeline = Timeline.of(command.timeline)
        timeline.limit(self._most)
        training.remember(timeline)
        self._present = None
        self._camera = Camera(training)
        self._counted = (time.perf_counter(), training.steps, 0.0)

    def _keep(self, snapshots: int) -> None:
        self._most = snapshots
        if self._training is not None and self._training.timeline is not None:
            self._training.timeline.limit(snapshots)

    def _seek(self, training: Training, epoch: int | None) -> None:
        if epoch is None:
            if self._present is not None:
                training.restore(self._present)
                self._present = None
            return
        if self._present is None:
            self._playing = False
            self._guarded(0)
            self._present = training.snapshot()
        if epoch >= self._present.epochs:
            training.visit(self._present)
        elif training.timeline:
            training.visit(training.timeline.at(epoch))

    def _branch(self, training: Training) -> None:
        if self._present is not None:
            self._present, self._ended = None, ""
            training.restore(training.snapshot())

    def _guarded(self, steps: int, settle: bool = True) -> None:
        assert self._training is not None
        if self._ended:
            return
        try:
            self._training.advance(steps)
            if settle:
                self._training.settle()
        except (Diverged, Ended) as error:
            self._playing, self._ended = False, str(error)

    def work(self) -> float:
        """Train for one slice of time and return how many seconds there is nothing to do then."""
        assert self._training is not None
        start = time.perf_counter()
        rate = self._pace * self._training.steps_per_epoch
        if rate:
            # What a slow machine cannot make up within a tenth of a second is let go.
            self._debt = min(self._debt + (start - self._clock) * rate, max(1.0, 0.1 * rate))
        self._clock = start
        steps = min(self._chunk, int(self._debt)) if rate else self._chunk
        if not steps:
            return (1.0 - self._debt) / rate
        steps = min(steps, self._left(self._training))
        self._debt -= steps
        self._guarded(steps, settle=False)
        if self._playing and not self._left(self._training):
            self._playing = False
            self._guarded(0)
        took = max(time.perf_counter() - start, 1e-6)
        self._chunk = max(1, min(2 * self._chunk, int(steps * SLICE / took)))
        return 0.0

    def _left(self, training: Training) -> int:
        """Return how many steps there are to the epoch at which to pause."""
        epochs = self._until - training.epochs
        if not self._until:
            return self._chunk
        return training.steps_to_epoch_end + (epochs - 1) * training.steps_per_epoch if epochs > 0 else 0

    def _report(self, training: Training, look: Look) -> Report:
        now, (then, steps, rate) = time.perf_counter(), self._counted
        if now - then > 0.5:
            rate = (training.steps - steps) / (now - then)
            self._counted = (now, training.steps, rate)
        if self._playing:
            self._guarded(0)  # a frame shows no number that is not finite
        return Report(
            self._run,
            self._camera.frame(look),
            self._playing,
            self._ended,
            rate if self._playing else 0.0,
            self._present.epochs if self._present is not None else training.epochs,
        )


def serve(connection: Connection) -> None:
    """Carry out commands until the other end of the pipe is gone. The body of the worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the window, which then ends us
    if hasattr(os, "nice"):
        os.nice(5)  # where cores are few the window goes first
    session = Session()
    try:
        while True:
            idle = session.work() if session.playing else None
            if connection.poll(idle):
                report = session.handle(connection.recv())
                if report is not None:
                    connection.send(report)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception:  # the end of the process: say why before it goes
        connection.send(Crash(traceback.format_exc()))
        raise SystemExit(1) from None


class Worker:
    """The window's end: a process that trains, and the pipe to it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context(START)
        self._connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), name="playground-worker", daemon=True)
        self.process.start()
        theirs.close()

    def send(self, command: Command) -> None:
        """Send a command. Raises OSError if the process is gone."""
        self._connection.send(command)

    def receive(self) -> Report | Crash:
        """Wait for an answer. Raises EOFError or OSError when the process is gone."""
        answer: Any = self._connection.recv()
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        """End the process and wait for it; who waits in ``receive`` is told."""
        self.process.terminate()
        self.process.join()

    def close(self) -> None:
        """End the process and close the pipe, at which nobody may wait any more."""
        self.end()
        self._connection.close()

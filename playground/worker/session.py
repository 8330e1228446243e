"""A training under remote control: commands in, reports out, and slices of work in between."""

from __future__ import annotations

import time

from playground.training.checkpoints import MOST, Snapshot, Timeline
from playground.training.divergence import Diverged, Ended
from playground.training.history import History
from playground.training.training import Training
from playground.worker.frame_builder import FrameBuilder
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
    SetParameters,
    Step,
)

SLICE = 0.004
"""Seconds of training between two looks for a command."""


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
        self._asked: float | None = None  # when the last question came, until training goes on
        self._answering = 0.0
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
            case Revise(experiment, revision):
                self._revision = revision
                self._ended = ""
                self._training.revise(experiment)
                self._frame_builder = FrameBuilder(self._training)
            case Play(pace, until):
                self._playing, self._pace, self._debt = not self._ended, pace, 0.0
                self._until = until
                self._asked = None
                self._clock = time.perf_counter()
                self._counted = (self._clock, self._training.steps, 0.0)
            case Pause():
                self._playing = False
                self._advance(0)
            case Step(whole_epoch):
                self._playing = False
                self._advance(self._training.steps_to_epoch_end if whole_epoch else 1)
            case SetParameters(places, values):
                self._branch(self._training)
                self._ended = ""
                self._training.set_parameters(places, values)
            case Seek(epoch):
                self._seek(self._training, epoch)
            case Branch():
                self._branch(self._training)
            case Look():
                return self._report(self._training, command)
        return None

    def _load(self, command: Load) -> None:
        self._run, self._revision = command.run, 0
        self._playing, self._ended = False, ""
        self._training = training = Training(command.experiment)
        if command.snapshot is not None:
            training.history = History(command.rows, command.stride)
            training.restore(command.snapshot)
            if not command.rows:
                training.begin_history()
        training.keep_snapshots(Timeline.of(command.timeline, self._most))
        self._present = None
        self._frame_builder = FrameBuilder(training)
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
            self._advance(0)
            self._present = training.snapshot()
        if epoch >= self._present.epochs:
            training.visit(self._present)
        elif training.timeline:
            training.visit(training.timeline.at(epoch))

    def _branch(self, training: Training) -> None:
        if self._present is not None:
            self._present, self._ended = None, ""
            training.restore(training.snapshot())

    def _advance(self, steps: int, settle: bool = True) -> None:
        """Make steps, unless the run has ended; it has when it diverges or a rule stops it."""
        assert self._training is not None
        if self._ended:
            return
        try:
            self._training.advance(steps)
            if settle:
                self._training.check_finite()
        except (Diverged, Ended) as error:
            self._playing, self._ended = False, str(error)

    def work(self) -> float:
        """Train for one slice of time and return how many seconds there is nothing to do then."""
        assert self._training is not None
        start = time.perf_counter()
        if self._asked is not None:  # the answer has been sent, and that, too, took its time
            self._answering, self._asked = time.thread_time() - self._asked, None
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
        self._advance(steps, settle=False)
        if self._playing and not self._left(self._training):
            self._playing = False
            self._advance(0)
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
        self._asked = time.thread_time() if self._playing else None
        if now - then > 0.5:
            rate = (training.steps - steps) / (now - then)
            self._counted = (now, training.steps, rate)
        if self._playing:
            self._advance(0)  # a frame shows no number that is not finite
        return Report(
            self._run,
            self._revision,
            self._frame_builder.frame(look, self._present),
            training.history.since(look.bookmark),
            self._playing,
            self._ended,
            rate if self._playing else 0.0,
            self._present.epochs if self._present is not None else training.epochs,
            self._answering,
        )

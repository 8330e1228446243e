"""What the window and the worker say to each other: small frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.training.checkpoints import Snapshot
from playground.training.history import HistoryUpdate
from playground.worker.frames import Frame, Look


@dataclass(frozen=True, eq=False)
class Load:
    """Start an experiment afresh, or go on from a snapshot of it and the history until then."""

    experiment: Experiment
    snapshot: Snapshot | None = None
    rows: tuple[Figures, ...] = ()
    stride: int = 1
    timeline: tuple[Snapshot, ...] = ()
    run: int = 0
    """A number that distinguishes reports of this run from those of earlier ones."""


@dataclass(frozen=True)
class Revise:
    """Go on as another experiment; every difference must keep the weights."""

    experiment: Experiment
    revision: int = 0
    """A number that distinguishes reports from before it from those after it."""


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
class SetParameters:
    """Set single parameters of the running network, by their places in its flat vector."""

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


Command = Load | Revise | Play | Pause | Step | SetParameters | Seek | Branch | Keep | Look


@dataclass(frozen=True, eq=False)
class Report:
    """The answer to a Look: a frame, and how the run is going."""

    run: int
    """The number of its Load: a frame of an earlier one is out of date."""
    revision: int
    """The number of the last Revise since; what a frame of an earlier one answers may be of other samples."""
    frame: Frame
    history: HistoryUpdate
    """The figures of the run over time that the asker has not yet."""
    playing: bool
    ended: str
    """Why the run cannot go on, or nothing."""
    updates_per_second: float
    reached: int
    """The epoch that the run has reached; the frame shows an earlier one after a Seek."""
    answering: float = 0.0
    """Seconds of training that the answer before this one took."""


@dataclass(frozen=True)
class Crash:
    """The last words of a worker that met an error of its own."""

    text: str

"""Frames: what is shown of a training at one moment, and the looks that ask for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from playground.data.samples import REACH as REACH
from playground.engine.activations.base import Array
from playground.experiment.figures import Figures
from playground.inspection.diagnosis.findings import Finding
from playground.inspection.gradient_check import GradientCheck
from playground.inspection.layer_statistics import NetworkStatistics
from playground.microscope import Rows, Trace
from playground.training.checkpoints import Snapshot

UNIT_SIDE, UNIT_SAMPLES = 60, 300
"""Points to a side of the map of a unit shown by itself, and how many samples are shown with it at most."""
LINES = 25
"""Points to a side of the grid that shows how a layer bends the plane."""


@dataclass(frozen=True)
class Look:
    """What a frame must carry."""

    map: int = 0
    """Points to a side of the map of the outputs; 0 for none."""
    units: int = 0
    """Points to a side of the maps of all units; 0 for none."""
    rows: int = 0
    """How many rows of the history the asker has ..."""
    stride: int = 1
    """... and the stride they were kept at."""
    snapshot: bool = False
    timeline: bool = False
    """Whether every snapshot of the run is wanted."""
    trace: Rows | None = None
    """Which samples a trace of the next step is wanted for: ``Rows()`` for the batch that it will take."""
    inside: bool = False
    unit: tuple[int, int] | None = None
    """The layer and the number of a unit that is shown by itself."""
    layer_statistics: bool = False
    bins: int = 0
    """Bins of the layers' histograms; 0 for none."""
    findings: bool = False
    outputs: bool = False
    """Whether to say what the network says of every sample."""
    at: tuple[tuple[float, float], ...] = ()
    """Points of the plane of which to say what the network says."""
    bent: tuple[int, int, int] | None = None
    """A layer and two of its units, of which to say what they say of a grid and of every sample."""
    check: int = 0
    """Which gradient check is to go on by one portion; one of another number begins anew, 0 is none."""


@dataclass(frozen=True, eq=False)
class Inside:
    """The single numbers of a network; ``Network.places`` and ``kept_places`` say which is which."""

    parameters: Array
    """(n,), as exact as they are trained with."""
    gradient: Array
    """(n,), as the optimizer is given it in a step: with penalty and clipping."""
    update: Array
    """(n,), what the step adds."""
    made: bool
    """Whether this step is the last one; otherwise it is the next, for nobody noted what the last one did."""
    kept: Array
    """(m,), what layers keep without descending on it."""
    masks: tuple[npt.NDArray[np.bool_] | None, ...]
    """For each layer which inputs it let through in the last batch, (batch, units), or None."""


@dataclass(frozen=True, eq=False)
class Unit:
    """What one unit says: over the plane, and of the training samples."""

    layer: int
    number: int
    map: Array
    """(UNIT_SIDE, UNIT_SIDE), bottom row first."""
    z: Array
    """Its sum for each of the first training samples, (samples,); empty in a layer without sums."""
    a: Array
    """What it hands on for the same samples, (samples,)."""


@dataclass(frozen=True)
class CheckProgress:
    """How far a gradient check is. It is of the network as it was when the check began."""

    number: int
    """Which one was asked for."""
    epoch: int
    step: int
    done: int
    """How many parameters are compared ..."""
    parameters: int
    """... of how many."""
    found: GradientCheck | None
    """What came of it; None until it is done."""


@dataclass(frozen=True, eq=False)
class Frame:
    """What is shown of a run at one moment."""

    figures: Figures
    rows: tuple[Figures, ...]
    """The history from row ``first`` on."""
    first: int
    stride: int
    earlier: bool
    """Whether the run has gone on since: what is shown is a moment that was gone back to."""
    learning_rate: float
    """The rate of the last step, after the schedule."""
    clipped: float
    """The factor by which clipping shortened the last gradient; 1 if it did not."""
    map: Array | None
    """Outputs over the plane, (side, side, outputs), bottom row first."""
    units: tuple[Array, ...]
    """For each layer what its units say over the plane, (side, side, units), bottom row first."""
    snapshot: Snapshot | None
    timeline: tuple[Snapshot, ...]
    """All that is kept of the run, the earliest first, and its present state."""
    trace: Trace | None
    inside: Inside | None
    unit: Unit | None
    layer_statistics: NetworkStatistics | None
    findings: tuple[Finding, ...] | None
    """What may be wrong; None if nobody asked."""
    outputs: Array | None = None
    """Outputs for all samples, (samples, outputs): those of train, then validation, then test."""
    at: Array | None = None
    """Outputs at the points that were asked for, (points, outputs)."""
    bent: Array | None = None
    """What two units say of a grid of ``LINES`` by ``LINES`` points and of all samples, (points, 2)."""
    check: CheckProgress | None = None

    def history_only(self) -> Frame:
        """Return the frame without what it says of network and samples, which may be others by now."""
        return replace(
            self,
            map=None,
            units=(),
            trace=None,
            inside=None,
            unit=None,
            layer_statistics=None,
            findings=None,
            outputs=None,
            at=None,
            bent=None,
            check=None,
        )


def grid(side: int) -> Array:
    """Return the crossings of lines across the plane, (side * side, 2), bottom row first."""
    along = np.linspace(-REACH, REACH, side)
    x2, x1 = np.meshgrid(along, along, indexing="ij")
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def plane(side: int) -> Array:
    """Return the points of a map, (side * side, 2): the middles of its squares, bottom row first."""
    middles = (np.arange(side) + 0.5) * (2.0 * REACH / side) - REACH
    x2, x1 = np.meshgrid(middles, middles, indexing="ij")
    return np.stack([x1.ravel(), x2.ravel()], axis=1)

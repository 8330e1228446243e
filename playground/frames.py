"""Frames: what is shown of a training at one moment. Looking never disturbs training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.diagnosis.diagnose import diagnose
from playground.diagnosis.findings import Case, Finding
from playground.engine.activations import Array
from playground.engine.network import Pass
from playground.history import Figures
from playground.microscope import Rows, Trace, trace
from playground.timeline import Snapshot
from playground.training import Training
from playground.vitals import Probe, Vitals

REACH = 6.0
"""Maps cover the plane from minus to plus this, in both directions."""
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
    vitals: bool = False
    bins: int = 0
    """Bins of the vitals' histograms; 0 for none."""
    findings: bool = False
    outputs: bool = False
    """Whether to say what the network says of every sample."""
    at: tuple[tuple[float, float], ...] = ()
    """Points of the plane of which to say what the network says."""
    bent: tuple[int, int, int] | None = None
    """A layer and two of its units, of which to say what they say of a grid and of every sample."""


@dataclass(frozen=True, eq=False)
class Inside:
    """The single numbers of a network; ``Network.places`` and ``kept_places`` say which is which."""

    parameters: Array
    """(n,), as exact as they are trained with."""
    gradient: Array
    """(n,), as the optimizer was last given it: with penalty and clipping; zeros before the first step."""
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


@dataclass(frozen=True, eq=False)
class Frame:
    """What is shown of a run at one moment."""

    figures: Figures
    rows: tuple[Figures, ...]
    """The history from row ``first`` on."""
    first: int
    stride: int
    learning_rate: float
    """The rate of the last step, after the schedule."""
    clipped: float
    """The factor by which clipping shortened the last gradient; 1 if it did not."""
    map: Array | None
    """Outputs over the plane, (side, side, outputs), bottom row first."""
    units: tuple[Array, ...]
    """For each layer what its units say over the plane, (side, side, units), bottom row first."""
    weights: tuple[Array | None, ...]
    """For each layer its weights, (inputs, units), or None where it has none; sent with ``units``."""
    snapshot: Snapshot | None
    timeline: tuple[Snapshot, ...]
    """All that is kept of the run, the earliest first, and its present state."""
    trace: Trace | None
    inside: Inside | None
    unit: Unit | None
    vitals: Vitals | None
    findings: tuple[Finding, ...] | None
    """What may be wrong; None if nobody asked."""
    outputs: Array | None = None
    """Outputs for all samples, (samples, outputs): those of train, then validation, then test."""
    at: Array | None = None
    """Outputs at the points that were asked for, (points, outputs)."""
    bent: Array | None = None
    """What two units say of a grid of ``LINES`` by ``LINES`` points and of all samples, (points, 2)."""


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


class Camera:
    """Takes frames of one training, each map with a pass of its own."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._passes: dict[int, Pass] = {}
        self._train: Pass | None = None
        self._probe: Probe | None = None
        self._points: tuple[tuple[float, float], ...] = ()
        self._told: dict[str, Pass] = {}

    def frame(self, look: Look) -> Frame:
        """Return what is asked for, as it is now."""
        training = self._training
        history = training.history
        vitals = self._vitals(look.bins) if look.vitals or look.findings else None
        first = look.rows if look.stride == history.stride and look.rows <= len(history.rows) else 0
        return Frame(
            figures=training.figures(),
            rows=tuple(history.rows[first:]),
            first=first,
            stride=history.stride,
            learning_rate=float(np.squeeze(training.learning_rate)),
            clipped=float(np.squeeze(training.clipped)),
            map=self._map(look.map),
            units=self._units(look.units),
            weights=self._weights() if look.units else (),
            snapshot=training.snapshot() if look.snapshot else None,
            timeline=self._timeline() if look.timeline else (),
            trace=self._trace(look.trace),
            inside=self._inside() if look.inside else None,
            unit=None if look.unit is None else self._unit(*look.unit),
            vitals=vitals if look.vitals else None,
            findings=diagnose(Case.of(training, vitals)) if vitals and look.findings else None,
            outputs=self._all_samples().a.astype(np.float32) if look.outputs else None,
            at=self._at(look.at) if look.at else None,
            bent=self._bent(*look.bent) if look.bent else None,
        )

    def _timeline(self) -> tuple[Snapshot, ...]:
        kept = self._training.timeline
        return (*(kept.snapshots if kept is not None else ()), self._training.snapshot())

    def _trace(self, chosen: Rows | None) -> Trace | None:
        training = self._training
        if chosen is None:
            return None
        try:
            return trace(training.experiment, training.snapshot(), chosen)
        except ValueError:  # of samples that were there when it was asked
            return None

    def _vitals(self, bins: int) -> Vitals:
        if self._probe is None:
            self._probe = Probe(self._training)
        return self._probe.vitals(bins)

    def _run(self, name: str, inputs: Callable[[], Array]) -> Pass:
        """Return a pass of its own name, after it has gone over its inputs."""
        if name not in self._told:
            x = inputs()
            run = self._training.network.bind(len(x))
            run.x[...] = x
            self._told[name] = run
        with np.errstate(all="ignore"):
            self._told[name].forward()
        return self._told[name]

    def _all_samples(self) -> Pass:
        experiment = self._training.experiment
        parts = experiment.samples.values
        return self._run("samples", lambda: np.concatenate([part.inputs for part in parts()]))

    def _at(self, points: tuple[tuple[float, float], ...]) -> Array:
        if points != self._points:
            self._points = points
            self._told.pop("points", None)
        run = self._run("points", lambda: self._training.experiment.told(points))
        return run.a.astype(np.float32)

    def _bent(self, layer: int, across: int, up: int) -> Array | None:
        """Return None where there are no such units: the asker knows another network."""
        widths = self._training.network.widths
        if not (0 <= layer < len(widths) - 1 and max(across, up) < widths[layer + 1]):
            return None
        runs = self._run("grid", lambda: self._training.experiment.told(grid(LINES))), self._all_samples()
        both = [run.layers[layer].handles["a"][:, [across, up]] for run in runs]
        return np.concatenate(both).astype(np.float32)

    def _pass(self, side: int) -> Pass:
        if side not in self._passes:
            run = self._training.network.bind(side * side)
            run.x[...] = self._training.experiment.told(plane(side))
            self._passes[side] = run
        with np.errstate(all="ignore"):
            self._passes[side].forward()
        return self._passes[side]

    def _map(self, side: int) -> Array | None:
        return self._pass(side).a.reshape(side, side, -1).astype(np.float32) if side else None

    def _units(self, side: int) -> tuple[Array, ...]:
        if not side:
            return ()
        layers = self._pass(side).layers
        return tuple(layer.handles["a"].reshape(side, side, -1).astype(np.float32) for layer in layers)

    def _weights(self) -> tuple[Array | None, ...]:
        weights = self._training.network.weights()
        return tuple(None if array is None else array[0].astype(np.float32) for array in weights)

    def _inside(self) -> Inside:
        network, batch = self._training.network, self._training.batch
        masks = (layer.handles.get("mask") for layer in batch.layers)
        return Inside(
            network.parameters[0].copy(),
            batch.gradient[0].copy(),
            network.state[0].copy(),
            tuple(None if mask is None else mask > 0.0 for mask in masks),
        )

    def _unit(self, layer: int, number: int) -> Unit | None:
        if not 0 <= layer < len(self._training.network.layers):
            return None
        if number >= self._training.network.widths[layer + 1]:
            return None
        over = self._pass(UNIT_SIDE).layers[layer].handles["a"][:, number].astype(np.float32)
        of = self._samples().layers[layer].handles
        sums = of["z"][:, number].copy() if "z" in of else np.empty(0)
        said = of["a"][:, number].copy()
        return Unit(layer, number, over.reshape(UNIT_SIDE, UNIT_SIDE), sums, said)

    def _samples(self) -> Pass:
        if self._train is None:
            inputs = self._training.experiment.samples["train"].inputs[:UNIT_SAMPLES]
            self._train = self._training.network.bind(len(inputs))
            self._train.x[...] = inputs
        with np.errstate(all="ignore"):
            self._train.forward()
        return self._train

"""Makes frames of a training. Looking never disturbs training."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.network import Pass
from playground.inspection.diagnosis.diagnose import diagnose
from playground.inspection.diagnosis.findings import Case
from playground.inspection.gradient_check import GradientCheck, checking
from playground.inspection.layer_statistics import NetworkStatistics, Probe
from playground.microscope import Rows, Trace, trace
from playground.training.checkpoints import Snapshot
from playground.training.lookahead import Lookahead
from playground.training.step import TrainingStep
from playground.training.training import Training
from playground.worker.frames import (
    LINES,
    UNIT_SAMPLES,
    UNIT_SIDE,
    CheckProgress,
    Frame,
    Inside,
    Look,
    Unit,
    grid,
    plane,
)

PATIENCE = 0.03
"""Seconds that a gradient check may take of a frame: it is quick, and the window still moves."""


class Checking:
    """A gradient check that goes on by one portion at a time, of a copy of the network as it is now."""

    def __init__(self, number: int, training: Training) -> None:
        self.number = number
        network = training.network
        copy = network.copy()
        self._moment = training.epochs, training.steps
        self._parameters, self._done = copy.parameters.shape[1], 0
        self._portions = checking(training.experiment, copy)
        self._found: GradientCheck | None = None

    def go_on(self) -> CheckProgress:
        """Compare as many more portions as a frame has time for, unless all are."""
        late = time.perf_counter() + PATIENCE
        while self._found is None:
            try:
                self._done = next(self._portions)
            except StopIteration as end:
                self._done, self._found = self._parameters, end.value
            if time.perf_counter() >= late:
                break
        return CheckProgress(self.number, *self._moment, self._done, self._parameters, self._found)


class FrameBuilder:
    """Takes frames of one training, each map with a pass of its own."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._passes: dict[int, Pass] = {}
        self._train: Pass | None = None
        self._probe: Probe | None = None
        self._points: tuple[tuple[float, float], ...] = ()
        self._told: dict[str, Pass] = {}
        self._checking: Checking | None = None
        self._lookahead: Lookahead | None = None

    def frame(self, look: Look) -> Frame:
        """Return what is asked for, as it is now."""
        training = self._training
        history = training.history
        layer_statistics = (
            self._layer_statistics(look.bins) if look.layer_statistics or look.findings else None
        )
        first = look.rows if look.stride == history.stride and look.rows <= len(history.rows) else 0
        return Frame(
            figures=training.figures(),
            rows=tuple(history.rows[first:]),
            first=first,
            stride=history.stride,
            earlier=bool(history.rows) and history.rows[-1].epoch > training.epochs,
            learning_rate=float(np.squeeze(training.learning_rate)),
            clipped=float(np.squeeze(training.clipped)),
            map=self._map(look.map),
            units=self._units(look.units),
            snapshot=training.snapshot() if look.snapshot else None,
            timeline=self._timeline() if look.timeline else (),
            trace=self._trace(look.trace),
            inside=self._inside() if look.inside else None,
            unit=None if look.unit is None else self._unit(*look.unit),
            layer_statistics=layer_statistics if look.layer_statistics else None,
            findings=diagnose(Case.of(training, layer_statistics))
            if layer_statistics and look.findings
            else None,
            outputs=_single(self._all_samples().a) if look.outputs else None,
            at=self._at(look.at) if look.at else None,
            bent=self._bent(*look.bent) if look.bent else None,
            check=self._check(look.check),
        )

    def _check(self, number: int) -> CheckProgress | None:
        if not number:
            self._checking = None
            return None
        if self._checking is None or self._checking.number != number:
            self._checking = Checking(number, self._training)
        return self._checking.go_on()

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

    def _layer_statistics(self, bins: int) -> NetworkStatistics:
        if self._probe is None:
            self._probe = Probe(self._training)
        return self._probe.layer_statistics(bins)

    def _run(self, name: str, inputs: Callable[[], Array]) -> Pass:
        """Return a pass of its own name, after it has gone over its inputs."""
        if name not in self._told:
            x = inputs()
            run = self._training.network.bind(len(x))
            with np.errstate(over="ignore"):  # a formula may go beyond single precision far from the samples
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
        return _single(run.a)

    def _bent(self, layer: int, across: int, up: int) -> Array | None:
        """Return None where there are no such units: the asker knows another network."""
        widths = self._training.network.widths
        if not (0 <= layer < len(widths) - 1 and max(across, up) < widths[layer + 1]):
            return None
        runs = self._run("grid", lambda: self._training.experiment.told(grid(LINES))), self._all_samples()
        both = [run.layers[layer].handles["a"][:, [across, up]] for run in runs]
        return _single(np.concatenate(both))

    def _pass(self, side: int) -> Pass:
        if side not in self._passes:
            run = self._training.network.bind(side * side)
            with np.errstate(over="ignore"):
                run.x[...] = self._training.experiment.told(plane(side))
            self._passes[side] = run
        with np.errstate(all="ignore"):
            self._passes[side].forward()
        return self._passes[side]

    def _map(self, side: int) -> Array | None:
        return _single(self._pass(side).a.reshape(side, side, -1)) if side else None

    def _units(self, side: int) -> tuple[Array, ...]:
        if not side:
            return ()
        layers = self._pass(side).layers
        return tuple(_single(layer.handles["a"].reshape(side, side, -1)) for layer in layers)

    def _inside(self) -> Inside:
        network, batch, stepping = self._training.network, self._training.batch, self._training.stepping
        self._training.note_changes()
        step = stepping if stepping.noted else self._ahead()
        masks = (layer.handles.get("mask") for layer in batch.layers)
        return Inside(
            network.parameters[0].copy(),
            step.gradient[0].copy(),
            step.change[0].copy(),
            stepping.noted,
            network.state[0].copy(),
            tuple(None if mask is None else mask > 0.0 for mask in masks),
        )

    def _ahead(self) -> TrainingStep:
        if self._lookahead is None:
            self._lookahead = Lookahead(self._training)
        with np.errstate(all="ignore"):
            return self._lookahead.step().stepping

    def _unit(self, layer: int, number: int) -> Unit | None:
        if not 0 <= layer < len(self._training.network.layers):
            return None
        if number >= self._training.network.widths[layer + 1]:
            return None
        over = _single(self._pass(UNIT_SIDE).layers[layer].handles["a"][:, number])
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


def _single(numbers: Array) -> Array:
    """Return numbers as they are sent to be drawn; those beyond single precision are infinite."""
    with np.errstate(over="ignore"):
        return numbers.astype(np.float32)

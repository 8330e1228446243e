"""Looks at one training without disturbing it, with passes of its own that are made once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy as np

from playground.data.plane_grid import middles
from playground.engine.activations.base import Array
from playground.engine.passes import Pass
from playground.training.checkpoints import Snapshot
from playground.training.step_preview import NextStep, StepPreview
from playground.training.training import Training

T = TypeVar("T")
PORTION = 2**20
"""Numbers that a layer makes of samples at a time: a few megabytes."""


class Observer:
    """What answers are made with: the training, passes over chosen inputs, and memory from frame to frame."""

    def __init__(self, training: Training) -> None:
        self.training = training
        self.present: Snapshot | None = None
        """Where the run is while an earlier moment of it is shown."""
        self._passes: dict[str, tuple[Hashable, Pass]] = {}
        self._kept: dict[Hashable, Any] = {}
        self._carried: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}
        self._once: dict[Hashable, Any] = {}

    def begin(self, present: Snapshot | None) -> None:
        """Begin another frame: what was computed for the last one no longer holds."""
        self.present = present
        self._once.clear()
        self._carried, self._before = {}, self._carried

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under a key, which is made once for this training."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[no-any-return]

    def carry(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what the last frame carried under a key, or make it; unasked for, it is let go."""
        if key not in self._carried:
            self._carried[key] = self._before[key] if key in self._before else make()
        return self._carried[key]  # type: ignore[no-any-return]

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made under a key for this frame, or make it."""
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]  # type: ignore[no-any-return]

    @property
    def ahead(self) -> StepPreview:
        """The second training in which the next step is made."""
        return self.keep("step preview", lambda: StepPreview(self.training))

    def next_step(self) -> NextStep:
        """Return the step that the training will make next, made in a second training."""

        def step() -> NextStep:
            with np.errstate(all="ignore"):
                return self.ahead.step()

        return self.once("next step", step)

    def over(self, name: str, about: Hashable, inputs: Callable[[], Array]) -> Pass:
        """Return a forward pass over inputs, (batch, inputs). There is one to a name; others take its place.

        ``about`` is what tells the inputs of one name apart.
        """
        known, run = self._passes.get(name, (None, None))
        if run is None or known != about:
            x = inputs()
            if run is None or len(run.x) != len(x):
                run = self.training.network.bind(len(x))
            self._once.pop(run, None)  # what it has computed is of the inputs before
            with np.errstate(over="ignore"):  # a formula may go beyond single precision far from the samples
                run.x[...] = x
            self._passes[name] = about, run

        def forward() -> Pass:
            with np.errstate(all="ignore"):
                run.forward()
            return run

        return self.once(run, forward)

    def of_samples(self, pick: Callable[[Pass], Array]) -> Array:
        """Return what ``pick`` takes, (batch, ...), of forward passes over all samples.

        Those of train come first, then validation, then test. Where a layer makes many numbers of them they
        pass in portions, so that memory does not grow with the samples.
        """
        return self.of_inputs("samples", self.inputs, pick)

    @property
    def inputs(self) -> Array:
        """The inputs of all samples, (samples, inputs), in that order."""
        parts = self.training.experiment.samples_in_rows
        return self.keep("samples", lambda: np.concatenate([part.inputs for part in parts]))

    def of_inputs(self, name: str, inputs: Array, pick: Callable[[Pass], Array]) -> Array:
        """Return the same of inputs (samples, inputs) that are always the same under a name."""
        network = self.training.network
        most = max(1, PORTION // max(network.widths))
        if len(inputs) <= most:
            return pick(self.over(name, None, lambda: inputs))
        found = []
        for start in range(0, len(inputs), most):
            rows = inputs[start : start + most]
            run = self.keep(("samples", len(rows)), lambda rows=rows: network.bind(len(rows)))  # type: ignore[misc]
            run.x[...] = rows
            with np.errstate(all="ignore"):
                run.forward()
            found.append(pick(run).copy())
        return np.concatenate(found)

    def over_points(self, name: str, points: Array, held: tuple[float, ...] = ()) -> Pass | None:
        """Return a forward pass over points of the plane, (points, 2); None if samples lie in no plane.

        ``held`` is where inputs beyond the plane's two are, as in ``Experiment.inputs_at``.
        """
        experiment = self.training.experiment
        if experiment.plane is None:
            return None
        return self.over(name, (points.tobytes(), held), lambda: experiment.inputs_at(points, held))

    def over_plane(self, side: int, held: tuple[float, ...] = ()) -> Pass | None:
        """Return a forward pass over the middles of a map's squares, bottom row first.

        None where the samples do not lie in a plane. ``held`` is as in ``over_points``.
        """
        experiment = self.training.experiment
        if experiment.plane is None:
            return None
        return self.over(f"plane {side}", held, lambda: experiment.inputs_at(middles(side), held))


def single(numbers: Array) -> Array:
    """Return numbers as they are sent to be drawn; those beyond single precision are infinite."""
    with np.errstate(over="ignore"):
        return numbers.astype(np.float32)

"""Outputs at single inputs: at all samples, at points of the plane, and of two units that bend it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.data.plane_grid import crossings
from playground.engine.activations.base import Array
from playground.engine.passes import Pass
from playground.worker.observer import Observer, single
from playground.worker.requests.base import Request

LINES = 25
"""Points to a side of the grid that shows how a layer bends the plane."""


@dataclass(frozen=True)
class SampleOutputs(Request[Array]):
    """The outputs for all samples, (samples, outputs): those of train, then validation, then test."""

    def answer(self, observer: Observer) -> Array:
        return single(observer.of_samples(lambda run: run.a))


@dataclass(frozen=True)
class OtherOutputs(Request[Array]):
    """The outputs for a test set of another shape, (samples, outputs); None where there is none."""

    def answer(self, observer: Observer) -> Array | None:
        training = observer.training
        test = training.experiment.samples["test"]
        if test.shape == training.network.shapes[0]:
            return None
        with np.errstate(all="ignore"):
            return single(training.network.with_input_shape(test.shape).predict(test.inputs))


@dataclass(frozen=True)
class PointOutputs(Request[Array]):
    """The outputs at points of the plane, (points, outputs); None where there is no plane."""

    points: tuple[tuple[float, float], ...]
    held: tuple[float, ...] = ()
    """Where inputs beyond the plane's two are; without such numbers at their means."""

    def answer(self, observer: Observer) -> Array | None:
        run = observer.over_points("points", np.array(self.points, float), self.held)
        return None if run is None else single(run.a)


@dataclass(frozen=True)
class BentGrid(Request[Array]):
    """Outputs of two units of a layer, over a grid of ``LINES`` by ``LINES`` points and then for all samples.

    (points, 2). Without a plane for all samples only; None where there are no such units.
    """

    layer: int
    across: int
    up: int
    held: tuple[float, ...] = ()
    """Where inputs beyond the plane's two are; without such numbers at their means."""

    def answer(self, observer: Observer) -> Array | None:
        widths = observer.training.network.widths
        if not (0 <= self.layer < len(widths) - 1 and max(self.across, self.up) < widths[self.layer + 1]):
            return None
        grid = observer.over_points("grid", crossings(LINES), self.held)
        both = [] if grid is None else [self._pick(grid)]
        return single(np.concatenate([*both, observer.of_samples(self._pick)]))

    def _pick(self, run: Pass) -> Array:
        handed_on: Array = run.layers[self.layer].handles["a"][:, [self.across, self.up]]
        return handed_on

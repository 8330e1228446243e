"""One unit shown by itself: over the plane, and at the training samples."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from playground.engine.activations.base import Array
from playground.worker.observer import Observer, single
from playground.worker.requests.base import Request

SIDE, SAMPLES = 60, 300
"""Points to a side of the map, and how many samples are shown with it at most."""


@dataclass(frozen=True, eq=False)
class UnitActivity:
    """What one unit puts out: over the plane, and for the training samples."""

    map: Array | None
    """(SIDE, SIDE), bottom row first; None where there is no plane."""
    z: Array
    """Its sum for each of the first training samples, (samples,); empty in a layer without sums."""
    a: Array
    """Its output for the same samples, (samples,)."""


@dataclass(frozen=True)
class OneUnit(Request[UnitActivity]):
    """The activity of one unit; None where there is no such unit."""

    layer: int
    number: int
    held: tuple[float, ...] = ()
    """Where inputs beyond the plane's two are; without such numbers at their means."""

    def answer(self, observer: Observer) -> UnitActivity | None:
        network = observer.training.network
        if not (0 <= self.layer < len(network.layers) and self.number < network.widths[self.layer + 1]):
            return None
        plane = observer.over_plane(SIDE, self.held)
        over = None
        if plane is not None:
            over = single(plane.layers[self.layer].handles["a"][:, self.number]).reshape(SIDE, SIDE)
        samples = observer.training.experiment.samples["train"]
        at = observer.over("train", SAMPLES, lambda: samples.inputs[:SAMPLES]).layers[self.layer].handles
        a, z = at["a"], at.get("z")
        if z is None:
            return UnitActivity(over, np.empty(0), a[:, self.number].copy())
        z = z.reshape(len(z), math.prod(z.shape[1:]))
        earlier = z.shape[1] - a.shape[1]  # sums of steps whose outputs are not handed on
        return UnitActivity(over, z[:, earlier + self.number].copy(), a[:, self.number].copy())

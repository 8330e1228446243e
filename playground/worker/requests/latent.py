"""The latent plane of a layer of two units: samples in it, and what later layers make of any place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.engine.activations.base import Array
from playground.worker.observer import Observer, single
from playground.worker.requests.base import Request

Range = tuple[float, float]


@dataclass(frozen=True)
class LatentCodes(Request[Array]):
    """What two units of a layer are for all samples, (samples, 2): those of train, validation, test.

    None where the layer has another number of units, or is the last one.
    """

    layer: int

    def answer(self, observer: Observer) -> Array | None:
        if not _has_two(observer, self.layer):
            return None
        return single(observer.of_samples(lambda run: run.layers[self.layer].handles["a"]))


@dataclass(frozen=True)
class Decoded(Request[Array]):
    """The outputs (outputs,) if a layer's two units were these; None where it has another number of units."""

    layer: int
    code: tuple[float, float]

    def answer(self, observer: Observer) -> Array | None:
        if not _has_two(observer, self.layer):
            return None
        found: Array = _decoded(observer, self.layer, np.array([self.code]))[0]
        return found


@dataclass(frozen=True)
class DecodedMap(Request[Array]):
    """The outputs (up, across, outputs), the bottom row first, at the middles of a map's fields.

    None where the layer has another number of units than two.
    """

    layer: int
    x: Range
    """From and to along the first unit ..."""
    y: Range
    """... and along the second one."""
    across: int
    up: int

    def answer(self, observer: Observer) -> Array | None:
        if not _has_two(observer, self.layer):
            return None
        xs, ys = _middles(self.x, self.across), _middles(self.y, self.up)
        places = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
        return _decoded(observer, self.layer, places).reshape(self.up, self.across, -1)


def _middles(ends: Range, count: int) -> Array:
    """Return the middles of so many pieces of equal length."""
    low, high = ends
    found: Array = low + (np.arange(count) + 0.5) * (high - low) / count
    return found


def _has_two(observer: Observer, layer: int) -> bool:
    widths = observer.training.network.widths[1:]
    return 0 <= layer < len(widths) - 1 and widths[layer] == 2


def _decoded(observer: Observer, layer: int, codes: Array) -> Array:
    """Return what the layers behind one make of its outputs, codes (n, 2): (n, outputs)."""
    network = observer.training.network
    run = observer.keep(("decoding", len(codes)), lambda: network.bind(len(codes)))
    with np.errstate(all="ignore"):
        run.layers[layer].handles["a"][...] = codes
        for later in run.layers[layer + 1 :]:
            for procedure in later.forward:
                procedure()
    return single(run.a)

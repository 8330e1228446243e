"""Maps: outputs over the plane, of the whole network or of every unit."""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.activations.base import Array
from playground.worker.observer import Observer, single
from playground.worker.requests.base import Request


@dataclass(frozen=True)
class OutputMap(Request[Array]):
    """The outputs over the plane, (side, side, outputs), bottom row first."""

    side: int
    """Points to a side."""

    def answer(self, observer: Observer) -> Array:
        return single(observer.over_plane(self.side).a.reshape(self.side, self.side, -1))


@dataclass(frozen=True)
class UnitMaps(Request[tuple[Array, ...]]):
    """For each layer the outputs of its units over the plane, (side, side, units), bottom row first."""

    side: int
    """Points to a side."""

    def answer(self, observer: Observer) -> tuple[Array, ...]:
        layers = observer.over_plane(self.side).layers
        return tuple(single(layer.handles["a"].reshape(self.side, self.side, -1)) for layer in layers)

"""Maps: outputs over the plane, of the whole network or of every unit; None where there is no plane."""

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
    held: tuple[float, ...] = ()
    """Where inputs beyond the plane's two are; without such numbers at their means."""

    def answer(self, observer: Observer) -> Array | None:
        run = observer.over_plane(self.side, self.held)
        return None if run is None else single(run.a.reshape(self.side, self.side, -1))


@dataclass(frozen=True)
class UnitMaps(Request[tuple[Array, ...]]):
    """For each layer the outputs of its units over the plane, (side, side, units), bottom row first."""

    side: int
    """Points to a side."""
    held: tuple[float, ...] = ()
    """Where inputs beyond the plane's two are; without such numbers at their means."""

    def answer(self, observer: Observer) -> tuple[Array, ...] | None:
        run = observer.over_plane(self.side, self.held)
        if run is None:
            return None
        return tuple(single(layer.handles["a"].reshape(self.side, self.side, -1)) for layer in run.layers)

"""Where a walk through all units and parameters of a step has come to."""

from __future__ import annotations

from playground.microscope import Trace
from playground.microscope.steps import Grain, Stop, back, onward, stops


class StepWalk:
    """Goes from stop to stop."""

    def __init__(self) -> None:
        self._at = 0

    def begin(self) -> None:
        """Go to the first stop."""
        self._at = 0

    def step(self, trace: Trace, by: int, grain: Grain) -> tuple[Stop, bool]:
        """Go on or back by something of this grain; return the stop, and whether it is another."""
        found = stops(trace)
        now = min(self._at, len(found) - 1)
        self._at = (onward if by > 0 else back)(found, now, grain)
        return found[self._at], self._at != now

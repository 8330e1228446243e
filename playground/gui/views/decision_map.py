"""The network's outputs over the plane as a picture, and the line where its decision changes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.data.plane_grid import REACH
from playground.data.targets.base import Targets
from playground.gui.theme import Theme
from playground.gui.views.plane import PlanePlot
from playground.gui.views.shades import Shading, boundaries, shade


class DecisionMap:
    """Draws the last outputs that it was given, in the way that is chosen."""

    def __init__(self, plot: PlanePlot) -> None:
        self.shading, self.lined = Shading.OUTPUTS, True
        self._plot = plot
        self._outputs: npt.NDArray[np.floating] | None = None

    def take(self, outputs: npt.NDArray[np.floating]) -> None:
        """Keep outputs (side, side, units) of the whole plane, bottom row first, for ``draw``."""
        self._outputs = outputs

    def clear(self) -> None:
        """Show neither picture nor line."""
        self._outputs = None
        self._plot.image.clear()
        self._plot.show_line(np.zeros((0, 2)))

    def choose(self, shading: Shading, on: bool) -> None:
        """Shade in a way, or, if that is the way now, by the outputs again."""
        if on:
            self.shading = shading
        elif self.shading is shading:
            self.shading = Shading.OUTPUTS

    def draw(self, theme: Theme, targets: Targets) -> None:
        """Show what was taken, unless it is of a network that is not there any more."""
        if self._outputs is None or self._outputs.shape[-1] != targets.units:
            return
        self._plot.show_map(
            shade(theme, targets, self._outputs, self.shading), self.shading is not Shading.DECISIONS
        )
        self._plot.show_line(boundaries(targets, self._outputs, REACH) if self.lined else np.zeros((0, 2)))

"""The point of the plane that was clicked: its marks in the plots, and the card with its prediction."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled
from playground.gui.views.function import FunctionPlot, heights
from playground.gui.views.plane import PlanePlot
from playground.gui.views.plot import Plot
from playground.gui.views.prediction import PredictionCard, findings, whereabouts


class InspectedPoint:
    """Where the network's outputs are looked at, if anywhere."""

    def __init__(self, card: PredictionCard, plane: PlanePlot, line: FunctionPlot) -> None:
        self.point: tuple[float, float] | None = None
        self._card, self._plane, self._line = card, plane, line
        self._spots: npt.NDArray[np.floating] = np.zeros((0, 2))  # of the samples, in the plot in sight

    def move(self, point: tuple[float, float], ringed: bool) -> None:
        """Mark another point; a ring around the sample that lies there is mark enough."""
        self.point = point
        self._plane.marker.setData(*([], []) if ringed else ([point[0]], [point[1]]))
        self._line.marker.setPos(point[0])
        self._line.marker.show()

    def forget(self) -> None:
        """Inspect no point."""
        self.point = None
        self._card.hide()
        self._plane.marker.setData([], [])
        self._line.marker.hide()

    def show_outputs(
        self, experiment: Experiment, sampled: Sampled, outputs: npt.NDArray[np.floating], plot: Plot
    ) -> None:
        """Write on the card what the network answers there, (units,), and place it on the plot in sight."""
        if self.point is not None and experiment.plane is not None:
            lines = findings(experiment, sampled, self.point, outputs)
            self._card.lines = whereabouts(experiment, self.point, plot is self._line) + lines
            self._spots = self._where(experiment, sampled, plot)
            self.place(plot, anew=True)

    def place(self, plot: Plot, anew: bool = False) -> None:
        """Place the card anew on a plot that has another size."""
        if self.point is not None and (anew or self._card.isVisible()):
            self._card.place(plot, self.point, self._spots)

    def _where(self, experiment: Experiment, sampled: Sampled, plot: Plot) -> npt.NDArray[np.floating]:
        """Return where the samples (n, 2) are in a plot."""
        if plot is self._plane:
            return sampled.xy
        return np.stack([sampled.xy[:, 0], heights(experiment, sampled)], axis=1)

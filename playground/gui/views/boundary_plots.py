"""The two plots of the boundary: the plane, and the line along x₁ where nothing else counts."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled
from playground.gui.theme import Theme
from playground.gui.views.function import FunctionPlot, flat_at, heights
from playground.gui.views.plane import PlanePlot, Square
from playground.gui.views.plot import Plot


class BoundaryPlots(QStackedWidget):
    """Shows one of the plots, with the samples in it."""

    clicked = Signal(float, float, object)
    """A point of the plot in sight was clicked at, with which modifiers."""

    def __init__(self) -> None:
        super().__init__()
        self.plane, self.line = PlanePlot(), FunctionPlot()
        self.flat: float | None = None
        """Where on the plane the line lies, in x₂; None where the plane is shown."""
        self.addWidget(Square(self.plane))
        self.addWidget(self.line)
        for plot in (self.plane, self.line):
            plot.setAccessibleName(self.tr("Decision boundary"))
            plot.clicked.connect(self.clicked)

    @property
    def shown(self) -> Plot:
        """The plot in sight."""
        return self.plane if self.flat is None else self.line

    @property
    def along(self) -> list[tuple[float, float]]:
        """The points of the plane of which the line shows the outputs; none where the plane is shown."""
        return [] if self.flat is None else [(float(x1), self.flat) for x1 in self.line.along]

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the plot that an experiment needs."""
        self.flat = flat_at(experiment) if experiment.features else None
        self.setCurrentIndex(0 if self.flat is None else 1)

    def show_samples(self, theme: Theme, experiment: Experiment, sampled: Sampled) -> None:
        """Show an experiment's samples in the plot in sight."""
        plot = self.plane if self.flat is None else self.line
        plot.show_samples(theme, experiment, sampled)

    def show_chosen(self, experiment: Experiment, sampled: Sampled, rows: tuple[int, ...]) -> None:
        """Mark the samples in these rows of all points."""
        places = sampled.chosen(rows)
        self.plane.chosen.setData(pos=sampled.xy[places], size=13)
        high = heights(experiment, sampled)[places]
        self.line.chosen.setData(sampled.xy[places, 0], high, size=15)

    def meant(
        self, experiment: Experiment, sampled: Sampled, x: float, y: float
    ) -> tuple[tuple[float, float], int | None]:
        """Return the point of the plane that a click means, and which sample lies there, if one does."""
        spots = sampled.xy
        if self.flat is not None:
            spots = np.stack([sampled.xy[:, 0], heights(experiment, sampled)], axis=1)
        place = self.shown.nearest(spots, x, y)
        if place is None:
            return (x, y if self.flat is None else self.flat), None
        return (float(sampled.xy[place, 0]), float(sampled.xy[place, 1])), place

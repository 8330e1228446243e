"""The displacements view: lines from points of the plane to where they are sent when reconstructed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout

from playground.data.features import plain
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.chosen_samples import ChosenSamples
from playground.gui.views.plot import Plot
from playground.gui.views.sample_colours import sample_colours
from playground.gui.views.view import View
from playground.gui.widgets.themed import apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.outputs import SampleOutputs

GRADES = 7
"""Colours of values."""
DOT, FAINT = 5, 0.45
"""Pixels of the dot at which a line ends, and how much of its colour the line has."""
Values = npt.NDArray[np.floating]


class DisplacementsView(View):
    """A line from every point, with a dot where it ends: short where points come out as they went in."""

    kind = "displacements"
    title = "Displacements"
    about = "A line from every point to the dot where the network sends it"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self._groups: list[tuple[npt.NDArray[np.intp], pg.PlotCurveItem, pg.ScatterPlotItem]] = []
        self.sent: Values = np.zeros((0, 2))
        """Where each sample is sent, in the plane."""
        self.plot = Plot()
        self.plot.setAccessibleName(self.tr("Displacements"))
        self.chosen = ChosenSamples(self.plot, selection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        apply_theme(self, theme)

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        """Return whether points of the plane are to come out as they are, and not features of them."""
        inputs = experiment.points.inputs
        reconstructs = experiment.reconstruct and experiment.plane is not None and len(inputs) > 0
        return reconstructs and experiment.features == plain(inputs.shape[1])

    @property
    def requests(self) -> Sequence[Request[Any]]:
        return (SampleOutputs(),)

    def show_experiment(self, experiment: Experiment) -> None:
        there = self.suits(experiment)
        self._experiment = experiment if there else None
        self._sampled = Sampled.of(experiment) if there else None
        self.sent = np.zeros((0, 2))
        self._group()

    def show_frame(self, frame: Frame) -> None:
        outputs = frame.answer(SampleOutputs())
        experiment, sampled = self._experiment, self._sampled
        if outputs is None or experiment is None or sampled is None or experiment.plane is None:
            return
        if outputs.shape == sampled.targets.shape and np.isfinite(outputs).all():
            self.sent = experiment.plane.places(outputs.astype(float))
            self._draw()

    def clear(self) -> None:
        self.sent = np.zeros((0, 2))

    def show_nothing(self) -> None:
        self.clear()
        for _, lines, dots in self._groups:
            lines.setData([], [])
            dots.setData([], [])
        self.chosen.show_nothing()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._group()

    def _group(self) -> None:
        """Make lines and dots for each colour, and draw what is known."""
        for _, *items in self._groups:
            for item in items:
                self.plot.remove(item)
        self._groups = []
        if self._sampled is None:
            return
        colours, groups = sample_colours(self.theme, *self._sampled.own, GRADES)
        for group in np.unique(groups):
            colour = colours[int(group)]
            faint = self.theme.faded(colour.name(), FAINT)
            lines = pg.PlotCurveItem(connect="pairs", pen=pg.mkPen(faint, width=1))
            dots = pg.ScatterPlotItem(pxMode=True, symbol="o", size=DOT, pen=None, brush=pg.mkBrush(colour))
            dots.setZValue(0.5)
            self.plot.add(lines, dots)
            self._groups.append((np.flatnonzero(groups == group), lines, dots))
        self._draw()

    def _draw(self) -> None:
        sampled = self._sampled
        if sampled is None or len(self.sent) != len(sampled):
            return
        for places, lines, dots in self._groups:
            ends = np.stack([sampled.xy[places], self.sent[places]], axis=1).reshape(-1, 2)
            lines.setData(ends[:, 0], ends[:, 1])
            dots.setData(pos=self.sent[places])
        both = np.concatenate([sampled.xy, self.sent])
        low, high = both.min(axis=0), both.max(axis=0)
        pad = 0.06 * np.maximum(high - low, 1e-6)
        (left, bottom), (right, top) = np.floor(low - pad).tolist(), np.ceil(high + pad).tolist()
        self.plot.show_range((left, right), (bottom, top))
        self.chosen.show(sampled, sampled.xy)

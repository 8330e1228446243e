"""Chosen samples in a plot of samples: rings around them, and the click that chooses one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg

from playground.gui.network.sampled import Sampled, choose_samples
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.plot import Plot
from playground.gui.widgets.themed import Themed

Spots = npt.NDArray[np.floating]


class ChosenSamples(Themed):
    """Rings what is chosen, wherever it was chosen; a click beside all samples chooses none."""

    def __init__(self, plot: Plot, selection: Selection) -> None:
        self._plot, self._selection = plot, selection
        self._sampled: Sampled | None = None
        self._spots: Spots = np.zeros((0, 2))
        self.rings = pg.ScatterPlotItem(pxMode=True, symbol="o", size=13, brush=None)
        self.rings.setZValue(1)
        plot.add(self.rings)
        plot.themed.append(self)
        plot.clicked.connect(self._choose_nearest)
        selection.changed.connect(lambda _: self._draw())

    def show(self, sampled: Sampled, spots: Spots) -> None:
        """Take the samples and where each of them lies in the plot, (samples, 2)."""
        self._sampled, self._spots = sampled, spots
        self._draw()

    def show_nothing(self) -> None:
        """Ring nothing, and choose nothing, until samples are shown again."""
        self._sampled = None
        self.rings.setData([], [])

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.rings.setPen(pg.mkPen(theme.accent, width=2))

    def _draw(self) -> None:
        if self._sampled is not None:
            self.rings.setData(pos=self._spots[self._sampled.chosen(self._selection.chosen.samples)])

    def _choose_nearest(self, x: float, y: float, _: object) -> None:
        if self._sampled is not None and len(self._spots):
            place = self._plot.nearest(self._spots, x, y)
            choose_samples(self._selection, () if place is None else (int(self._sampled.rows[place]),))

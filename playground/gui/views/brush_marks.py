"""What the brush draws over a plot: its ring, the band that selects, and marks around what is selected."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg

from playground.data.painting.brush import Place
from playground.data.samples import Array
from playground.gui.theme import Theme
from playground.gui.views.plot import Plot
from playground.gui.widgets.themed import Themed

CIRCLE = np.linspace(0.0, 2.0 * np.pi, 49)


class BrushMarks(Themed):
    """Three items over all others of a plot."""

    def __init__(self, plot: Plot) -> None:
        plot.themed.append(self)
        self._ring, self._band = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._chosen = pg.ScatterPlotItem(pxMode=True, symbol="o", size=14, brush=None)
        for item in (self._ring, self._band, self._chosen):
            item.setZValue(20)
            plot.add(item)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._ring.setPen(pg.mkPen(theme.text, width=1))
        self._band.setPen(pg.mkPen(theme.accent, width=1))
        self._chosen.setPen(pg.mkPen(theme.accent, width=2))

    def show_ring(self, at: Place, radius: float) -> None:
        """Show how far the brush reaches; radius 0 shows nothing."""
        around = CIRCLE if radius else np.zeros(0)
        self._ring.setData(at[0] + radius * np.cos(around), at[1] + radius * np.sin(around))

    def show_band(self, corner: Place, other: Place) -> None:
        """Show the rectangle between two corners; two alike show nothing."""
        (x1, y1), (x2, y2) = corner, other
        self._band.setData([x1, x2, x2, x1, x1], [y1, y1, y2, y2, y1])

    def show_chosen(self, places: Array) -> None:
        """Show marks around places (points, 2)."""
        self._chosen.setData(pos=places)

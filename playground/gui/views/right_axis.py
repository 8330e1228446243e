"""Curves with an axis of their own, at the right of a plot, from 0 to 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Qt

from playground.gui.theme import Theme
from playground.gui.views.axes import Axis
from playground.gui.views.plot import Plot
from playground.gui.views.run_curves import draw_parts, part_curves
from playground.gui.widgets.themed import Themed

Values = npt.NDArray[np.floating]


class RightAxis(Themed):
    """One dotted curve for each part of the samples, over the same lower axis as the plot's own curves."""

    def __init__(self, plot: Plot, text: str) -> None:
        plot.themed.append(self)
        self._plot = plot
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._box.setEnabled(False)  # the mouse is the plot's own
        self._axis = Axis("right")
        self._axis.set_name(text)
        plot.axes.add_axis("right", self._axis, self._box)
        plot.scene().addItem(self._box)
        self._box.setXLink(plot.field)
        self.curves = part_curves()
        for curve in self.curves.values():
            self._box.addItem(curve)
        plot.field.sigResized.connect(self._follow)
        self.show(False)

    def show(self, shown: bool) -> None:
        """Show or hide the curves and their axis."""
        self._axis.setVisible(shown)
        self._box.setVisible(shown)

    def draw(self, epochs: Values, columns: dict[str, Values]) -> None:
        """Show one column of shares for each part."""
        draw_parts(self.curves, epochs, columns)
        every = np.concatenate(list(columns.values()))
        least = float(every[np.isfinite(every)].min(initial=1.0))
        self._box.setYRange(min(0.4, least), 1.0, padding=0.02)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._axis.set_theme(theme)
        for name, colour in theme.curves().items():
            self.curves[name].setPen(pg.mkPen(colour, width=1, style=Qt.PenStyle.DotLine))

    def _follow(self) -> None:
        self._box.setGeometry(self._plot.field.sceneBoundingRect())
        self._box.linkedViewChanged(self._plot.field, self._box.XAxis)

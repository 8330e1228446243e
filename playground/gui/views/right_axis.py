"""Curves with an axis of their own, at the right of a plot, from 0 to 1."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from playground.gui.theme import Theme, font
from playground.gui.views.curve_key import PARTS, curve_colours
from playground.gui.views.plot import Axis, Plot

Values = npt.NDArray[np.floating]


class RightAxis:
    """One dashed curve for each part of the samples, over the same lower axis as the plot's own curves."""

    def __init__(self, plot: Plot, text: str) -> None:
        self._plot, self._text = plot, text
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self._box.setEnabled(False)  # the mouse is the plot's own
        self._axis = Axis("right")
        self._axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
        self._axis.setTickFont(font(11))
        plot.plotItem.setAxisItems({"right": self._axis})
        plot.scene().addItem(self._box)
        self._axis.linkToView(self._box)
        self._box.setXLink(plot.plotItem)
        self.curves = {name: pg.PlotCurveItem() for name in PARTS}
        for curve in self.curves.values():
            self._box.addItem(curve)
        plot.getViewBox().sigResized.connect(self._follow)
        self.show(False)

    def show(self, shown: bool) -> None:
        """Show or hide the curves and their axis."""
        self._plot.showAxis("right", shown)
        self._box.setVisible(shown)

    def draw(self, epochs: Values, columns: dict[str, Values]) -> None:
        """Show one column of shares for each part."""
        for name, curve in self.curves.items():
            curve.setData(epochs, columns[name], connect="finite")
        every = np.concatenate(list(columns.values()))
        least = float(every[np.isfinite(every)].min(initial=1.0))
        self._box.setYRange(min(0.4, least), 1.0, padding=0.02)

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._axis.setPen(pg.mkPen(None))
        self._axis.setTextPen(QColor(theme.secondary))
        self._axis.labelStyle = {"color": theme.secondary, "font-size": "11px"}
        self._axis.setLabel(self._text)
        for name, colour in curve_colours(theme).items():
            self.curves[name].setPen(pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine))

    def _follow(self) -> None:
        self._box.setGeometry(self._plot.getViewBox().sceneBoundingRect())
        self._box.linkedViewChanged(self._plot.getViewBox(), self._box.XAxis)

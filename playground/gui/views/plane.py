"""The plane as a plot: a map, the lines where decisions change, samples, and rings around some of them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from playground.data.coordinates import Side
from playground.data.plane_grid import REACH
from playground.data.targets.short_names import cut
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled
from playground.gui.theme import Bytes, Theme, font
from playground.gui.views.contour import Ends
from playground.gui.views.legend import MARKERS
from playground.gui.views.plot import Plot
from playground.gui.views.sample_colours import sample_colours
from playground.gui.widgets.painted_on import keeps_lines, smooth_for

MOST = 5000
"""Points of each kind that are drawn."""
CROWDS = ((60, 1.0), (150, 0.45), (math.inf, 0.2))
"""Up to how many rings each has how much of its colour: the samples under a crowd stay in sight."""
SIZES = {"train": 7.5, "validation": 7.5, "test": 10.0}
LEFT, TOP, END, BOTTOM, NAME = 27, 7, 9, 24, 16
"""Room for the axes around the plane, and for the name of one."""
LONGEST = 24
"""Characters of a name along an edge."""
WIDE = 40
"""Pixels of a number beyond which only every other stands below the plane."""
PLANE = QRectF(-REACH, -REACH, 2 * REACH, 2 * REACH)
Values = npt.NDArray[np.floating]


class SmoothImage(pg.ImageItem):  # type: ignore[misc]
    """An image whose squares run into each other, unless it shows decisions."""

    smooth = True

    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        if self.smooth and keeps_lines(painter) and self.image is not None:
            if self.qimage is None:
                self.render()
            whole = QRectF(0.0, 0.0, self.width(), self.height())
            painter.drawImage(whole, smooth_for(painter, whole, self.qimage))
        else:
            super().paint(painter, *args)


class PlanePlot(Plot):
    """The plane from minus to plus ``REACH``, seen from above."""

    edges_changed = Signal()
    """Other numbers lie along the edges; they may need another room."""

    def __init__(self) -> None:
        super().__init__()
        self.show_range((-REACH, REACH), (-REACH, REACH))
        self.image = SmoothImage()
        self.line = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.points = {name: pg.ScatterPlotItem(pxMode=True, symbol=mark) for name, mark in MARKERS.items()}
        self.rings = pg.ScatterPlotItem(pxMode=True, symbol="o", brush=None)
        self.chosen = pg.ScatterPlotItem(pxMode=True, symbol="o", brush=None)
        self.marker = pg.ScatterPlotItem(pxMode=True, symbol="+", size=17)
        self.add(self.image, self.line, *self.points.values(), self.rings, self.chosen, self.marker)
        for still in (*self.points.values(), self.rings, self.chosen):  # the map under them changes alone
            still.setCacheMode(still.CacheMode.DeviceCoordinateCache)
        self._pens: list[Any] = [None] * len(CROWDS)
        self._sides, self._names = (Side(), Side()), ("", "")
        self._ticks(False)
        self.away_changed.connect(self._ticks)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.line.setPen(pg.mkPen(theme.text, width=1))
        self._pens = [pg.mkPen(theme.faded(theme.text, alpha), width=1) for _, alpha in CROWDS]
        self.rings.setPen(self._pen(len(self.rings.data)))
        self.chosen.setPen(pg.mkPen(theme.accent, width=2))
        self.marker.setPen(pg.mkPen(theme.surface, width=1))
        self.marker.setBrush(pg.mkBrush(theme.text))

    def show_map(self, picture: Bytes, smooth: bool) -> None:
        """Show a picture (side, side, 3) of the whole plane, bottom row first."""
        self.image.smooth = smooth
        self.image.setImage(picture, autoLevels=False, levels=None)
        self.image.setRect(PLANE)

    def show_line(self, ends: Ends) -> None:
        """Show pieces of lines, their ends (2 * pieces, 2) in pairs."""
        self.line.setData(ends[:, 0], ends[:, 1])

    def show_rings(self, spots: Values, sizes: Values) -> None:
        """Ring spots (n, 2), each by its size in pixels; a crowd of rings is faint."""
        self.rings.setPen(self._pen(len(spots)))
        self.rings.setData(pos=spots, size=sizes)

    def _pen(self, count: int) -> Any:
        """Return the pen of so many rings."""
        return next((pen for pen, (most, _) in zip(self._pens, CROWDS, strict=True) if count <= most), None)

    def show_samples(self, theme: Theme, experiment: Experiment, sampled: Sampled) -> None:
        """Show all samples, each part by its own shape, in the colours of their targets."""
        self.show_sides(experiment.points.edges, names_along(experiment))
        for name in ("bottom", "left"):
            self.axis(name).set_theme(theme)
        # Values near the middle have the map's own colour: a darker outline keeps their points in sight.
        edge = theme.surface if experiment.targets.decides else theme.secondary
        outline = pg.mkPen(QColor(edge), width=1)
        for name, whole in sampled.parts.items():
            part = slice(whole.start, min(whole.stop, whole.start + MOST))  # dealt at random: a fair choice
            palette, places = sample_colours(theme, experiment.targets, sampled.targets[part])
            colours = [pg.mkBrush(colour) for colour in palette]
            brushes = [colours[place] for place in places]
            self.points[name].setData(pos=sampled.xy[part], size=SIZES[name], pen=outline, brush=brushes)

    @property
    def left(self) -> int:
        """How much room the numbers on the left need with their name, in pixels."""
        return max(LEFT, 10 + _widest(self._sides[1])) + (NAME if self._names[1] else 0)

    @property
    def bottom(self) -> int:
        """How much room those below need."""
        return BOTTOM + (NAME if self._names[0] else 0)

    @property
    def end(self) -> int:
        """How much room the last number below needs on the right, in pixels."""
        return max(END, 2 + _widest(self._sides[0]) // 2)

    def show_sides(self, sides: tuple[Side, Side], names: tuple[str, str]) -> None:
        """Say which numbers lie along the lower edge and the left one, and what they are."""
        if (sides, names) != (self._sides, self._names):
            self._sides, self._names = sides, names
            for edge, side, name in zip(("bottom", "left"), sides, names, strict=True):
                self.axis(edge).set_side(side)
                self.axis(edge).set_name(cut(name, LONGEST))
            self._ticks(self.away)
            self.axis("left").setWidth(self.left)
            self.axis("bottom").setHeight(self.bottom)
            self.axes.grid.setContentsMargins(0, TOP, self.end, 0)
            self.edges_changed.emit()

    def _ticks(self, away: bool) -> None:
        for name, side in zip(("bottom", "left"), self._sides, strict=True):
            few = 2 if name == "bottom" and _widest(side) > WIDE else 1
            self.axis(name).setTicks(None if away else [side.marks()[::few]])


def names_along(experiment: Experiment) -> tuple[str, str]:
    """Return what lies along the plane's edges, where it has a name or others are held."""
    named = experiment.points.input_names or len(experiment.input_names) > 2
    across, up, *_ = (*experiment.input_names, "") if named else ("", "")
    return across, up


def _widest(side: Side) -> int:
    metrics = QFontMetrics(font(11))
    return max(metrics.horizontalAdvance(text) for _, text in side.marks())


class Square(QWidget):
    """Keeps a plot in its middle, so large that the plane is a square."""

    def __init__(self, plot: PlanePlot) -> None:
        super().__init__()
        self._plot = plot
        plot.setParent(self)
        plot.axes.grid.setContentsMargins(0, TOP, plot.end, 0)
        plot.axis("left").setWidth(plot.left)
        plot.axis("bottom").setHeight(plot.bottom)
        plot.edges_changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        room = self._plot.left + self._plot.end
        above = TOP + self._plot.bottom
        side = min(self.width() - room, self.height() - above)
        left = (self.width() - side - room) // 2
        self._plot.setGeometry(left, 0, side + room, side + above)

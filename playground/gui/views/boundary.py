"""The boundary view: what the network says over the plane, and the samples on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from playground.data.samples import Points
from playground.experiment import Experiment
from playground.frames import REACH, Frame
from playground.gui.attention import Attention
from playground.gui.controls import named
from playground.gui.theme import Bytes, Theme, font
from playground.gui.views.brush import Brush
from playground.gui.views.brush_bar import BrushBar
from playground.gui.views.plot import Plot
from playground.gui.views.view import RIGHT, View

SIDE = 100
MARKERS = {"train": "o", "validation": "s", "test": "d"}
MOST = 5000
"""Points of each kind that are drawn."""
SIZES = {"train": 7.5, "validation": 7.5, "test": 10.0}


class SmoothImage(pg.ImageItem):  # type: ignore[misc]
    """An image whose squares run into each other, unless it shows decisions."""

    smooth = True

    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.smooth)
        super().paint(painter, *args)


LEFT, TOP, END, BOTTOM = 27, 7, 9, 24
"""Room for the axes around the plane."""


class Square(QWidget):
    """Keeps a plot in its middle, so large that the plane is a square."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        plot.setParent(self)
        plot.plotItem.layout.setContentsMargins(0, TOP, END, 0)
        plot.getAxis("left").setWidth(LEFT)
        plot.getAxis("bottom").setHeight(BOTTOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = min(self.width() - LEFT - END, self.height() - TOP - BOTTOM)
        left = (self.width() - side - LEFT - END) // 2
        self._plot.setGeometry(left, 0, side + LEFT + END, side + TOP + BOTTOM)


class BoundaryView(View):
    """A map of the outputs with the samples of train (circles), validation (squares) and test (diamonds)."""

    kind = "boundary"
    title = "Decision boundary"
    about = "What the network says over the plane, and the samples"
    area = RIGHT

    def __init__(self, theme: Theme, attention: Attention) -> None:
        super().__init__(theme, attention)
        self._experiment: Experiment | None = None
        self._map: npt.NDArray[np.floating] | None = None
        self._discrete = False
        self.plot = Plot()
        self.plot.setMouseEnabled(False, False)
        self.plot.setRange(QRectF(-REACH, -REACH, 2 * REACH, 2 * REACH), padding=0)
        self.plot.setAccessibleName(self.tr("Decision boundary"))
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setTicks([[(at, f"{at}".replace("-", "−")) for at in (-6, -3, 0, 3, 6)]])
        self._image = SmoothImage()
        self.plot.addItem(self._image)
        self._points = {name: pg.ScatterPlotItem(pxMode=True, symbol=mark) for name, mark in MARKERS.items()}
        for item in self._points.values():
            self.plot.addItem(item)
        self.legend = Legend(theme)
        self.paint, self.bar = named(QToolButton(), "chip"), BrushBar(Brush(self.plot), theme)
        self.paint.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.brush.previewed.connect(self._show_samples)
        self.bar.brush.painted.connect(self.drew)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(Square(self.plot), 1)
        layout.addWidget(self.legend)
        self.set_theme(theme)

    @property
    def needs(self) -> dict[str, Any]:
        return {"map": SIDE}

    @property
    def switches(self) -> dict[str, Callable[[bool], None]]:
        return {"discrete": self.set_discrete}

    def tools(self) -> Sequence[QWidget]:
        return (self.paint,)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show an experiment's samples; the map waits for a frame."""
        self.bar.show_experiment(experiment)
        self._show_samples(experiment)

    def set_painting(self, on: bool) -> None:
        """Take the mouse for painting points, or leave it be."""
        self.bar.set_on(on)

    def _show_samples(self, experiment: Experiment) -> None:
        old, self._experiment = self._experiment, experiment
        if old is None or (old.data, old.split, old.says) != (
            experiment.data,
            experiment.split,
            experiment.says,
        ):
            self._draw_points()
            self.legend.show_experiment(experiment)

    def show_frame(self, frame: Frame) -> None:
        """Show a frame's map."""
        if frame.map is not None:
            self._map = frame.map
            self._draw_map()

    def set_discrete(self, discrete: bool) -> None:
        """Show decisions instead of outputs."""
        self._discrete, self._image.smooth = discrete, not discrete
        self._draw_map()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        super().set_theme(theme)
        self.plot.set_theme(theme)
        self.legend.set_theme(theme)
        self.bar.set_theme(theme)
        self._draw_points()
        self._draw_map()

    def _draw_points(self) -> None:
        if self._experiment is None:
            return
        # Values near the middle have the map's own colour: a darker outline keeps their points in sight.
        edge = self.theme.surface if self._experiment.classes else self.theme.secondary
        outline = pg.mkPen(QColor(edge), width=1)
        for name, item in self._points.items():
            points = self._experiment.samples[name].points
            inside = np.abs(points.xy).max(axis=1, initial=0.0) <= REACH
            shown = points[np.flatnonzero(inside)[:MOST]]  # dealt out at random: the first are a fair choice
            item.setData(pos=shown.xy, size=SIZES[name], pen=outline, brush=self._brushes(shown))

    def _brushes(self, points: Points) -> list[Any]:
        if points.classes:
            colours = [pg.mkBrush(colour) for colour in self.theme.classes()]
            return [colours[label] for label in points.truth]
        ramp = [pg.mkBrush(QColor(*map(int, colour))) for colour in self.theme.ramp(1.0)]
        return [ramp[index] for index in _levels(points.values[:, 0], -1.0, 1.0)]

    def _draw_map(self) -> None:
        if self._map is None or self._experiment is None:
            return
        self._image.setImage(self._colours(self._map, self._experiment), autoLevels=False, levels=None)
        self._image.setRect(QRectF(-REACH, -REACH, 2 * REACH, 2 * REACH))

    def _colours(self, outputs: npt.NDArray[np.floating], experiment: Experiment) -> Bytes:
        """Return the picture (side, side, 3) of outputs (side, side, units)."""
        says, classes = experiment.says, experiment.classes
        with np.errstate(all="ignore"):
            outputs = np.nan_to_num(outputs)
            if classes and outputs.shape[-1] > 1:
                if self._discrete:
                    return self.theme.blend(np.eye(outputs.shape[-1])[says.decide(outputs)])
                shares = np.clip((outputs - says.low) / (says.high - says.low), 0.0, 1.0)
                return self.theme.blend(shares / np.maximum(shares.sum(axis=-1, keepdims=True), 1.0))
            low = says.low if classes else -1.0
            values = outputs[..., 0]  # of several values the first is shown
            if self._discrete:
                values = np.where(values > (low + 1.0) / 2, 1.0, low)
            return np.asarray(self.theme.ramp()[_levels(values, low, 1.0)])


def _levels(values: npt.NDArray[Any], low: float, high: float) -> npt.NDArray[np.uint8]:
    """Return where values lie between two limits, as 0 to 255."""
    return np.clip((values - low) * (255.0 / (high - low)), 0.0, 255.0).astype(np.uint8)


class Legend(QWidget):
    """One line under the map: the markers, and the colours with what they stand for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._experiment: Experiment | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 22)

    def show_experiment(self, experiment: Experiment) -> None:
        """Explain an experiment's map."""
        self._experiment = experiment
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._experiment is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12))
        x = 30.0
        for name in MARKERS:
            if len(self._experiment.samples[name]):
                x = self._marker(painter, x, name)
        if self._experiment.classes > 2:
            self._swatches(painter, self._experiment.classes)
        else:
            self._bar(painter, x + 6)

    def _marker(self, painter: QPainter, x: float, name: str) -> float:
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.secondary))
        painter.translate(x + 5, self.height() / 2)
        if MARKERS[name] == "o":
            painter.drawEllipse(QRectF(-4, -4, 8, 8))
        else:
            painter.rotate(45.0 if MARKERS[name] == "d" else 0.0)
            painter.drawRect(QRectF(-3.6, -3.6, 7.2, 7.2))
        painter.restore()
        painter.setPen(QColor(self._theme.secondary))
        width = painter.fontMetrics().horizontalAdvance(name)
        painter.drawText(QRectF(x + 14, 0, width + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
        return x + width + 26

    def _bar(self, painter: QPainter, x: float) -> None:
        experiment = self._experiment
        assert experiment is not None
        low = experiment.says.low if experiment.classes else -1.0
        ends = [f"{low:g}".replace("-", "−"), "1"]
        right = self.width() - 10.0
        painter.setPen(QColor(self._theme.secondary))
        painter.drawText(QRectF(x, 0, 20, self.height()), Qt.AlignmentFlag.AlignCenter, ends[0])
        painter.drawText(QRectF(right - 14, 0, 16, self.height()), Qt.AlignmentFlag.AlignCenter, ends[1])
        strip = QRectF(x + 24, self.height() / 2 - 4, right - 18 - x - 24, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        ramp = self._theme.ramp(1.0)
        count = max(2, int(strip.width() / 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for i in range(count):
            painter.setBrush(QColor(*map(int, ramp[i * 255 // (count - 1)])))
            piece = strip.width() / count
            painter.drawRect(QRectF(strip.x() + i * piece, strip.y(), piece + 1, strip.height()))

    def _swatches(self, painter: QPainter, classes: int) -> None:
        x = self.width() - 10.0 - 26 * classes
        for i, colour in enumerate(self._theme.classes()[:classes]):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(x, self.height() / 2 - 4, 10, 8), 2, 2)
            painter.setPen(QColor(self._theme.secondary))
            painter.drawText(QRectF(x + 12, 0, 14, self.height()), Qt.AlignmentFlag.AlignVCenter, str(i + 1))
            x += 26

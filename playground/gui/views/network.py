"""The network view: every unit's map over the plane, and the weights between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, qRgb
from PySide6.QtWidgets import QSizePolicy

from playground.experiment import Experiment
from playground.frames import Frame, plane
from playground.gui.attention import Attention
from playground.gui.theme import Theme, font
from playground.gui.views.view import View

SIDE = 25
PAUSE = 80
"""Milliseconds until frames are drawn: hundreds of curved links are the dearest thing in the window."""
LARGEST, GAP, MOST = 58.0, 14.0, 16
THINNEST, THICKEST, HEAVY = 0.6, 7.0, 4.0
"""Links are so wide, in pixels; from a weight of HEAVY on they are as wide as they get."""

Maps = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Tiles:
    """Where the tiles of one column are."""

    rects: tuple[QRectF, ...]
    hidden: int
    """How many units there is no room for."""


class NetworkView(View):
    """Tiles for inputs and units, links by sign (colour) and size (width); columns share the width evenly."""

    kind = "network"
    title = "Network"
    about = "Every unit's map over the plane, and the weights between them"

    def __init__(self, theme: Theme, attention: Attention) -> None:
        super().__init__(theme, attention)
        self._experiment: Experiment | None = None
        self._inputs: Maps = np.zeros((SIDE, SIDE, 0), np.float32)
        self._units: tuple[Maps, ...] = ()
        self._weights: tuple[Maps | None, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 180)

    @property
    def needs(self) -> dict[str, Any]:
        return {"units": SIDE}

    def show_experiment(self, experiment: Experiment) -> None:
        """Show another network's inputs; its units wait for a frame."""
        old, self._experiment = self._experiment, experiment
        if old is None or old.features != experiment.features:
            told = experiment.told(plane(SIDE)) if experiment.features else np.zeros((SIDE * SIDE, 0))
            self._inputs = told.reshape(SIDE, SIDE, -1)
        if old is None or old.network().widths != experiment.network().widths:
            self._units = self._weights = ()
        self.update()

    def show_frame(self, frame: Frame) -> None:
        """Show a frame's units and weights."""
        fits = self._experiment is not None and _widths(frame) == self._experiment.network().widths[1:]
        if fits:  # a frame that was under way when the network was changed is let go
            self._units, self._weights = frame.units, frame.weights
            if not self._timer.isActive():
                self._timer.start()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.update()

    def columns(self) -> list[Tiles]:
        """Return where every column's tiles are."""
        if self._experiment is None:
            return []
        widths = self._experiment.network().widths
        pitch = self.width() / len(widths)
        return [self._tiles(count, (i + 0.5) * pitch, pitch) for i, count in enumerate(widths)]

    def _tiles(self, count: int, centre: float, pitch: float) -> Tiles:
        shown = min(count, MOST)
        room = self.height() - (24.0 if count > shown else 8.0)
        step = min(LARGEST + GAP, room / max(shown, 1))
        side = max(8.0, min(LARGEST, step - min(GAP, 0.25 * step), pitch - 34.0))
        top = (room - step * shown + step - side) / 2 + 4.0
        rects = [QRectF(centre - side / 2, top + i * step, side, side) for i in range(shown)]
        return Tiles(tuple(rects), count - shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        columns = self.columns()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for i, weights in enumerate(self._weights):
            if weights is None:
                self._wires(painter, columns[i], columns[i + 1])
            else:
                self._links(painter, columns[i], columns[i + 1], weights)
        table = [qRgb(*map(int, colour)) for colour in self.theme.ramp()]
        for tiles, maps in zip_longest(columns, (self._inputs, *self._units)):
            self._draw_tiles(painter, tiles, maps, table)
        if columns and self._experiment is not None:
            self._names(painter, columns[0])
        painter.setFont(font(11))
        painter.setPen(QColor(self.theme.secondary))
        for tiles in columns:
            if tiles.hidden:
                line = QRectF(0, 0, 120, 16)
                line.moveCenter(QPointF(tiles.rects[0].center().x(), self.height() - 10))
                text = self.tr("{0} of {1} shown").format(MOST, MOST + tiles.hidden)
                painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)

    def _links(self, painter: QPainter, left: Tiles, right: Tiles, weights: Maps) -> None:
        # Opaque, in the colour that three quarters of the data colour have on the card: measured to be five
        # times as fast as a translucent pen. The heavier lie on top.
        colours = [QColor(self.theme.faded(name)) for name in (self.theme.negative, self.theme.positive)]
        shown = np.nan_to_num(weights[: len(left.rects), : len(right.rects)])
        thickest = min(THICKEST, 0.2 * max(rect.height() for rect in (left.rects[0], right.rects[0])))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index in np.argsort(np.abs(shown), axis=None):
            i, j = divmod(int(index), shown.shape[1])
            weight, start, end = float(shown[i, j]), left.rects[i], right.rects[j]
            width = THINNEST + (thickest - THINNEST) * min(abs(weight) / HEAVY, 1.0)
            a, b = QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
            bend = QPointF((b.x() - a.x()) / 2, 0.0)
            path = QPainterPath(a)
            path.cubicTo(a + bend, b - bend, b)
            painter.setPen(QPen(colours[weight > 0], width))
            painter.drawPath(path)

    def _wires(self, painter: QPainter, left: Tiles, right: Tiles) -> None:
        """Draw what passes from unit to unit without weights."""
        painter.setPen(QPen(QColor(self.theme.secondary), 1))
        for start, end in zip(left.rects, right.rects, strict=False):
            painter.drawLine(
                QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
            )

    def _draw_tiles(self, painter: QPainter, tiles: Tiles, maps: Maps | None, table: list[int]) -> None:
        for i, rect in enumerate(tiles.rects):
            clip = QPainterPath()
            clip.addRoundedRect(rect, min(8.0, rect.width() / 5), min(8.0, rect.width() / 5))
            if maps is not None:
                painter.save()
                painter.setClipPath(clip)
                painter.drawImage(rect, picture(maps[..., i], table))
                painter.restore()
            painter.setPen(QPen(QColor(self.theme.border), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(clip)

    def _names(self, painter: QPainter, tiles: Tiles) -> None:
        painter.setFont(font(12))
        painter.setPen(QColor(self.theme.text))
        assert self._experiment is not None
        for rect, feature in zip(tiles.rects, self._experiment.features, strict=False):
            place = QRectF(rect.left() - 48, rect.top(), 42, rect.height())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, feature.title
            )


def _widths(frame: Frame) -> list[int]:
    return [maps.shape[-1] for maps in frame.units]


def picture(values: Maps, table: list[int]) -> QImage:
    """Return a map (side, side) as an image; beyond 1 it is scaled to its largest value."""
    finite = np.nan_to_num(values[::-1], posinf=0.0, neginf=0.0)
    scale = max(1.0, float(np.abs(finite).max(initial=0.0)))
    levels = np.ascontiguousarray((127.5 + 127.5 * finite / scale).astype(np.uint8))
    height, width = levels.shape
    image = QImage(levels.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(table)
    return image.copy()

"""A small picture of points, by which a data set is known again."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.data.plane_grid import REACH
from playground.data.samples import Array, Points
from playground.gui.images.shaped_pictures import draw_images, draw_rows, draw_sequences
from playground.gui.theme import Theme
from playground.gui.views.sample_colours import sample_colours

DOTS = 110
"""At most so many points are drawn."""


def _in_sight(xy: Array) -> Array:
    """Return the points as they are, or, if half of them are beyond the plane, fitted into it."""
    if not len(xy) or np.mean(np.abs(xy).max(axis=1) <= REACH) >= 0.5:
        return xy
    low, high = xy.min(axis=0), xy.max(axis=0)
    return np.asarray((2.0 * (xy - low) / np.maximum(high - low, 1e-12) - 1.0) * 0.85 * REACH)


def _places(points: Points) -> Array:
    """Return where points lie; those of a function of one number, as high as their values."""
    if not points.in_line or points.targets.decides:
        return points.xy
    values = points.values[:, 0].astype(float)
    high = 0.7 * REACH / max(float(np.abs(values).max(initial=0.0)), 1e-12)
    return np.stack([points.xy[:, 0], high * values], axis=1)


class DataPicture:
    """Some of the points, to be drawn at any place and in any theme."""

    def __init__(self, points: Points) -> None:
        keep = np.random.default_rng(0).permutation(len(points))[:DOTS]
        self.xy = np.zeros((0, 2)) if points.plane is None else _in_sight(_places(points))[keep]
        shown = points[keep]
        self._targets, self._true = points.targets, points.targets.encode(shown.truth, shown.inputs)
        self._shape = points.shape or ()
        self._shaped = shown.inputs.reshape(len(shown), *self._shape) if self._shape else shown.inputs

    def draw(self, painter: QPainter, frame: QRectF, theme: Theme) -> None:
        """Draw the points into a frame that shows the whole plane; none outside it."""
        painter.save()
        painter.setClipRect(frame)
        match self._shape:
            case _ if not len(self._shaped):
                _draw_cells(painter, frame, theme)
            case (_, _, _):
                draw_images(painter, frame, theme, self._shaped)
            case (_, _):
                draw_sequences(painter, frame, theme, self._shaped)
            case _ if not len(self.xy):
                draw_rows(painter, frame, theme, self._shaped)
        few = len(self.xy) <= 10
        painter.setPen(QColor(theme.secondary) if few else Qt.PenStyle.NoPen)  # or a value of 0 is not seen
        colours, places = sample_colours(theme, self._targets, self._true)
        scale = (frame.width() / 2 - 5) / REACH
        size = frame.width() / 46 * (4.0 if few else 1.5)
        for (x, y), colour in zip(self.xy, places, strict=False):
            painter.setBrush(colours[colour])
            painter.drawEllipse(frame.center() + QPointF(x * scale, -y * scale), size, size)
        painter.restore()


def _draw_cells(painter: QPainter, frame: QRectF, theme: Theme) -> None:
    """Draw a small table, for data that are still to come."""
    painter.setPen(QPen(QColor(theme.secondary), 1))
    inner = frame.adjusted(9, 11, -9, -11)
    for i in range(4):
        y, x = inner.top() + i * inner.height() / 3, inner.left() + i * inner.width() / 3
        painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
        painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()))

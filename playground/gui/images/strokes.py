"""Strokes of a pen as an image of the data's size: placed and scaled as the data are, if that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

FINE = 8
"""Points to a side of a pixel; their mean is what the pixel gets."""
INK = 0.3
"""From this share of the darkest pixel on there is ink."""
STEADY = 0.06
"""Images whose ink lies in the same place, but for this share of their size, are taken to be centred."""
Image = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Stroke:
    """A line of a pen, or of an eraser."""

    points: tuple[tuple[float, float], ...]
    """Across and down, as shares of the pad's side."""
    erases: bool = False


@dataclass(frozen=True)
class Placing:
    """How large the ink of images is and where it lies, as shares of their size."""

    extent: float
    """The longer side of what the ink takes."""
    centre: tuple[float, float]
    """The centre of its mass, across and down."""
    steady: bool
    """Whether that is much the same for all of them."""

    @classmethod
    def of(cls, images: Image) -> Placing:
        """Measure images (n, height, width) of which none is empty."""
        spans, centres = [], []
        for image in images:
            box = _box(image)
            if box is not None:
                spans.append(max(box[2] - box[0], box[3] - box[1]))
                centres.append(_mass(image))
        if not spans:
            return cls(1.0, (0.5, 0.5), steady=False)
        middle, spread = np.mean(centres, axis=0), np.std(centres, axis=0)
        return cls(float(np.mean(spans)), (float(middle[0]), float(middle[1])), bool(spread.max() < STEADY))


def drawn(strokes: Sequence[Stroke], size: tuple[int, int], pen: float, placing: Placing | None) -> Image:
    """Return strokes as an image (height, width) of numbers from 0 to 1; ``pen`` is its share of the side."""
    fine = _painted(strokes, size, pen, QTransform())
    box = None if placing is None else _box(fine)
    if placing is not None and box is not None:
        left, top, right, bottom = box
        scale = placing.extent / max(right - left, bottom - top)
        move = QTransform.fromTranslate(0.5, 0.5).scale(scale, scale)
        move.translate(-(left + right) / 2, -(top + bottom) / 2)
        across, down = _mass(_painted(strokes, size, pen, move))
        shift = QTransform.fromTranslate(placing.centre[0] - across, placing.centre[1] - down)
        fine = _painted(strokes, size, pen, move * shift)
    height, width = size
    blocks: Image = fine.reshape(height, FINE, width, FINE).mean(axis=(1, 3))
    return blocks


def _painted(strokes: Sequence[Stroke], size: tuple[int, int], pen: float, move: QTransform) -> Image:
    height, width = size[0] * FINE, size[1] * FINE
    picture = QImage(width, height, QImage.Format.Format_Grayscale8)
    picture.fill(QColor("black"))
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in strokes:
            points = [move.map(QPointF(*point)) for point in stroke.points]
            spots = [QPointF(point.x() * width, point.y() * height) for point in points]
            colour = QColor("black" if stroke.erases else "white")
            round_ = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            painter.setPen(QPen(colour, pen * min(width, height), Qt.PenStyle.SolidLine, *round_))
            if len(spots) == 1:
                painter.drawPoint(spots[0])
                continue
            path = QPainterPath(spots[0])
            for spot in spots[1:]:
                path.lineTo(spot)
            painter.drawPath(path)
    finally:
        painter.end()
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(height, picture.bytesPerLine())
    return rows[:, :width] / 255.0


def _box(image: Image) -> tuple[float, float, float, float] | None:
    """Return left, top, right and bottom of the ink as shares of the size, or None if there is none."""
    ink = image > INK * max(float(image.max(initial=0.0)), 1e-12)
    if not ink.any():
        return None
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    height, width = image.shape
    return (
        columns[0] / width,
        rows[0] / height,
        (columns[-1] + 1) / width,
        (rows[-1] + 1) / height,
    )


def _mass(image: Image) -> tuple[float, float]:
    """Return the centre of the ink's mass, across and down, as shares of the size."""
    height, width = image.shape
    whole = float(image.sum()) or 1.0
    across = float(image.sum(axis=0) @ (np.arange(width) + 0.5)) / (whole * width)
    down = float(image.sum(axis=1) @ (np.arange(height) + 0.5)) / (whole * height)
    return across, down

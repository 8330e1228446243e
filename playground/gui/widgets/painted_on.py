"""What is painted on: where lines stay lines, pictures that were drawn before are no substitute for them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter

FINE, FINEST = 3.0, 800
"""Where an image is to be smooth at any size it has so many pixels for one of the screen's, and at most."""


def keeps_lines(painter: QPainter) -> bool:
    """Return whether lines and letters stay what they are, as in SVG and PDF."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() in (
        QPaintEngine.Type.SVG,
        QPaintEngine.Type.Pdf,
        QPaintEngine.Type.Picture,
    )


def smooth_for(painter: QPainter, rect: QRectF, image: QImage) -> QImage:
    """Return an image that looks smooth in its place also where it is seen large: files do not say so."""
    place = painter.transform().mapRect(rect)
    side = min(round(FINE * max(place.width(), place.height())), FINEST)
    if not keeps_lines(painter) or max(image.width(), image.height()) >= side:
        return image
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return plain.scaled(side, side, *how)


def draw_smooth(painter: QPainter, rect: QRectF, image: QImage) -> None:
    """Draw an image whose squares run into each other."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, smooth_for(painter, rect, image))

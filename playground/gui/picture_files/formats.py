"""The formats of pictures: PNG and JPEG have as many pixels as are wanted, SVG and PDF lines and letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter, QPixmap

from playground.gui.picture_encoding import encoded
from playground.gui.picture_files.svg import AT_SCREEN, svg

POINTS = 72
"""Points to the inch, in which PDF measures a page."""
Draw = Callable[[QPainter], None]


@dataclass(frozen=True)
class PictureFormat:
    """A format of pictures, as it is offered."""

    name: str
    write: Callable[[Draw, QSize, int, str], bytes]
    """Return the file of what is drawn: with its size, its scale, and its title. Raises OSError."""
    scaled: bool = False
    """Whether it consists of pixels, of which there may be more."""


def pixmap(draw: Draw, size: QSize, scale: float) -> QPixmap:
    """Return what is drawn, so many pixels large and ``scale`` times as many of them."""
    made = QPixmap((QSizeF(size) * scale).toSize())
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
    finally:
        painter.end()
    return made


def _pdf(draw: Draw, size: QSize, title: str) -> bytes:
    """Return a PDF file with one page, on which a pixel is a 96th of an inch."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Backprop Playground")
    writer.setPageSize(QPageSize(QSizeF(size) * POINTS / AT_SCREEN, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(AT_SCREEN)
    painter = QPainter(writer)
    try:
        painter.setRenderHint(
            QPainter.RenderHint.LosslessImageRendering
        )  # maps and digits are no photographs
        draw(painter)
    finally:
        painter.end()
    return bytes(data.data())


FORMATS = {
    ".png": PictureFormat(
        "PNG", lambda draw, size, scale, _: encoded(pixmap(draw, size, scale), ".png"), True
    ),
    ".svg": PictureFormat("SVG", lambda draw, size, _, title: svg(draw, size, title)),
    ".pdf": PictureFormat("PDF", lambda draw, size, _, title: _pdf(draw, size, title)),
    ".jpg": PictureFormat(
        "JPEG", lambda draw, size, scale, _: encoded(pixmap(draw, size, scale), ".jpg"), True
    ),
}
"""By ending, in the order in which they are offered."""


def format_of(ending: str) -> PictureFormat:
    """Return the format of an ending. Raises OSError if no picture can be written so."""
    try:
        return FORMATS[ending.lower().replace(".jpeg", ".jpg")]
    except KeyError as error:
        raise OSError(None, f"no picture can be written as {ending}") from error

"""Pictures as the bytes of a file, so that they are written as every other file is."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPixmap


def encoded(picture: QPixmap, ending: str) -> bytes:
    """Return a picture in the format that an ending names. Raises OSError if Qt cannot write such."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, ending.removeprefix(".").upper()):
        raise OSError(None, f"no picture can be written as {ending}")
    return bytes(data.data())

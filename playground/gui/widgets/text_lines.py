"""Text that is broken into lines, where no label does it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption


def text_lines(text: str, face: QFont, width: float, most: int) -> list[str]:
    """Return a text in at most so many lines; what does not fit ends in dots."""
    text = " ".join(text.split()) or " "
    layout = QTextLayout(text, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    pieces = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    pieces[-1] = QFontMetricsF(face).elidedText(pieces[-1], Qt.TextElideMode.ElideRight, width)
    return pieces

"""The key of curves, for a heading line: a short line and a name for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.gui.theme import Theme, font
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

LINE, GAP = 14, 10
"""Pixels from the beginning of a line to its name, and from a name to the next line."""
PARTS = ("train", "validation", "test")


def curve_pen(theme: Theme, name: str, width: float = 1.6) -> QPen:
    """Return the pen of a curve: the validation part's is dashed."""
    pen = QPen(QColor(theme.curves()[name]), width)
    pen.setCosmetic(True)
    if name == "validation":
        pen.setStyle(Qt.PenStyle.DashLine)
    return pen


class CurveKey(QWidget, Themed):
    """Explains the curves that there are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._names: tuple[str, ...] = PARTS
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(font(12))
        self.show_names(PARTS)

    def show_names(self, names: Sequence[str]) -> None:
        """Show the key of these curves."""
        self._names = tuple(names)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        widths = [LINE + self.fontMetrics().horizontalAdvance(name) for name in self._names]
        return QSize(sum(widths) + GAP * (len(widths) - 1), 20)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0
        painter.setFont(self.font())
        for name in self._names:
            width = painter.fontMetrics().horizontalAdvance(name)
            pen = curve_pen(self.theme, name, 2.0)
            pen.setCosmetic(False)
            painter.setPen(pen)
            painter.drawLine(x, 10, x + 10, 10)
            painter.setPen(QColor(self.theme.secondary))
            painter.drawText(x + LINE, 15, name)
            x += LINE + width + GAP

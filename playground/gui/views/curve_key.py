"""The key of curves, for a heading line: a short line and a name for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.gui.theme import Theme, font
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

PARTS = ("train", "validation", "test")


def curve_colours(theme: Theme) -> dict[str, str]:
    """Return the colour of each curve."""
    return {"train": theme.positive, "validation": theme.secondary, "test": theme.negative}


class CurveKey(QWidget, Themed):
    """Explains the curves that there are."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._names: tuple[str, ...] = PARTS
        self.setFixedHeight(20)
        self.setFont(font(12))
        self.show_names(PARTS)

    def show_names(self, names: Sequence[str]) -> None:
        """Show the key of these curves."""
        self._names = tuple(names)
        self.setFixedWidth(sum(self.fontMetrics().horizontalAdvance(name) + 24 for name in names))
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0
        painter.setFont(self.font())
        for name in self._names:
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.fillRect(x, 9, 10, 2, QColor(curve_colours(self.theme)[name]))
            painter.setPen(QColor(self.theme.secondary))
            painter.drawText(x + 14, 15, name)
            x += width + 24

"""The weights into one unit, as a list of bars with numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.gui.theme import NUMBER_FONT, Theme, font
from playground.gui.widgets.numbers import signed
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

LINE, NAME, NUMBER = 20, 56, 84
"""Height of a line, and room for a usual name and the number, in pixels."""
Row = tuple[str, float]


class WeightList(QWidget, Themed):
    """A line for each weight: where it comes from, a bar to the left or right of the middle, the number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rows: Sequence[Row] = ()
        self.setMinimumWidth(NAME + NUMBER + 60)

    def sizeHint(self) -> QSize:
        return QSize(300, LINE * max(1, len(self.rows)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show names with their numbers."""
        if len(rows) != len(self.rows):
            self.setFixedHeight(LINE * max(1, len(rows)))
        self.rows = rows
        self.setAccessibleDescription(", ".join(f"{name} {signed(value)}" for name, value in rows))
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale = max([1.0, *(abs(value) for _, value in self.rows)])
        words = QFontMetrics(font(12))
        longest = max([NAME, *(words.horizontalAdvance(name) for name, _ in self.rows)])
        names = min(longest, 2 * NAME)
        left, width = names + 8.0, self.width() - names - NUMBER - 16.0
        middle = left + width / 2
        for i, (name, value) in enumerate(self.rows):
            top = i * LINE
            painter.setFont(font(12))
            painter.setPen(QColor(self.theme.secondary))
            painter.drawText(QRectF(0, top, names, LINE), Qt.AlignmentFlag.AlignVCenter, name)
            length = 0.5 * width * value / scale
            bar = QRectF(middle, top + 6.0, length, LINE - 12.0).normalized()
            painter.fillRect(bar, QColor(self.theme.positive if value > 0 else self.theme.negative))
            painter.fillRect(QRectF(middle - 0.5, top + 2.0, 1.0, LINE - 4.0), QColor(self.theme.border))
            painter.setFont(font(12, family=NUMBER_FONT))
            painter.setPen(QColor(self.theme.text))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(self.width() - NUMBER, top, NUMBER - 2, LINE), right, signed(value))

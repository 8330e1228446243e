"""A picture as it will be, drawn small in its dialog."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from playground.gui.theme import Theme
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

LEAST = QSize(360, 260)


class Preview(QWidget, Themed):
    """Shows a picture in its middle, in a thin frame, and never larger than it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.picture = QPixmap()
        self.setMinimumSize(LEAST)
        self.setAccessibleName(self.tr("Preview"))

    def show_picture(self, picture: QPixmap) -> None:
        """Show a picture."""
        self.picture = picture
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture.isNull():
            return
        size = self.picture.deviceIndependentSize().toSize()
        room = self.size() - QSize(2, 2)
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self.picture)
        painter.setPen(QPen(QColor(self.theme.border), 1))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))

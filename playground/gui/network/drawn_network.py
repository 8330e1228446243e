"""A network as it was last drawn: links and tiles apart, so that the links of one unit can stand alone."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from playground.gui.network.content import Content
from playground.gui.network.link_picture import LinkPicture
from playground.gui.network.tile_picture import TilePicture
from playground.gui.network.tiles import Tile
from playground.gui.theme import Theme
from playground.gui.widgets.painted_on import keeps_lines

NEARLY_GONE = 0.08
"""How much is left of the other links while those of one unit are shown."""


class DrawnNetwork:
    """Two pictures, drawn once for each content and put on the screen as often as the pointer moves."""

    def __init__(self, theme: Theme, links: LinkPicture, tiles: TilePicture) -> None:
        self.links, self._tiles, self._theme = links, tiles, theme
        self._content: Content | None = None
        self._drawn: tuple[QPixmap, QPixmap] | None = None
        self.cost = 0.0
        """Seconds that the last pictures took."""

    def show_content(self, content: Content | None) -> None:
        """Draw these numbers from now on."""
        self._content, self._drawn = content, None

    def paint(self, painter: QPainter, size: QSize, alone: Tile | None) -> None:
        """Put everything on a canvas of a size; of the links those of a unit alone, if it is said."""
        content = self._content
        ratio = painter.device().devicePixelRatio()
        if content is None:
            return
        if keeps_lines(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.links.draw(painter, content)
            self._tiles.draw(painter, content)
            return
        if self._drawn is None or self._drawn[0].size() != size * ratio:
            start = time.perf_counter()
            self._drawn = (
                _drawn(size, ratio, self._theme.surface, lambda own: self.links.draw(own, content)),
                _drawn(size, ratio, "transparent", lambda own: self._tiles.draw(own, content)),
            )
            self.cost = time.perf_counter() - start
        links, tiles = self._drawn
        painter.setOpacity(1.0 if alone is None else NEARLY_GONE)
        painter.drawPixmap(0, 0, links)
        painter.setOpacity(1.0)
        if alone is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.links.draw_of(painter, content, alone)
        painter.drawPixmap(0, 0, tiles)

    def large(self, tile: Tile) -> QImage | None:
        """Return the map of a unit as it is seen close up, if it has one."""
        return None if self._content is None else self._tiles.large(self._content, tile)


def _drawn(size: QSize, ratio: float, ground: str, draw: Callable[[QPainter], None]) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(ground))
    painter = QPainter(pixmap)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        draw(painter)
    finally:  # a painter that outlives its picture takes the program with it
        painter.end()
    return pixmap

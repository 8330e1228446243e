"""A network as it was last drawn: links and tiles apart, so that the links of one unit can stand alone."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from playground.gui.network.content import Content
from playground.gui.network.link_picture import LinkPicture
from playground.gui.network.picture_parts import PartedPicture, SlicedDrawing
from playground.gui.network.tile_picture import TilePicture
from playground.gui.network.tiles import Tile
from playground.gui.theme import Theme
from playground.gui.widgets.painted_on import keeps_lines

NEARLY_GONE = 0.08
"""How much is left of the other links while those of one unit are shown."""
Layers = tuple[Theme, LinkPicture, TilePicture]
Pictures = tuple[PartedPicture, PartedPicture]


class DrawnNetwork(QObject):
    """Two pictures, drawn once for each content and put on the screen as often as the pointer moves."""

    changed = Signal()
    """Other numbers are in sight."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.content: Content | None = None
        """What is drawn."""
        self._layers: Layers | None = None
        self._drawn: Pictures | None = None
        self._coming: tuple[Content, Pictures] | None = None
        self._slices = SlicedDrawing(self)
        self._slices.done.connect(self._take)
        self.cost = 0.0
        """Seconds that the last pictures took."""

    def lay_out(self, theme: Theme, links: LinkPicture, tiles: TilePicture) -> None:
        """Draw in another way from now on, or for another network."""
        self._layers = theme, links, tiles
        self.show_content(self.content)

    def show_content(self, content: Content | None) -> None:
        """Draw these numbers from now on."""
        self._slices.stop()
        self.content, self._drawn, self._coming = content, None, None
        self.changed.emit()

    def draw_in_slices(self, content: Content) -> None:
        """Draw these numbers slice by slice; until all is drawn those before are shown."""
        if self._layers is None or self._drawn is None or not self._canvas.isVisible():
            self.show_content(content)
            return
        pictures = self._pictures(
            self._layers, content, self._canvas.size(), self._canvas.devicePixelRatioF()
        )
        self._coming = content, pictures
        self._slices.begin(pictures)

    @property
    def active(self) -> bool:
        """Whether other numbers than those in sight are being drawn."""
        return self._slices.active

    def pen(self, share: float) -> QPen:
        """Return the pen of a link whose number is such a share of what is drawn widest."""
        return QPen() if self._layers is None else self._layers[1].pen(share)

    def _take(self) -> None:
        if self._coming is not None:
            self.content, self._drawn = self._coming
            self._coming, self.cost = None, self._slices.cost
            self.changed.emit()

    def _pictures(self, layers: Layers, content: Content, size: QSize, ratio: float) -> Pictures:
        theme, links, tiles = layers
        return (
            PartedPicture(size, ratio, theme.surface, links.parts(content)),
            PartedPicture(size, ratio, "transparent", tiles.parts(content)),
        )

    def paint(self, painter: QPainter, size: QSize, alone: Tile | None) -> None:
        """Put everything on a canvas of a size; of the links those of a unit alone, if it is said."""
        content, layers, ratio = self.content, self._layers, painter.device().devicePixelRatio()
        if content is None or layers is None:
            return
        if keeps_lines(painter):
            hints = QPainter.RenderHint
            for part in (*layers[1].parts(content), *layers[2].parts(content)):
                painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform)
                part(painter)
            return
        if self._drawn is None or self._drawn[0].pixmap.size() != size * ratio:
            start = time.perf_counter()
            self._drawn = self._pictures(layers, content, size, ratio)
            for each in self._drawn:
                each.go_on(math.inf)
            self.cost = time.perf_counter() - start
        links, tiles = (each.pixmap for each in self._drawn)
        painter.setOpacity(1.0 if alone is None else NEARLY_GONE)
        painter.drawPixmap(0, 0, links)
        painter.setOpacity(1.0)
        if alone is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            layers[1].draw_of(painter, content, alone)
        painter.drawPixmap(0, 0, tiles)

    def large(self, tile: Tile) -> QImage | None:
        """Return the map of a unit as it is seen close up, if it has one."""
        content, layers = self.content, self._layers
        return None if content is None or layers is None else layers[2].large(content, tile)

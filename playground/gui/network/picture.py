"""The network's picture: links by sign (colour) and size (width), and every unit's map as a tile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise, zip_longest

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from playground.engine.wiring import Links as Wires
from playground.gui.network.captions import draw_class_names, draw_left_out, draw_names
from playground.gui.network.content import Content, Maps
from playground.gui.network.links import LinkCurves, path_of
from playground.gui.network.pixels import picture, positive_table, table_of
from playground.gui.network.tiles import TEXT, Tile, Tiles
from playground.gui.theme import Theme, font

THINNEST, THICKEST = 0.6, 7.0
"""Links are so wide, in pixels."""
KERNEL = 22.0
"""Pixels that the picture of a kernel is wide, at most."""
FRAME = 3.0
"""By how many pixels the frame of a tile is thicker than a line, at most."""
SMOOTH, SMOOTHED = QPainter.RenderHint.SmoothPixmapTransform, 20
"""Maps of so many points a side are drawn smoothly: of images and sequences every number is to be seen."""
DIM = 0.45
"""How opaque inputs are that are switched off."""


class NetworkPicture:
    """Draws a network in a theme's colours."""

    def __init__(
        self, theme: Theme, columns: Sequence[Tiles], links: LinkCurves, wires: Sequence[tuple[int, Wires]]
    ) -> None:
        """``wires`` are links without numbers, each with the layer that they lead into."""
        self._theme, self._columns, self._links, self._wires = theme, columns, links, wires
        # Opaque, in the colour that three quarters of the data colour have on the card: measured to be five
        # times as fast as a translucent pen.
        self._colours = [QColor(theme.faded(name)) for name in (theme.negative, theme.positive)]
        self._table = table_of(theme.ramp())
        self._ink = positive_table(theme.ink())
        self._classes = [positive_table(theme.to(colour)) for colour in theme.classes()]
        sides = [rect.height() for tiles in columns for rect in tiles.rects[:1]]
        self._thickest = min([THICKEST, *(0.2 * side for side in sides)])

    def draw(self, painter: QPainter, content: Content) -> None:
        """Draw everything."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_wires(painter)
        self._draw_links(painter, content)
        for tiles, kernels in zip_longest(self._columns, content.kernels):
            if kernels is not None:
                self._draw_kernels(painter, tiles, kernels)
        inside = zip_longest(content.cells, content.spans, content.masks)
        filled = zip_longest(self._columns, content.maps, inside, content.biases, content.sizes)
        for place, (tiles, maps, (cells, spans, mask), biases, sizes) in enumerate(filled):
            if tiles.slim:
                self._block(painter, tiles)
                if maps is not None and not (cells and any(cells)) and not spans and mask is None:
                    self._tiles(painter, Tiles(tuple(map(tiles.picture, range(len(tiles.rects)))), 0), maps)
                elif mask is not None:
                    self._masks(painter, tiles, mask)
                elif tiles.low:
                    self._spans(painter, tiles, spans or ())
                else:
                    self._texts(painter, tiles, cells or ())
            else:
                tables = [self._ink] if content.images and not place else []
                tables = self._classes if content.outputs and place == len(self._columns) - 1 else tables
                self._tiles(painter, tiles, maps, sizes or (), tables)
                self._biases(painter, tiles, biases or ())
        self._held(painter, content.frozen_biases)
        if self._columns:
            first = self._columns[0]
            draw_names(painter, first.rects, content.inputs, self._theme.text)
            draw_class_names(painter, self._columns[-1].rects, content.outputs, self._theme.text)
            draw_names(painter, first.off, content.off_names, self._theme.secondary)
            painter.setOpacity(DIM)
            self._tiles(painter, Tiles(first.off, 0), content.off)
            painter.setOpacity(1.0)
        draw_left_out(painter, self._columns, self._theme.secondary)

    def pen(self, share: float) -> QPen:
        """Return the pen of a link whose number is such a share of what is drawn widest."""
        colour = self._colours[share > 0.0] if share else QColor(self._theme.border)
        return QPen(colour, THINNEST + (self._thickest - THINNEST) * abs(share))

    def _draw_links(self, painter: QPainter, content: Content) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frozen, shares = content.frozen_links.tolist(), content.links.tolist()
        for index in np.argsort(np.abs(content.links)).tolist():  # the heavier lie on top
            pen = self.pen(shares[index])
            if frozen[index]:
                pen.setWidthF(max(pen.widthF(), 1.4))
                pen.setDashPattern([4.0, 2.5])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawPath(path_of(self._links.curves[index]))

    def _draw_kernels(self, painter: QPainter, tiles: Tiles, kernels: Maps) -> None:
        """Draw the kernel of every filter where its link comes to the column."""
        middles = [rect.center().y() for rect in tiles.rects]
        room = min((b - a for a, b in pairwise(middles)), default=KERNEL + 2.0)
        side, left = min(KERNEL, room - 2.0), tiles.bounds.left() - 10.0
        painter.setRenderHint(SMOOTH, False)
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for i, y in enumerate(middles):
            rect = QRectF(left - side, y - side / 2, side, side)
            painter.drawImage(rect, picture(kernels[::-1, :, i], self._table))
            painter.drawRect(rect)

    def _draw_wires(self, painter: QPainter) -> None:
        """Draw what passes from unit to unit without weights."""
        painter.setPen(QPen(QColor(self._theme.secondary), 1))
        for layer, wires in self._wires:
            left, right = self._columns[layer].rects, self._columns[layer + 1].rects
            for i, j in zip(wires.source.tolist(), wires.target.tolist(), strict=True):
                if i < len(left) and j < len(right):
                    start, end = left[i], right[j]
                    painter.drawLine(
                        QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
                    )

    def _tiles(
        self,
        painter: QPainter,
        tiles: Tiles,
        maps: Maps | None,
        sizes: Sequence[float] = (),
        tables: Sequence[list[int]] = (),
    ) -> None:
        """Draw tiles; ``tables`` are the colours of their maps by turns, if not those of minus and plus."""
        for i, rect in enumerate(tiles.rects):
            clip = outline(rect)
            if maps is not None:
                painter.save()
                painter.setClipPath(clip)
                painter.setRenderHint(SMOOTH, min(maps.shape[:2]) >= SMOOTHED)
                painter.drawImage(
                    rect, picture(maps[..., i], tables[i % len(tables)] if tables else self._table)
                )
                painter.restore()
            size = sizes[i] if i < len(sizes) else 0.0
            colour = self._theme.faded(self._theme.text, 0.2 + 0.8 * size) if sizes else self._theme.border
            painter.setPen(QPen(QColor(colour), 1 + FRAME * size))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(clip)

    def _biases(self, painter: QPainter, tiles: Tiles, biases: Sequence[float]) -> None:
        """Draw each bias as a small square at the lower left corner of its tile."""
        painter.setPen(QPen(QColor(self._theme.surface), 1.5))
        for rect, bias in zip(tiles.rects, biases, strict=False):
            painter.setBrush(QColor(self._table[int(127.5 + 127.5 * bias)]).darker(112))
            painter.drawRect(_bias(rect))

    def _held(self, painter: QPainter, frozen: Collection[Tile]) -> None:
        """Frame the biases that are frozen."""
        painter.setPen(QPen(QColor(self._theme.text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for tile in frozen:
            if tile.unit < len(self._columns[tile.layer + 1].rects):
                painter.drawRect(_bias(self._columns[tile.layer + 1].rects[tile.unit]))

    def _block(self, painter: QPainter, tiles: Tiles) -> None:
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(tiles.bounds.adjusted(0, -2, 0, 2), 8, 8)

    def _masks(self, painter: QPainter, tiles: Tiles, mask: npt.NDArray[np.bool_]) -> None:
        for i, rect in enumerate(tiles.rects):
            self._mask(painter, rect, mask[:, i])

    def _texts(self, painter: QPainter, tiles: Tiles, cells: Sequence[Sequence[str]]) -> None:
        painter.setFont(font(11))
        painter.setPen(QColor(self._theme.text))
        for rect, lines in zip(tiles.rects, cells, strict=False):
            shown = "\n".join(lines[: int(rect.height() // TEXT)])
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)

    def _spans(self, painter: QPainter, tiles: Tiles, spans: Sequence[tuple[float, float]]) -> None:
        """Draw each span as a bar around its middle, on one scale for the block, with 0 where the line is."""
        found = [span for span in spans if np.isfinite(span).all()]
        most = max((abs(middle) + reach for middle, reach in found), default=0.0) or 1.0
        bounds = tiles.bounds
        centre, half = bounds.center().x(), bounds.width() / 2 - 5
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.drawLine(QPointF(centre, bounds.top()), QPointF(centre, bounds.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        for rect, (middle, reach) in zip(tiles.rects, spans, strict=False):
            if not np.isfinite([middle, reach]).all():
                continue
            height, x = min(rect.height() * 0.6, 7.0), centre + half * middle / most
            painter.setBrush(QColor(self._theme.positive if middle > 0 else self._theme.negative))
            wide = half * reach / most
            painter.drawRect(QRectF(x - wide, rect.center().y() - height / 2, 2 * wide, height))
            painter.setBrush(QColor(self._theme.text))
            painter.drawRect(QRectF(x - 1, rect.center().y() - height / 2 - 1, 2, height + 2))

    def _mask(self, painter: QPainter, rect: QRectF, let_through: npt.NDArray[np.bool_]) -> None:
        """Draw for every sample of the last batch whether a unit spoke (filled) or was silent."""
        count = min(len(let_through), 10)
        pitch = (rect.width() - 8) / max(count, 1)
        side = min(pitch - 1.0, rect.height() * 0.7)
        painter.setPen(Qt.PenStyle.NoPen)
        for k in range(count):
            painter.setBrush(QColor(self._theme.secondary if let_through[k] else self._theme.border))
            x = rect.left() + 4 + k * pitch + (pitch - side) / 2
            painter.drawRect(QRectF(x, rect.center().y() - side / 2, side, side))


def _bias(rect: QRectF) -> QRectF:
    side = min(9.0, rect.height() / 4)
    return QRectF(rect.left() - side / 2, rect.bottom() - 1.2 * side, side, side)


def outline(rect: QRectF) -> QPainterPath:
    """Return the outline of a tile."""
    path = QPainterPath()
    path.addRoundedRect(rect, min(8.0, rect.width() / 5), min(8.0, rect.width() / 5))
    return path

"""The tiles in the network's picture: every unit's map, its bias, and what shaping layers do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, partial
from itertools import zip_longest

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from playground.gui.network.captions import draw_captions, draw_left_out, input_captions, output_captions
from playground.gui.network.content import Content, Maps
from playground.gui.network.link_picture import draw_kernels
from playground.gui.network.picture_parts import Part
from playground.gui.network.pixels import picture, positive_table, table_of
from playground.gui.network.tiles import TEXT, Tile, Tiles
from playground.gui.theme import Theme, font
from playground.gui.widgets.painted_on import draw_smooth

FRAME = 3.0
"""By how many pixels the frame of a tile is thicker than a line, at most."""
SMOOTH, SMOOTHED = QPainter.RenderHint.SmoothPixmapTransform, 20
"""Maps of so many points a side are drawn smoothly: of images and sequences every number is to be seen."""
LARGE = 120
"""Pixels to a side of a map that is seen close up."""
DIM = 0.45
"""How opaque inputs are that are switched off."""
Mask = npt.NDArray[np.bool_]

Within = tuple[Sequence[Sequence[str]] | None, Sequence[tuple[float, float]] | None, Mask | None]
"""What a layer without units of its own has in its cells: lines of text, spans, or a mask."""


class TilePicture:
    """Draws the tiles of a network in a theme's colours."""

    def __init__(self, theme: Theme, columns: Sequence[Tiles]) -> None:
        self._theme, self._columns = theme, columns
        self._table = table_of(theme.ramp())
        self._ink = positive_table(theme.ink())

    @cached_property
    def _classes(self) -> list[list[int]]:
        return [positive_table(self._theme.to(colour)) for colour in self._theme.classes()]

    def parts(self, content: Content) -> Iterator[Part]:
        """Yield what draws everything."""
        for tiles, kernels in zip_longest(self._columns, content.kernels):
            if kernels is not None:
                yield partial(self._kernels, tiles, kernels)
        inside = zip_longest(content.cells, content.spans, content.masks)
        filled = zip_longest(self._columns, content.maps, inside, content.biases, content.sizes)
        for place, (tiles, maps, within, biases, sizes) in enumerate(filled):
            yield partial(self._column, tiles, maps, within, (biases, sizes), self._tables(content, place))
        yield partial(self._held, content.frozen_biases)
        if self._columns:
            yield partial(self._captions, content)
        yield lambda painter: draw_left_out(painter, self._columns, self._theme.secondary)

    def _kernels(self, tiles: Tiles, kernels: Maps, painter: QPainter) -> None:
        draw_kernels(painter, self._theme, self._table, tiles, kernels)

    def _column(
        self,
        tiles: Tiles,
        maps: Maps | None,
        within: Within,
        frames: tuple[Sequence[float] | None, Sequence[float] | None],
        tables: Sequence[list[int]],
        painter: QPainter,
    ) -> None:
        (cells, spans, mask), (biases, sizes) = within, frames
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
        elif tiles.grid is not None:
            self._whole(painter, tiles, maps)
        else:
            self._tiles(painter, tiles, maps, sizes or (), tables)
            self._biases(painter, tiles, biases or ())

    def _captions(self, content: Content, painter: QPainter) -> None:
        """Write what inputs and outputs are called, and draw the inputs that are switched off."""
        first, last = self._columns[0], self._columns[-1]
        right, text = float(painter.window().width()), self._theme.text
        draw_captions(painter, input_captions(first.rects, content.inputs), text)
        draw_captions(painter, output_captions(last.rects, content.outputs, right), text)
        draw_captions(painter, input_captions(first.off, content.off_names), self._theme.secondary)
        painter.setOpacity(DIM)
        self._tiles(painter, Tiles(first.off, 0), content.off)
        painter.setOpacity(1.0)

    def large(self, content: Content, tile: Tile) -> QImage | None:
        """Return the map of a unit as it is seen close up, unless it is a strip or a single number."""
        column = tile.layer + 1
        maps = content.maps[column] if column < len(content.maps) else None
        if maps is not None and (grid := self._columns[column].grid) is not None:
            image = picture(maps.reshape(grid)[::-1], self._ink).convertToFormat(QImage.Format.Format_RGB32)
            return image.scaled(LARGE, LARGE, Qt.AspectRatioMode.KeepAspectRatio)
        if maps is None or min(maps.shape[:2]) < 2 or self._columns[column].slim:
            return None
        tables = self._tables(content, column) or [self._table]
        image = picture(maps[..., tile.unit], tables[tile.unit % len(tables)])
        how = Qt.TransformationMode
        smooth = min(maps.shape[:2]) >= SMOOTHED
        return image.convertToFormat(QImage.Format.Format_RGB32).scaled(
            LARGE,
            LARGE,
            Qt.AspectRatioMode.KeepAspectRatio,
            how.SmoothTransformation if smooth else how.FastTransformation,
        )

    def _tables(self, content: Content, column: int) -> Sequence[list[int]]:
        """Return the colours of a column's maps by turns, if they are not those of minus and plus."""
        if content.images and not column:
            return [self._ink]
        return self._classes if content.classes and content.outputs and self._is_last(column) else ()

    def _is_last(self, column: int) -> bool:
        return column == len(self._columns) - 1

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
                image = picture(maps[..., i], tables[i % len(tables)] if tables else self._table)
                if min(maps.shape[:2]) >= SMOOTHED:
                    draw_smooth(painter, rect, image)
                else:
                    painter.setRenderHint(SMOOTH, False)
                    painter.drawImage(rect, image)
                painter.restore()
            size = sizes[i] if i < len(sizes) else 0.0
            colour = self._theme.faded(self._theme.text, 0.2 + 0.8 * size) if sizes else self._theme.border
            painter.setPen(QPen(QColor(colour), 1 + FRAME * size))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(clip)

    def _whole(self, painter: QPainter, tiles: Tiles, maps: Maps | None) -> None:
        """Draw tiles that are one picture, in the ink of the images that it is like."""
        clip = outline(tiles.bounds)
        if maps is not None and tiles.grid is not None:
            painter.save()
            painter.setClipPath(clip)
            painter.setRenderHint(SMOOTH, False)
            painter.drawImage(tiles.bounds, picture(maps.reshape(tiles.grid)[::-1], self._ink))
            painter.restore()
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(clip)

    def _biases(self, painter: QPainter, tiles: Tiles, biases: Sequence[float]) -> None:
        """Draw each bias as a small square at the lower left corner of its tile."""
        painter.setPen(QPen(QColor(self._theme.surface), 1.5))
        for rect, bias in zip(tiles.rects, biases, strict=False):
            painter.setBrush(QColor(self._table[int(127.5 + 127.5 * bias)]).darker(112))
            painter.drawRect(_bias(rect))

    def _held(self, frozen: Collection[Tile], painter: QPainter) -> None:
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

    def _masks(self, painter: QPainter, tiles: Tiles, mask: Mask) -> None:
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

    def _mask(self, painter: QPainter, rect: QRectF, let_through: Mask) -> None:
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

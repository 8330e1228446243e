"""What lies under a number of a feature map, in all layers below it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from playground.engine.parameters import Shape
from playground.engine.symbolic.layer_symbols import Place
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.tiles import Tile, Tiles


class Pixel(NamedTuple):
    """A number of a feature map: its tile, and its row and column there, counted from 0."""

    tile: Tile
    row: int
    column: int

    @property
    def place(self) -> Place:
        """Where it is in the shape of its column."""
        return self.tile.unit, self.row, self.column


class Box(NamedTuple):
    """Rows and columns of an image, from the first to the last."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def corners(self) -> Collection[tuple[int, int]]:
        """The places at its corners; those at one place are one."""
        return {(row, column) for row in (self.top, self.bottom) for column in (self.left, self.right)}

    def within(self, rect: QRectF, shape: Shape) -> QRectF:
        """Return where it is in a picture of an image of a shape."""
        high, wide = rect.height() / shape[1], rect.width() / shape[2]
        left, top = rect.left() + wide * self.left, rect.top() + high * self.top
        return QRectF(left, top, wide * (self.right - self.left + 1), high * (self.bottom - self.top + 1))


Boxes = Sequence[Mapping[int, Box]]
"""For every column a box by channel; columns without a picture have none."""


def pixel_at(tiles: Tiles, tile: Tile, shape: Shape, point: QPointF) -> Pixel | None:
    """Return the number under a point of a tile, if its column has images of a shape."""
    if len(shape) != 3:
        return None
    rect = tiles.picture(tile.unit)
    row = int((point.y() - rect.top()) / rect.height() * shape[1])
    column = int((point.x() - rect.left()) / rect.width() * shape[2])
    if not (rect.contains(point) and row < shape[1] and column < shape[2]):
        return None
    return Pixel(tile, row, column)


def boxes_under(numbers: NetworkNumbers, pixel: Pixel) -> Boxes:
    """Return around what lies under a number, for every column from the inputs to its own."""
    shapes = [column.shape for column in numbers.diagram.columns]
    found = [{pixel.tile.unit: Box(pixel.row, pixel.column, pixel.row, pixel.column)}]
    for layer in range(pixel.tile.layer, -1, -1):
        rule, shape = numbers.layers[layer], shapes[layer]
        if len(shape) != 3:
            return [*({} for _ in range(layer + 1)), *found]
        # Windows move in step with what they are over, so the corners have all that lies between them.
        places = (
            place
            for channel, box in found[0].items()
            for corner in box.corners
            for place in rule.under((channel, *corner), shape)
        )
        found.insert(0, _around(places))
    return found


def _around(places: Iterator[Place]) -> dict[int, Box]:
    found = dict[int, Box]()
    for channel, row, column in places:
        top, left, bottom, right = found.get(channel, (row, column, row, column))
        found[channel] = Box(min(top, row), min(left, column), max(bottom, row), max(right, column))
    return found

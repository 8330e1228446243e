"""What lies under a number of a feature map or of a strip over time, in all layers below it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from playground.engine.parameters import Shape
from playground.engine.symbolic.layer_symbols import Place
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.sample_maps import STATE
from playground.gui.network.tiles import Tile, Tiles
from playground.worker.requests.one_sample import SampleActivity


class Pixel(NamedTuple):
    """A number in the picture of a tile: its row and column, from 0; over time, columns are steps."""

    tile: Tile
    row: int
    column: int

    @property
    def place(self) -> Place:
        """Where it is in an image of many channels."""
        return self.tile.unit, self.row, self.column

    @property
    def sequence_place(self) -> Place:
        """Where it is in a sequence."""
        return self.column, self.tile.unit


class LitArea(NamedTuple):
    """Rows and columns of a picture, from the first to the last."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def corners(self) -> Collection[tuple[int, int]]:
        """The places at its corners; those at one place are one."""
        return {(row, column) for row in (self.top, self.bottom) for column in (self.left, self.right)}

    def within(self, rect: QRectF, shape: Shape) -> QRectF:
        """Return where it is in a picture of such a shape."""
        high, wide = rect.height() / shape[1], rect.width() / shape[2]
        left, top = rect.left() + wide * self.left, rect.top() + high * self.top
        return QRectF(left, top, wide * (self.right - self.left + 1), high * (self.bottom - self.top + 1))


LitAreas = Sequence[Mapping[int, LitArea]]
"""For every column a box by tile; columns without pictures have none."""


def pictured(numbers: NetworkNumbers, activity: SampleActivity) -> list[Shape]:
    """Return for every column the shape of its pictures, (tiles, height, width); empty if it has none."""
    shapes = [activity.inputs.shape]
    shapes += [layer.get(STATE, layer["a"]).shape for layer in activity.layers]
    found = [_pictures(shape) for shape in shapes]
    widths = numbers.widths  # many units are one tile, in which none of them can be pointed at
    return [shape if shape[:1] == (count,) else () for shape, count in zip(found, widths, strict=True)]


def pixel_at(tiles: Tiles, tile: Tile, shape: Shape, point: QPointF) -> Pixel | None:
    """Return the number under a point of a tile whose column has pictures of a shape, if it has any."""
    if not shape or tile.unit >= shape[0]:
        return None
    rect = tiles.picture(tile.unit)
    row = int((point.y() - rect.top()) / rect.height() * shape[1])
    column = int((point.x() - rect.left()) / rect.width() * shape[2])
    if not (rect.contains(point) and row < shape[1] and column < shape[2]):
        return None
    return Pixel(tile, row, column)


def boxes_under(numbers: NetworkNumbers, activity: SampleActivity, pixel: Pixel) -> LitAreas:
    """Return around what lies under a number, for every column from the inputs to its own."""
    top = pixel.tile.layer
    shapes = [activity.inputs.shape, *(layer["a"].shape for layer in activity.layers)]
    found = [{pixel.tile.unit: LitArea(pixel.row, pixel.column, pixel.row, pixel.column)}]
    for layer in range(top, -1, -1):
        rule, shape = numbers.layers[layer], shapes[layer]
        if not _pictures(shape):
            return [*({} for _ in range(layer + 1)), *found]
        wiring, now = numbers.diagram.wirings[layer], pixel.column
        if layer == top and any(links.recurrent for links in wiring.links):
            # Of a state not all that it comes from is lit, but what goes into it in this step.
            units = range(numbers.widths[layer + 1]) if now else ()
            found[0] = {unit: LitArea(0, now - 1, 0, now - 1) for unit in units}
            found[0][pixel.tile.unit] = LitArea(0, max(now - 1, 0), 0, now)
            found.insert(0, {unit: LitArea(0, now, 0, now) for unit in range(numbers.widths[layer])})
            continue
        # Windows move in step with what they are over, so the corners have all that lies between them.
        images = len(shapes[layer + 1]) == 3
        places = (
            place
            for unit, box in found[0].items()
            for row, column in box.corners
            for place in rule.receptive_field((unit, row, column) if images else (column, unit), shape)
        )
        found.insert(0, _around(places))
    return found


def _pictures(shape: Shape) -> Shape:
    match shape:
        case (_, _, _):
            return shape
        case (time, units):
            return units, 1, time
    return ()


def _around(places: Iterator[Place]) -> dict[int, LitArea]:
    found = dict[int, LitArea]()
    for place in places:
        unit, row, column = place if len(place) == 3 else (place[1], 0, place[0])
        top, left, bottom, right = found.get(unit, (row, column, row, column))
        found[unit] = LitArea(min(top, row), min(left, column), max(bottom, row), max(right, column))
    return found

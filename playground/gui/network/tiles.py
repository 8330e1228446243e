"""Where the tiles of a network are: a column for the inputs and one for each layer, evenly spread."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.engine.parameters import Shape

LARGEST, GAP, MOST = 58.0, 14.0, 16
CLOSE = 0.12
"""Tiles that are smaller than the largest have so much of their step between them."""
BETWEEN = 28.0
"""Pixels that are left to links between two columns, at least."""
SLIM = 56.0
"""Width of the cells of a layer that has no units of its own."""

NAME = 8.0
"""Pixels around a name beside a tile."""

EDGE = 10.0
"""Pixels between such a tile and the end of its column, at least."""

NAMED, SHORTEST = 22.0, 34.0
"""Up to this size tiles make room for the first pixels of a name beside them, and for how many."""

TEXT = 14.0
"""Height of a line of text in a cell."""


class Tile(NamedTuple):
    """A unit of a layer; layers count from 0, and -1 is the inputs."""

    layer: int
    unit: int


class Off(NamedTuple):
    """An input that is switched off: its number among these."""

    number: int


@dataclass(frozen=True)
class Tiles:
    """Where the tiles of one column are."""

    rects: tuple[QRectF, ...]
    hidden: int
    """How many units there is no room for."""
    slim: bool = False
    """Whether the layer only shapes what passes through it."""
    grid: Shape | None = None
    """How many rows and columns of tiles are one picture together, if they are."""
    off: tuple[QRectF, ...] = ()
    """Where the inputs are that are switched off."""

    def picture(self, unit: int) -> QRectF:
        """Return where the picture of a unit is: in the middle of its cell, if its layer is a block."""
        rect = self.rects[unit]
        if not self.slim:
            return rect
        side = min(rect.width(), rect.height()) - 1.0
        return QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)

    @property
    def low(self) -> bool:
        """Whether the tiles have no room for a line of text."""
        return bool(self.rects) and self.rects[0].height() < TEXT

    @property
    def bounds(self) -> QRectF:
        """What holds all tiles."""
        found = QRectF()
        for rect in self.rects:
            found = found.united(rect)
        return found


def columns(
    widths: Sequence[int],
    size: QSizeF,
    slim: Collection[int],
    straight: Collection[int] = (0,),
    names: tuple[float, float] = (0.0, 0.0),
    grid: Shape | None = None,
) -> list[Tiles]:
    """Return the columns of so many units each.

    ``slim`` are those without units of their own, ``straight`` those that have no tiles beside each other.
    Beside the first and the last there is room for ``names`` of such widths, as far as links leave it, and
    where tiles stand beside each other between them, too; if ``grid`` is given the tiles of the last are so
    many rows and columns of one picture.
    """
    pitch, last = size.width() / max(len(widths), 1), len(widths) - 1
    beside = {0: names[0], last: -names[1]} if last else {}
    return [
        _grid(grid, QPointF((i + 0.5) * pitch, size.height() / 2), pitch)
        if i == last and grid is not None
        else _tiles(
            count, (i + 0.5) * pitch, pitch, size.height(), i in slim, i in straight, beside.get(i, 0.0)
        )
        for i, count in enumerate(widths)
    ]


def _grid(grid: Shape, centre: QPointF, pitch: float) -> Tiles:
    """Return tiles that touch each other."""
    rows, wide = grid
    side = min(2.0 * LARGEST, pitch - BETWEEN, 2.0 * centre.y() - 8.0) / max(grid)
    left, top = centre.x() - wide * side / 2, centre.y() - rows * side / 2
    rects = [QRectF(left + j * side, top + i * side, side, side) for i in range(rows) for j in range(wide)]
    return Tiles(tuple(rects), 0, grid=grid)


def _tiles(
    count: int,
    centre: float,
    pitch: float,
    height: float,
    slim: bool,
    straight: bool = True,
    beside: float = 0.0,
) -> Tiles:
    shown = min(count, MOST)
    room = height - (24.0 if count > shown else 8.0)
    step = min(LARGEST + GAP, room / max(shown, 1))
    side = max(8.0, min(LARGEST, step - min(GAP, CLOSE * step), pitch - BETWEEN))
    name = abs(beside) + NAME if beside else 0.0
    if not (slim or straight) and shown > 2 and (pair := _staggered(shown, centre, pitch, room, side, name)):
        return Tiles(pair, count - shown)
    if beside and not slim:  # a short name is worth more than a large tile
        side = min(side, max(NAMED, pitch - BETWEEN - min(name, SHORTEST)))
        centre += math.copysign(_aside(abs(beside), pitch, side), beside)
    top = (room - step * shown + step - side) / 2 + 4.0
    width = SLIM if slim else side
    rects = [QRectF(centre - width / 2, top + i * step, width, side) for i in range(shown)]
    return Tiles(tuple(rects), count - shown, slim)


def _aside(name: float, pitch: float, side: float) -> float:
    """Return how far tiles go aside for names beside them."""
    room = (pitch - side) / 2
    return max(0.0, min(name + NAME - room, room - EDGE))


def _staggered(
    count: int, centre: float, pitch: float, room: float, least: float, name: float
) -> tuple[QRectF, ...]:
    """Return tiles by turns at the left and the right, each half a tile lower, if that makes them larger.

    Behind each there are so many pixels for a name.
    """
    step = min(LARGEST + GAP, room / (-(-count // 2) + 0.5 * (count % 2 == 0)))
    side = min(LARGEST, step - min(GAP, CLOSE * step), (pitch - BETWEEN - 2 * name) / 2)
    if side < 1.25 * least:
        return ()
    top = (room - 0.5 * step * (count - 1) - side) / 2 + 4.0
    apart = max(name, 3.0)
    lefts = (centre - side - apart / 2 - name / 2, centre + apart / 2 - name / 2)
    return tuple(QRectF(lefts[i % 2], top + 0.5 * i * step, side, side) for i in range(count))


def with_off(columns: Sequence[Tiles], size: QSizeF, on: Sequence[bool], name: float = 0.0) -> list[Tiles]:
    """Return the columns with room in the first for inputs that are switched off; ``on`` says which are not.

    Where there is no room for all of them only those that are on are shown.
    """
    if len(on) > MOST or all(on):
        return list(columns)
    pitch = size.width() / len(columns)
    slots = _tiles(len(on), 0.5 * pitch, pitch, size.height(), False, beside=name).rects
    pairs = list(zip(slots, on, strict=True))
    shown = tuple(rect for rect, is_on in pairs if is_on)
    return [Tiles(shown, 0, off=tuple(_smaller(rect) for rect, is_on in pairs if not is_on)), *columns[1:]]


def _smaller(rect: QRectF) -> QRectF:
    by = 0.15 * rect.width()
    return rect.adjusted(by, by, -by, -by)


def tile_at(columns: Sequence[Tiles], point: QPointF) -> Tile | Off | None:
    """Return the tile under a point."""
    off = columns[0].off if columns else ()
    found = next((tile for tile, rect in _each(columns) if rect.contains(point)), None)
    return found or next((Off(i) for i, rect in enumerate(off) if rect.contains(point)), None)


def _each(columns: Sequence[Tiles]) -> Iterator[tuple[Tile, QRectF]]:
    for i, tiles in enumerate(columns):
        for unit, rect in enumerate(tiles.rects):
            yield Tile(i - 1, unit), rect


def neighbour(columns: Sequence[Tiles], tile: Tile | None, right: int, down: int) -> Tile | None:
    """Return the tile one step beside another, or the nearest in the next column; the first from none."""
    if tile is None:
        return next((tile for tile, _ in _each(columns)), None)
    column = min(max(tile.layer + 1 + right, 0), len(columns) - 1)
    rects = columns[column].rects
    if not rects or column == tile.layer + 1:
        return Tile(tile.layer, min(max(tile.unit + down, 0), max(len(rects) - 1, 0)))
    height = (
        columns[tile.layer + 1].rects[min(tile.unit, len(columns[tile.layer + 1].rects) - 1)].center().y()
    )
    unit = min(range(len(rects)), key=lambda i: abs(rects[i].center().y() - height))
    return Tile(column - 1, unit)

"""The curves of the links between tiles, as arrays: which one is near a point, or inside a rectangle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from playground.engine.wiring import Places
from playground.gui.network.diagram import Link, LinkArrays
from playground.gui.network.tiles import Tile, Tiles

PIECES = 24
"""A curve is looked for as so many straight pieces."""
AWAY, FURTHER, MOST = 14.0, 0.3, 0.6
"""A loop bends away by so many pixels and this share of the way between its ends, but by no more than this
share of the room between two columns."""
Numbers = npt.NDArray[np.float64]


class LinkCurves:
    """All links that there is room for, in the order of the arrays that they come from."""

    def __init__(self, columns: Sequence[Tiles], arrays: LinkArrays) -> None:
        shown = np.array([len(tiles.rects) for tiles in columns], np.intp)
        fits = (arrays.source < shown[arrays.column]) & (arrays.target < shown[arrays.layer + 1])
        self.rows: Places = np.flatnonzero(fits)
        """Which of all links each is, (links,)."""
        self._arrays = arrays
        self.layers: Places = arrays.layer[self.rows]
        """Which layer each leads into, (links,)."""
        self.curves = self._curves(columns)
        """The four points of every cubic curve, (links, 4, 2)."""
        self.paths = [path_of(curve) for curve in self.curves]
        """The same as they are drawn."""
        self._points = self.along(np.linspace(0.0, 1.0, PIECES + 1))

    def __len__(self) -> int:
        return len(self.rows)

    def link(self, number: int) -> Link:
        """Return a link by its number among those shown."""
        return self._arrays.link(int(self.rows[number]))

    def number(self, link: Link) -> int | None:
        """Return the number of a link among those shown, if it is."""
        row = self._arrays.row(link)
        found = [] if row is None else np.flatnonzero(self.rows == row).tolist()
        return found[0] if found else None

    def into(self, tile: Tile) -> list[Link]:
        """Return the links that lead to a unit."""
        ends = self._arrays.layer == tile.layer, self._arrays.target == tile.unit
        return [self.link(i) for i in np.flatnonzero((ends[0] & ends[1])[self.rows]).tolist()]

    def at_end(self, tile: Tile) -> Places:
        """Return the numbers of the links that lead to a unit or away from it."""
        arrays = self._arrays
        to = (arrays.layer == tile.layer) & (arrays.target == tile.unit)
        away = (arrays.column == tile.layer + 1) & (arrays.source == tile.unit)
        return np.flatnonzero((to | away)[self.rows])

    def _curves(self, columns: Sequence[Tiles]) -> Numbers:
        """Return curves from the right of one tile to the left of another; a loop stays on the right."""
        arrays, rows = self._arrays, self.rows
        tiles = np.zeros((len(columns), max((len(each.rects) for each in columns), default=0), 4))
        for column, each in enumerate(columns):
            for i, rect in enumerate(each.rects):
                tiles[column, i] = rect.left(), rect.right(), rect.center().y(), rect.height()
        _, right, y, height = tiles[arrays.column[rows], arrays.source[rows]].T
        left, side, end_y, _ = tiles[arrays.layer[rows] + 1, arrays.target[rows]].T
        loops = (arrays.column > arrays.layer)[rows]
        end = np.where(loops, side, left)
        room = left - tiles[arrays.layer[rows], 0, 1] if len(rows) else left
        away = np.minimum(AWAY + FURTHER * np.abs(end_y - y), MOST * room)
        bend = np.where(loops, away, (end - right) / 2)
        quarter = np.where(loops, height / 4, 0.0)  # leaves above and comes back below the middle
        start_y, end_y = y - quarter, end_y + quarter
        back = np.where(loops, bend, -bend)
        points = [(right, start_y), (right + bend, start_y), (end + back, end_y), (end, end_y)]
        return np.array(points).transpose(2, 0, 1).reshape(-1, 4, 2)

    def along(self, share: Numbers, which: Places | None = None) -> Numbers:
        """Return the points of all curves, or of some, at shares of their way, (links, shares, 2)."""
        curves = self.curves if which is None else self.curves[which]
        t = share[:, None]
        factors = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3])
        return np.asarray(np.einsum("lkc,kts->ltc", curves, factors))

    def at(self, point: QPointF, reach: float) -> Link | None:
        """Return the link nearest to a point, if one is within reach."""
        if not len(self):
            return None
        here = np.array([point.x(), point.y()])
        start, piece = self._points[:, :-1], np.diff(self._points, axis=1)
        length = np.maximum((piece**2).sum(axis=2), 1e-9)
        share = np.clip(((here - start) * piece).sum(axis=2) / length, 0.0, 1.0)
        distance = np.hypot(*np.moveaxis(start + share[..., None] * piece - here, 2, 0)).min(axis=1)
        nearest = int(distance.argmin())
        return self.link(nearest) if distance[nearest] <= reach else None

    def inside(self, rect: QRectF) -> list[Link]:
        """Return the links that pass through a rectangle."""
        low = np.minimum(self._points[:, :-1], self._points[:, 1:])
        high = np.maximum(self._points[:, :-1], self._points[:, 1:])
        corners = np.array([[rect.left(), rect.top()], [rect.right(), rect.bottom()]])
        within = ((high >= corners[0]) & (low <= corners[1])).all(axis=2)
        return [self.link(i) for i in np.flatnonzero(within.any(axis=1)).tolist()]

    def middle(self, link: Link) -> QPointF | None:
        """Return the point halfway along a link, if it is shown."""
        number = self.number(link)
        return None if number is None else QPointF(*self._points[number, PIECES // 2].tolist())


def path_of(curve: Numbers) -> QPainterPath:
    """Return a curve (4, 2) as one draws it."""
    a, b, c, d = (QPointF(x, y) for x, y in curve.tolist())
    path = QPainterPath(a)
    path.cubicTo(b, c, d)
    return path

"""The curves of the links between tiles, as arrays: which one is near a point, or inside a rectangle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from playground.gui.network.tiles import Tiles

PIECES = 24
"""A curve is looked for as so many straight pieces."""
Numbers = npt.NDArray[np.float64]


class Link(NamedTuple):
    """The weight from an input of a layer to one of its units."""

    layer: int
    input: int
    unit: int


class Links:
    """All links that there is room for, in the order of layers, inputs, units."""

    def __init__(self, columns: Sequence[Tiles], weighted: Sequence[int]) -> None:
        """``weighted`` are the layers that have weights."""
        self.links: list[Link] = []
        curves: list[Numbers] = []
        for layer in weighted:
            left, right = columns[layer], columns[layer + 1]
            pairs = [(i, j) for i in range(len(left.rects)) for j in range(len(right.rects))]
            self.links += [Link(layer, i, j) for i, j in pairs]
            curves += [_curve(left.rects[i], right.rects[j]) for i, j in pairs]
        self.curves: Numbers = np.array(curves).reshape(-1, 4, 2)
        """The four points of every cubic curve, (links, 4, 2)."""
        self._points = self.along(np.linspace(0.0, 1.0, PIECES + 1))
        self._index = {link: i for i, link in enumerate(self.links)}

    def along(self, share: Numbers, which: npt.NDArray[np.intp] | None = None) -> Numbers:
        """Return the points of all curves, or of some, at shares of their way, (links, shares, 2)."""
        curves = self.curves if which is None else self.curves[which]
        t = share[:, None]
        factors = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3])
        return np.asarray(np.einsum("lkc,kts->ltc", curves, factors))

    def at(self, point: QPointF, reach: float) -> Link | None:
        """Return the link nearest to a point, if one is within reach."""
        if not self.links:
            return None
        here = np.array([point.x(), point.y()])
        start, piece = self._points[:, :-1], np.diff(self._points, axis=1)
        length = np.maximum((piece**2).sum(axis=2), 1e-9)
        share = np.clip(((here - start) * piece).sum(axis=2) / length, 0.0, 1.0)
        distance = np.hypot(*np.moveaxis(start + share[..., None] * piece - here, 2, 0)).min(axis=1)
        nearest = int(distance.argmin())
        return self.links[nearest] if distance[nearest] <= reach else None

    def inside(self, rect: QRectF) -> list[Link]:
        """Return the links that pass through a rectangle."""
        low = np.minimum(self._points[:, :-1], self._points[:, 1:])
        high = np.maximum(self._points[:, :-1], self._points[:, 1:])
        corners = np.array([[rect.left(), rect.top()], [rect.right(), rect.bottom()]])
        within = ((high >= corners[0]) & (low <= corners[1])).all(axis=2)
        return [self.links[i] for i in np.flatnonzero(within.any(axis=1)).tolist()]

    def path(self, link: Link) -> QPainterPath:
        """Return the curve of a link; an empty one if there is no room for it."""
        if link not in self._index:
            return QPainterPath()
        return path_of(self.curves[self._index[link]])

    def middle(self, link: Link) -> QPointF:
        """Return the point halfway along a link."""
        return QPointF(*self._points[self._index[link], PIECES // 2].tolist())


def path_of(curve: Numbers) -> QPainterPath:
    """Return a curve (4, 2) as one draws it."""
    a, b, c, d = (QPointF(x, y) for x, y in curve.tolist())
    path = QPainterPath(a)
    path.cubicTo(b, c, d)
    return path


def _curve(start: QRectF, end: QRectF) -> Numbers:
    a, b = (start.right(), start.center().y()), (end.left(), end.center().y())
    bend = (b[0] - a[0]) / 2
    return np.array([a, (a[0] + bend, a[1]), (b[0] - bend, b[1]), b])

"""The links in the network's picture: colour for the sign, width for the size, and the weak ones fade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from playground.engine.wiring import Links as Wires
from playground.gui.network.content import Content, Maps
from playground.gui.network.links import LinkCurves
from playground.gui.network.picture_parts import Part
from playground.gui.network.pixels import picture
from playground.gui.network.quantities import Shares
from playground.gui.network.tiles import Tile, Tiles
from playground.gui.theme import Theme

THINNEST, THICKEST = 0.6, 7.0
"""Links are so wide, in pixels."""
KERNEL = 22.0
"""Pixels that the picture of a kernel is wide, at most."""
STRONG, FADING = 40, 3.0
"""So many links into a layer are not faded; of the weaker ones, how fast they fade: a power of their size."""
PART = 64
"""Links that are drawn at once: half a millisecond."""
LEVELS, FAINTEST, FULL = 16, 0.08, 0.75
"""How many shades of a colour there are, and how opaque the faintest and the strongest are."""


class LinkPicture:
    """Draws the links of a network in a theme's colours."""

    def __init__(
        self, theme: Theme, columns: Sequence[Tiles], links: LinkCurves, wires: Sequence[tuple[int, Wires]]
    ) -> None:
        """``wires`` are links without numbers, each with the layer that they lead into."""
        self._theme, self._columns, self._links, self._wires = theme, columns, links, wires
        # Opaque, in the colour that so much of the data colour has on the card: measured to be five times as
        # fast as a translucent pen.
        shades = np.linspace(FAINTEST, FULL, LEVELS).tolist()
        self._colours = [
            [QColor(theme.faded(name, share)) for share in shades]
            for name in (theme.negative, theme.positive)
        ]
        sides = [rect.height() for tiles in columns for rect in tiles.rects[:1]]
        self._thickest = min([THICKEST, *(0.2 * side for side in sides)])

    def parts(self, content: Content) -> Iterator[Part]:
        """Yield what draws all links, the stronger ones over the weaker."""
        yield self._draw_wires
        levels = np.rint((LEVELS - 1) * self._strengths(content.links)).astype(int).tolist()
        order = np.argsort(np.abs(content.links)).tolist()
        for start in range(0, len(order), PART):
            own = [(number, levels[number]) for number in order[start : start + PART]]
            yield partial(self._draw, content=content, order=own)

    def draw_of(self, painter: QPainter, content: Content, tile: Tile) -> None:
        """Draw those that lead to a unit or away from it, none of them faded."""
        self._draw_wires(painter, tile)
        own = self._links.at_end(tile)
        order = own[np.argsort(np.abs(content.links[own]))].tolist()
        self._draw(painter, content, [(number, LEVELS - 1) for number in order])

    def pen(self, share: float, level: int = LEVELS - 1) -> QPen:
        """Return the pen of a link whose number is such a share of what is drawn widest."""
        colour = self._colours[share > 0.0][level] if share else QColor(self._theme.border)
        return QPen(colour, THINNEST + (self._thickest - THINNEST) * abs(share))

    def _strengths(self, shares: Shares) -> npt.NDArray[np.float64]:
        """Return how much of each link is left beside the strong ones of its layer, from 0 to 1, (links,)."""
        sizes, found = np.abs(shares), np.ones(len(shares))
        for layer in set(self._links.layers.tolist()):
            own = np.flatnonzero(self._links.layers == layer)
            if len(own) > STRONG:
                strong = np.partition(sizes[own], -STRONG)[-STRONG]
                found[own] = np.minimum(sizes[own] / max(float(strong), 1e-30), 1.0) ** FADING
        return found

    def _draw(self, painter: QPainter, content: Content, order: Sequence[tuple[int, int]]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frozen, paths = content.frozen_links, self._links.paths
        shares = content.links[[number for number, _ in order]].tolist()
        for (number, level), share in zip(order, shares, strict=True):
            pen = self.pen(share, level)
            if frozen[number]:
                pen.setWidthF(max(pen.widthF(), 1.4))
                pen.setDashPattern([4.0, 2.5])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawPath(paths[number])

    def _draw_wires(self, painter: QPainter, tile: Tile | None = None) -> None:
        """Draw what passes from unit to unit without weights, or from and to one alone."""
        painter.setPen(QPen(QColor(self._theme.secondary), 1))
        for layer, wires in self._wires:
            left, right = self._columns[layer].rects, self._columns[layer + 1].rects
            for i, j in zip(wires.source.tolist(), wires.target.tolist(), strict=True):
                if i < len(left) and j < len(right) and tile in (None, Tile(layer - 1, i), Tile(layer, j)):
                    start, end = left[i], right[j]
                    painter.drawLine(
                        QPointF(start.right(), start.center().y()), QPointF(end.left(), end.center().y())
                    )


def draw_kernels(painter: QPainter, theme: Theme, table: list[int], tiles: Tiles, kernels: Maps) -> None:
    """Draw the kernel of every filter where its link comes to the column."""
    middles = [rect.center().y() for rect in tiles.rects]
    room = min((b - a for a, b in pairwise(middles)), default=KERNEL + 2.0)
    side, left = min(KERNEL, room - 2.0), tiles.bounds.left() - 10.0
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for i, y in enumerate(middles):
        rect = QRectF(left - side, y - side / 2, side, side)
        painter.drawImage(rect, picture(kernels[::-1, :, i], table))
        painter.drawRect(rect)

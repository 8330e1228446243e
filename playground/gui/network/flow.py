"""The way forward, suggested while a run plays: a wave of dots along the links, layer after layer."""

from __future__ import annotations

import time

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from playground.gui.network.diagram import LinkArrays
from playground.gui.network.links import LinkCurves
from playground.gui.network.quantities import Shares
from playground.gui.theme import Theme

TICK, LAYER = 40, 0.7
"""Milliseconds between two pictures, and seconds for the way through one layer."""
FAINT = 0.05
"""Links with less than this share of the largest number carry no dot."""
DOT, CORE, MARGIN = 5.0, 2.2, 5


class Flow(QObject):
    """Moves the dots of one layer at a time; only where they are need be painted again."""

    moved = Signal(QRect)
    """The dots are elsewhere: all within this part of the canvas."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted, self._playing = False, False
        self._links = LinkCurves([], LinkArrays([]))
        self._layers: npt.NDArray[np.intp] = np.empty(0, np.intp)
        self._order: list[int] = []
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._rect = QRect()
        self.points: npt.NDArray[np.float64] = np.empty((0, 2))
        """Where the dots are, (dots, 2)."""
        self._shown: npt.NDArray[np.intp] = np.empty(0, np.intp)

    @property
    def running(self) -> bool:
        """Whether dots are moving."""
        return self._timer.isActive()

    def set_wanted(self, wanted: bool) -> None:
        """Choose whether there are dots at all."""
        self._wanted = wanted
        self._settle()

    def set_playing(self, playing: bool) -> None:
        """Move only while a run plays."""
        self._playing = playing
        self._settle()

    def show_links(self, links: LinkCurves) -> None:
        """Take other links."""
        self._links = links
        self._layers = links.layers
        self._order = sorted(set(self._layers.tolist()))
        self.points, self._shown = np.empty((0, 2)), np.empty(0, np.intp)

    def _settle(self) -> None:
        if self._wanted and self._playing:
            self._timer.start()
        else:
            self._timer.stop()
            self.points, self._shown = np.empty((0, 2)), np.empty(0, np.intp)
            self.moved.emit(self._rect)

    def _tick(self) -> None:
        if not self._order:
            return
        turn, share = divmod(time.monotonic() / LAYER, 1.0)
        self._shown = np.flatnonzero(self._layers == self._order[int(turn) % len(self._order)])
        self.points = self._links.along(np.array([share]), self._shown)[:, 0]
        before = self._rect
        low, high = self.points.min(axis=0) - MARGIN, self.points.max(axis=0) + MARGIN
        self._rect = QRect(*np.floor(low).astype(int).tolist(), *np.ceil(high - low).astype(int).tolist())
        self.moved.emit(self._rect.united(before))

    def draw(self, painter: QPainter, theme: Theme, shares: Shares) -> None:
        """Draw the dots in the colours of their links, whose shares are in the order of the links."""
        if not len(self._shown):
            return
        strengths = shares[self._shown]
        strong = np.abs(strengths) > FAINT * max(float(np.abs(strengths).max()), 1e-9)
        for sign, colour in ((strengths > 0.0, theme.positive), (strengths < 0.0, theme.negative)):
            dots = [QPointF(x, y) for x, y in self.points[sign & strong].tolist()]
            for name, size in ((colour, DOT), (theme.surface, CORE)):
                painter.setPen(QPen(QColor(name), size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawPoints(dots)

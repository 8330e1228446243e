"""Tiles in rows on one painted canvas, however many there are: one of them is in sight, and keys go on."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from playground.gui.theme import Theme
from playground.gui.widgets.layouts import vertical_scroll_area
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

WORD, GAP, EDGE = 15, 8, 4
"""Pixels: a line of words, between two tiles, and around all."""
Places = npt.NDArray[np.intp]


class TileWall(QWidget, Themed):
    """As many tiles to a row as there is room for; it is as high as they need."""

    picked = Signal(int)
    """A tile was clicked at or stepped to: its place among all that there are."""
    reached = Signal(QRect)
    """What is in sight has moved there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.order: Places = np.zeros(0, np.intp)
        """Which are shown, by their places among all, in order."""
        self.current: int | None = None
        """The place of the one in sight."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)

    @property
    @abstractmethod
    def tile(self) -> QSizeF:
        """The size that a tile needs."""

    @abstractmethod
    def paint_tile(self, painter: QPainter, box: QRectF, place: int) -> None:
        """Draw one."""

    @abstractmethod
    def says(self, place: int) -> str:
        """Return in words what one shows."""

    def show_order(self, order: Places) -> None:
        """Show these, in this order."""
        longer = len(order) != len(self.order)
        self.order = order
        if longer:
            self._fit()
        self.refresh()

    def show_current(self, place: int | None) -> None:
        """Mark the one in sight."""
        if place != self.current:
            self.current = place
            box = self.box_of(place)
            if box is not None:
                self.reached.emit(box.toAlignedRect())
            self.refresh()

    def refresh(self) -> None:
        """Draw anew, and say what is in sight."""
        there = self.current is not None and self.current in self.order
        self.setAccessibleDescription(self.says(self.current or 0) if there else "")
        self.update()

    @property
    def across(self) -> int:
        """How many are in a row."""
        room = self.width() - 2 * EDGE + GAP
        return max(1, int(room / (self.tile.width() + GAP)))

    def box(self, at: int) -> QRectF:
        """Return where the one at some place of the order is."""
        row, column = divmod(at, self.across)
        step = self._step
        corner = QPointF(EDGE + column * step.x(), EDGE + row * step.y())
        return QRectF(corner, corner + QPointF(step.x() - GAP, step.y() - GAP))

    def box_of(self, place: int | None) -> QRectF | None:
        """Return where one is, if it is among those that are shown."""
        found = np.flatnonzero(self.order == (-1 if place is None else place))
        return self.box(int(found[0])) if len(found) else None

    @property
    def _step(self) -> QPointF:
        """From one tile to the next, across and down; they share all the width."""
        tile, across = self.tile, self.across
        shared = (self.width() - 2 * EDGE + GAP) / across
        wide = tile.width() + GAP if len(self.order) < across else max(shared, tile.width() + GAP)
        return QPointF(wide, tile.height() + GAP)

    def _fit(self) -> None:
        rows = -(-len(self.order) // self.across)
        self.setMinimumHeight(round(2 * EDGE + rows * self._step.y() - (GAP if rows else 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, across = self._step.y(), self.across
        first = max(0, int((event.rect().top() - EDGE) // high)) * across
        last = (int((event.rect().bottom() - EDGE) // high) + 1) * across
        for at in range(first, min(last, len(self.order))):
            self.paint_tile(painter, self.box(at), int(self.order[at]))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.accent), 1.5))
            painter.drawRect(QRectF(self.visibleRegion().boundingRect()).adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step, across = self._step, self.across
        column = int((event.position().x() - EDGE + GAP / 2) // step.x())
        at = int((event.position().y() - EDGE + GAP / 2) // step.y()) * across + column
        if 0 <= column < across and 0 <= at < len(self.order):
            self.picked.emit(int(self.order[at]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self.across,
            Qt.Key.Key_Down: self.across,
            Qt.Key.Key_Home: -len(self.order),
            Qt.Key.Key_End: len(self.order),
        }
        key = Qt.Key(event.key())
        if key not in moves or not len(self.order):
            super().keyPressEvent(event)
            return
        found = np.flatnonzero(self.order == self.current)
        to = int(found[0]) + moves[key] if len(found) else 0
        if abs(moves[key]) == len(self.order) or 0 <= to < len(self.order):
            self.picked.emit(int(self.order[min(max(to, 0), len(self.order) - 1)]))


def tile_scroll_area(wall: TileWall) -> QScrollArea:
    """Return a scroll area around a wall that follows the tile in sight."""
    area = vertical_scroll_area(wall)

    def scroll_to(box: QRect) -> None:
        centre, margins = box.center(), box.size() / 2
        area.ensureVisible(centre.x(), centre.y(), margins.width(), margins.height() + 6)

    wall.reached.connect(scroll_to)
    return area

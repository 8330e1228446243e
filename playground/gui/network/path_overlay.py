"""The path that the microscope reads, lit up over the network's picture link by link."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.gui.network.canvas import Canvas
from playground.gui.network.links import path_of
from playground.gui.network.receptive import LitArea
from playground.gui.network.selection import Chosen, LitStep, Selection
from playground.gui.network.tile_picture import outline
from playground.gui.network.tiles import Tile
from playground.gui.widgets.paint_guard import guarded

VEIL = 150
"""How opaque the card is over what is not on the path, of 255."""
WIDE, NARROW = 6.0, 2.5
"""Pixels that the step that is read, and the others, are wide."""


class PathOverlay(QWidget):
    """Lies over the canvas and lets the pointer through; everything beside the path is veiled."""

    def __init__(self, canvas: Canvas, selection: Selection) -> None:
        super().__init__(canvas)
        self._canvas, self._selection = canvas, selection
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        canvas.installEventFilter(self)
        selection.path_changed.connect(self._show_path)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.resize(self._canvas.size())
        return super().eventFilter(watched, event)

    def _show_path(self) -> None:
        self.resize(self._canvas.size())
        self.lower()  # cards and fields of the canvas lie above it
        self.setVisible(self._selection.path is not None)
        self.update()

    def lit_tiles(self) -> list[Tile]:
        """Return the units on the path, from the loss on; of the step that is read alone, if one is."""
        path = self._selection.path
        steps = () if path is None else path.steps if path.at is None else path.steps[path.at : path.at + 1]
        return list(dict.fromkeys(Tile(*unit) for step in steps for unit in step.units))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        path = self._selection.path
        if path is None:
            return
        painter, theme = QPainter(self), self._canvas.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QPainterPath()
        veil.addRect(QRectF(self.rect()))
        for step in path.steps:
            for rect, _ in self._rects(step):
                veil = veil.subtracted(outline(rect))
        surface = QColor(theme.surface)
        surface.setAlpha(VEIL)
        painter.fillPath(veil, surface)
        lit = path.steps if path.at is None else [path.steps[path.at]]
        for step in path.steps:
            self._draw(painter, step, QColor(theme.secondary), NARROW)
        for step in lit:
            self._draw(painter, step, QColor(theme.accent), NARROW if path.at is None else WIDE)

    def _draw(self, painter: QPainter, step: LitStep, colour: QColor, width: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        link = self._link(step)
        if link is not None:
            painter.drawPath(link)
        for rect, number in self._rects(step):
            painter.setPen(QPen(colour, max(NARROW, width / 2)))
            painter.drawPath(outline(rect))
            if number is not None:
                painter.drawRect(number)

    def _link(self, step: LitStep) -> QPainterPath | None:
        """Return the link of a step: that of its weight, or a line between two layers."""
        if step.parameter is not None:
            layer, name, index = step.parameter
            link = self._canvas.chosen_link(Chosen(layer, None, (name, index)))
            number = None if link is None else self._canvas.links.number(link)
            return None if number is None else path_of(self._canvas.links.curves[number])
        rects = [self._canvas.rect_of(Tile(*unit)) for unit in step.units]
        if len(rects) < 2 or rects[0] is None or rects[1] is None or step.units[0][0] == step.units[1][0]:
            return None
        left, right = sorted(rects[:2], key=lambda rect: rect.left() if rect is not None else 0.0)
        assert left is not None
        assert right is not None
        path = QPainterPath(QPointF(left.right(), left.center().y()))
        path.lineTo(QPointF(right.left(), right.center().y()))
        return path

    def _rects(self, step: LitStep) -> Iterator[tuple[QRectF, QRectF | None]]:
        """Yield the tiles of a step, each with where in its picture its number is, if it has one of many."""
        for unit, place in zip(step.units, step.numbers, strict=True):
            rect = self._canvas.rect_of(Tile(*unit))
            if rect is not None:
                yield rect, self._number(Tile(*unit), place)

    def _number(self, tile: Tile, place: tuple[int, ...]) -> QRectF | None:
        content, column = self._canvas.content, tile.layer + 1
        known = () if content is None else content.maps  # of a run that has not begun there are none
        maps = known[column] if column < len(known) else None
        if maps is None or len(place) < 2:
            return None
        shape = maps.shape[2], maps.shape[0], maps.shape[1]
        row, step = (place[1], place[2]) if len(place) == 3 else (0, place[0])
        if row >= shape[1] or step >= shape[2]:
            return None
        return LitArea(row, step, row, step).within(self._canvas.columns[column].picture(tile.unit), shape)

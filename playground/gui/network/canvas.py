"""The canvas of the network view: the picture, what is marked on it, and what the pointer is at."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.engine.parameters import Shape
from playground.gui.network.content import Content
from playground.gui.network.diagram import Link, LinkArrays
from playground.gui.network.drawn_network import DrawnNetwork
from playground.gui.network.flow import Flow
from playground.gui.network.layout import laid_out
from playground.gui.network.link_picture import LinkPicture
from playground.gui.network.links import LinkCurves
from playground.gui.network.lit_areas import draw_lit_areas
from playground.gui.network.marking import draw_band, draw_focus, draw_marked_link, draw_outline
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.receptive import LitAreas
from playground.gui.network.selection import Chosen, Parameter
from playground.gui.network.tile_picture import TilePicture
from playground.gui.network.tiles import Off, Tile, Tiles, tile_at
from playground.gui.theme import Theme
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.themed import Themed

Spot = Tile | Off | Link
REACH = 6.0
"""A link is meant from so many pixels away."""


class Canvas(QWidget, Themed):
    """Draws a network once for each frame, and marks over it as often as the pointer moves."""

    pointed = Signal(object, QPointF)
    """The pointer is at a spot, or at none."""
    pressed = Signal(object, object)
    """A spot, or None, was clicked, with these modifiers held."""
    opened = Signal(object)
    """A spot was double-clicked."""
    menu_requested = Signal(object, QPoint)
    """A menu is wanted for a spot, at a point of the screen."""
    menu_key_pressed = Signal()
    """The key for the menu was pressed."""
    rectangle_selected = Signal(object)
    """A rectangle was drawn around these links."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._numbers: NetworkNumbers | None = None
        self.drawn = DrawnNetwork(self)
        """The picture of the network."""
        self.drawn.changed.connect(self.update)
        self._band: tuple[QPointF, QPointF] | None = None
        self.columns: list[Tiles] = []
        self.links = LinkCurves([], LinkArrays([]))
        self.hovered: Spot | None = None
        """What the pointer is at, or what is highlighted."""
        self._chosen: Tile | None = None
        self._selected: Collection[Spot] = ()
        self.lit: LitAreas = ()
        """What is lit of the pictures in tiles, for every column."""
        self._shapes: Sequence[Shape] = ()
        self.flow = Flow(self)
        self.flow.moved.connect(self.update)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def content(self) -> Content | None:
        """What is drawn."""
        return self.drawn.content

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 110)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._lay_out()

    def show_network(self, numbers: NetworkNumbers) -> None:
        """Make room for a network."""
        self._numbers = numbers
        self.drawn.show_content(None)
        self._lay_out()

    def mark(self, hovered: Spot | None, chosen: Tile | None, selected: Collection[Spot]) -> None:
        """Mark what the pointer is at, the unit that is chosen and what is selected."""
        if (hovered, chosen, selected) != (self.hovered, self._chosen, self._selected):
            self.hovered, self._chosen, self._selected = hovered, chosen, selected
            self.update()

    def light(self, boxes: LitAreas, shapes: Sequence[Shape] = ()) -> None:
        """Light parts of pictures in tiles; ``shapes`` are those of every column's pictures."""
        if boxes != self.lit:
            self.lit, self._shapes = boxes, shapes
            self.update()

    def lit_rects(self) -> list[QRectF]:
        """Return the tiles in which something is lit, those nearest to the inputs first."""
        lit = zip(self.columns, self.lit, strict=False)
        return [t.rects[i] for t, boxes in lit for i in boxes if i < len(t.rects)]

    def rect_of(self, tile: Tile) -> QRectF | None:
        """Return where a unit's tile is, if it is shown."""
        rects = self.columns[tile.layer + 1].rects if tile.layer + 1 < len(self.columns) else ()
        return rects[tile.unit] if tile.unit < len(rects) else None

    def point_of(self, spot: Spot) -> QPointF:
        """Return the middle of a spot."""
        middle = QRectF(self.rect()).center()
        if isinstance(spot, Link):
            return self.links.middle(spot) or middle
        rect = self.rect_of(spot) if isinstance(spot, Tile) else None
        return middle if rect is None else rect.center()

    def large(self, spot: Spot | None) -> QImage | None:
        """Return what a tile shows, large, if it is a map."""
        return self.drawn.large(spot) if isinstance(spot, Tile) else None

    def chosen_link(self, chosen: Chosen) -> Link | None:
        """Return the link that has the parameter that is chosen, if one has."""
        if self._numbers is None or chosen.parameter is None:
            return None
        return self._numbers.diagram.holding(chosen.layer, *chosen.parameter)

    def parameter(self, link: Link) -> Parameter | None:
        """Return the parameter that is chosen with a link."""
        return None if self._numbers is None else self._numbers.diagram.parameter(link)

    def span_of(self, link: Link) -> QRectF:
        """Return the place that a link takes with the tiles at its ends."""
        start = self._numbers.diagram.start(link) if self._numbers is not None else None
        rects = [self.rect_of(tile) for tile in (start, Tile(link.layer, link.unit)) if tile is not None]
        found = [rect for rect in rects if rect is not None]
        return found[0].united(found[-1]) if found else QRectF()

    def _lay_out(self) -> None:
        numbers = self._numbers
        if numbers is not None:
            diagram = numbers.diagram
            self.columns = laid_out(numbers, QSizeF(self.size()))
            self.links = LinkCurves(self.columns, diagram.links)
            self.flow.show_links(self.links)
            links = LinkPicture(self.theme, self.columns, self.links, diagram.wires)
            self.drawn.lay_out(self.theme, links, TilePicture(self.theme, self.columns))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.surface))
        alone = self.hovered if isinstance(self.hovered, Tile) else None
        self.drawn.paint(painter, self.size(), alone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._mark_links(painter)
        if self.content is not None:
            self.flow.draw(painter, self.theme, self.content.links)
        self._mark_tiles(painter)
        draw_lit_areas(painter, self.theme, self.columns, self._shapes, self.lit)
        if self._band is not None:
            draw_band(painter, self.theme, QRectF(*self._band).normalized())

    def _mark_links(self, painter: QPainter) -> None:
        if self.content is not None:
            marked = [*self._selected, *([self.hovered] if isinstance(self.hovered, Link) else [])]
            places = [self.links.number(link) for link in marked if isinstance(link, Link)]
            for place in (place for place in places if place is not None):
                pen = self.drawn.pen(float(self.content.links[place]))
                draw_marked_link(painter, self.theme, self.links.paths[place], pen)

    def _mark_tiles(self, painter: QPainter) -> None:
        hovered = self.hovered if isinstance(self.hovered, Tile) else None
        for tile, colour, width in (
            (hovered, self.theme.secondary, 1.5),
            (self._chosen, self.theme.accent, 2.5),
            *((spot, self.theme.accent, 1.2) for spot in self._selected if isinstance(spot, Tile)),
        ):
            rect = self.rect_of(tile) if tile is not None else None
            if rect is not None:
                draw_outline(painter, rect, colour, width)
        if self.hasFocus() and self._chosen is None:
            draw_focus(painter, self.theme, QRectF(self.rect()))

    def spot_at(self, point: QPointF) -> Spot | None:
        """Return the tile or link at a point."""
        return tile_at(self.columns, point) or self.links.at(point, REACH)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._band is not None:
            self._band = self._band[0], event.position()
            self.update()
        else:
            self.pointed.emit(self.spot_at(event.position()), event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None, QPointF())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._band = event.position(), event.position()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(spot, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._band is not None:
            rect = QRectF(*self._band).normalized()
            self._band = None
            self.rectangle_selected.emit(self.links.inside(rect))
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(spot)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_key_pressed.emit()
        else:
            self.menu_requested.emit(self.spot_at(QPointF(event.pos())), event.globalPos())

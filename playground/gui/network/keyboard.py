"""What keys do in the network's picture: they go from unit to unit and from link to link, and select."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from playground.gui.network.canvas import Canvas
from playground.gui.network.diagram import Link
from playground.gui.network.editing import Editing
from playground.gui.network.links import LinkCurves
from playground.gui.network.selection import Selection
from playground.gui.network.tiles import Tile, neighbour

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ALONG = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
"""Which of a unit's links is next."""
KEYS = (
    ("Arrows", "Go from unit to unit; with Shift, keep the selection"),
    (
        "Ctrl+Up, Ctrl+Down",
        "Go through the links into a chosen unit; with Shift, keep the selection",
    ),
    ("Insert", "Add the bias of the chosen unit to the selection, or remove it"),
    ("Menu", "Zero, perturb, freeze or thaw what is selected"),
    ("Enter", "Switch an input on or off; edit what is chosen"),
    ("Delete", "Remove the layer of the chosen unit"),
    ("Esc", "Clear the selection"),
)


class Keyboard(QObject):
    """Moves what is chosen and selected; what else a key asks for, its signals say."""

    moved = Signal(object)
    """The keys have come to a Tile, a Link or nothing."""
    switched = Signal(object)
    """The input at a Tile is to be switched."""
    opened = Signal(object)
    """Another number is to be typed at a Tile or a Link."""
    removed = Signal(int)
    """A layer is to be removed."""

    def __init__(self, canvas: Canvas, editing: Editing, selection: Selection) -> None:
        super().__init__(canvas)
        self._canvas, self._editing, self._selection = canvas, editing, selection
        canvas.menu_key_pressed.connect(self.open_menu)

    def take(self, event: QKeyEvent) -> bool:
        """Do what a key means here; return whether it means something."""
        key, tile, link = Qt.Key(event.key()), self._tile, self._link
        more = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in ALONG and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._walk(ALONG[key], more)
        elif key in STEPS:
            self._step(*STEPS[key], more)
        elif key == Qt.Key.Key_Insert and tile is not None:
            self._editing.select(self._editing.selected ^ {tile})
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and tile is not None:
            (self.switched if tile.layer < 0 else self.opened).emit(link or tile)
        elif key == Qt.Key.Key_Escape:
            self._editing.select(())
            self._selection.look_at()
            self.moved.emit(None)
        elif key == Qt.Key.Key_Delete and tile is not None:
            self.removed.emit(tile.layer)
        else:
            return False
        return True

    def open_menu(self) -> None:
        """Offer what can be done with what is selected, or else with the bias of the chosen unit."""
        selected, link = self._editing.selected, self._link
        spot = link if link in selected else next(iter(selected), link or self._tile)
        if spot is not None:
            self._editing.ask(spot, self._canvas.mapToGlobal(self._canvas.point_of(spot).toPoint()))

    @property
    def _tile(self) -> Tile | None:
        chosen = self._selection.chosen
        return None if chosen.unit is None else Tile(chosen.layer, chosen.unit)

    @property
    def _link(self) -> Link | None:
        return self._canvas.chosen_link(self._selection.chosen)

    def _step(self, right: int, down: int, more: bool) -> None:
        there = neighbour(self._canvas.columns, self._tile, right, down)
        if not more:
            self._editing.select(())
        self._selection.look_at(*(() if there is None else (there.layer, there.unit)))
        self.moved.emit(there)

    def _walk(self, by: int, more: bool) -> None:
        there = None if self._tile is None else beside(self._canvas.links, self._tile, self._link, by)
        if there is not None:
            self._editing.select((self._editing.selected if more else frozenset()) | {there})
            self._selection.look_at(there.layer, there.unit, self._canvas.parameter(there))
            self.moved.emit(there)


def beside(links: LinkCurves, tile: Tile, link: Link | None, by: int) -> Link | None:
    """Return the link into a unit that is so many behind another, and the first or last from none."""
    into = links.into(tile)
    if not into:
        return None
    if link not in into:
        return into[0 if by > 0 else -1]
    return into[(into.index(link) + by) % len(into)]

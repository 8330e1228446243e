"""The height of a view above the settings: it grows with what it says, as long as the settings keep some."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget

from playground.gui.views.view import LEFT
from playground.gui.widgets.delayed_call import DelayedCall
from playground.gui.window.dock import Dock
from playground.gui.window.dock_area import DockArea

KEPT = 116
"""Pixels that the settings keep: their heading and the pictures of data."""
NEAR = 2
"""Pixels by which a height may be another than the one that was given, and was not dragged."""


class LeftGrowth(QObject):
    """Makes views at the left higher where they would have to be scrolled. It never makes them lower, for
    what is below would move at every step; a height that a person drags stays.
    """

    def __init__(self, dock_area: DockArea, side: QDockWidget) -> None:
        super().__init__(dock_area)
        self._dock_area, self._side, self._docks = dock_area, side, list[Dock]()
        self._given: dict[Dock, tuple[int, int]] = {}  # the height of a dock, and that of all there was then
        self._dragged: set[Dock] = set()
        self._soon = DelayedCall(self, self._fit)
        for watched in (dock_area, side):
            watched.installEventFilter(self)

    def add(self, dock: Dock) -> None:
        """Follow another dock at the left."""
        self._docks.append(dock)
        dock.installEventFilter(self)
        dock.view.text_changed.connect(self._fit)  # at once: what is shown below next must stay in sight

    def begin(self, dock: Dock) -> None:
        """Take what a dock has now for its first height."""
        self._given.pop(dock, None)
        self._dragged.discard(dock)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if watched is self._dock_area:
                self._soon.start()
            else:
                self._notice()
        return False

    def _notice(self) -> None:
        """See whether a person has dragged a height: whatever else changes it changes that of both."""
        for dock, (height, both) in self._given.items():
            if dock.height() + self._side.height() == both and abs(dock.height() - height) > NEAR:
                self._dragged.add(dock)

    def _fit(self) -> None:
        for dock in self._docks:
            there = dock.isVisible() and not dock.isFloating() and self._side.isVisible()
            if there and self._dock_area.dockWidgetArea(dock) == LEFT:
                self._grow(dock)

    def _grow(self, dock: Dock) -> None:
        if dock in self._dragged:
            return
        both = dock.height() + self._side.height()
        wanted = min(dock.height_for(dock.view.lines_height(dock.view.width())), both - KEPT)
        if wanted > dock.height():
            self._given.pop(dock, None)  # till it is done: what comes of it is nobody's wish
            heights = [wanted, both - wanted]
            self._dock_area.resizeDocks([dock, self._side], heights, Qt.Orientation.Vertical)
            self._dock_area.lay_out()
        self._given[dock] = dock.height(), both

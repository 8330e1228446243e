"""The width of the views at the right: when the window grows or shrinks they keep their share of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt

from playground.gui.window.dock import Dock
from playground.gui.window.dock_area import DockArea


class RightShare(QObject):
    """Remembers which share of the room views at the right have: Qt would give the middle all new width."""

    def __init__(self, dock_area: DockArea, room: Callable[[], int]) -> None:
        """``room`` returns the pixels that the middle and what is at its right have together."""
        super().__init__(dock_area)
        self._dock_area, self._room, self._docks = dock_area, room, list[Dock]()
        self._share, self._width = 0.0, dock_area.width()
        dock_area.installEventFilter(self)

    def add(self, dock: Dock) -> None:
        """Follow another dock, wherever it is."""
        self._docks.append(dock)
        dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if watched is self._dock_area:
                self._keep()
            elif self._dock_area.width() == self._width and watched in self._at_right():
                # The window has not changed: a person has dragged it, or it was placed anew.
                self._share = self._at_right()[0].width() / max(self._room(), 1)
        return False

    def _at_right(self) -> list[Dock]:
        area = Qt.DockWidgetArea.RightDockWidgetArea
        return [
            dock
            for dock in self._docks
            if dock.view.in_sight and not dock.isFloating() and self._dock_area.dockWidgetArea(dock) == area
        ]

    def _keep(self) -> None:
        right, middle, share = self._at_right(), self._dock_area.centralWidget(), self._share
        if (
            share
            and right
            and middle is not None
            and middle.isVisible()
            and self._dock_area.width() != self._width
        ):
            self._dock_area.resizeDocks(right[:1], [round(share * self._room())], Qt.Orientation.Horizontal)
            self._dock_area.lay_out()  # before the width counts as known: what it comes to is nobody's wish
        self._width = self._dock_area.width()

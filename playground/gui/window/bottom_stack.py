"""The height of the stack below the network: its share, or a few lines while no more is in front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from playground.gui.window.dock import Dock
from playground.gui.window.dock_area import DockArea

USUAL = 0.36
"""Which share of the height the stack has for views that take as much as there is."""
NEAR = 2
"""Pixels by which a height may be another than the one that was given, and was not dragged."""


class BottomStack(QObject):
    """Follows which view of the stack is in front. A height that a person drags stays, for either sort.

    When the window grows or shrinks the stack keeps its share: Qt would give the network all new height.
    """

    def __init__(self, dock_area: DockArea) -> None:
        super().__init__(dock_area)
        self._dock_area, self._docks = dock_area, list[Dock]()
        self._front: Dock | None = None
        self._share, self._given = USUAL, 0
        self._high, self._dragged = dock_area.height(), False
        self._known = 0  # the height for which the share was last given or taken
        dock_area.installEventFilter(self)
        self._soon = QTimer(self)  # Qt is in the midst of its layout when it says what is in front
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)

    def add(self, dock: Dock) -> None:
        """Follow another dock of the stack."""
        self._docks.append(dock)
        dock.visibilityChanged.connect(lambda _: self._soon.start())
        dock.view.text_changed.connect(self._soon.start)
        dock.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            if watched is self._dock_area:
                self._high = self._dock_area.height()
                if not (self._given and self._dragged):
                    self._soon.start()
            elif watched is self._front and not self._given:
                self._take_share(self._front)
            elif self._given and watched is self._front and self._dock_area.height() == self._high:
                self._dragged = abs(self._front.height() - self._given) > NEAR
        return False

    def begin(self) -> None:
        """Take what is now for what was wanted: everything has been placed anew."""
        self._front, self._share, self._given, self._known = None, USUAL, 0, 0
        self._soon.start()

    def _fit(self) -> None:
        """Make the stack as high as what is in front needs, unless the person wants it otherwise."""
        before, self._front = self._front, self._in_front()
        now, middle = self._front, self._dock_area.centralWidget()
        if now is None or middle is None or not middle.isVisible():
            return
        needed, bar = self._needed(now), self._dock_area.tabs_height(now)
        if needed:
            if before is not now and before is not None and not self._given:
                self._share = self._share_of(now)
            if before is not now or not self._dragged:
                self._give(now, min(needed + bar, round(self._share * self._dock_area.height())))
                self._given, self._dragged = now.height(), False
        elif self._given and not now.offered:  # what a person is looking at must not move for it
            self._give(now, round(self._share * self._dock_area.height()))
            self._given = 0
        elif not self._known:
            self._share = self._share_of(now)
        elif self._known != self._dock_area.height():
            self._give(now, round(self._share * self._dock_area.height()))
        self._known = self._dock_area.height()

    def _take_share(self, front: Dock) -> None:
        """Take it that the height is wanted, unless it follows from that of the window."""
        middle = self._dock_area.centralWidget()
        if self._dock_area.height() == self._known and middle is not None and middle.isVisible():
            self._share = self._share_of(front)

    def _share_of(self, dock: Dock) -> float:
        return (dock.height() + self._dock_area.tabs_height(dock)) / self._dock_area.height()

    def _in_front(self) -> Dock | None:
        """Return the dock that is in front of those that it is stacked with below the network."""
        area = Qt.DockWidgetArea.BottomDockWidgetArea
        for dock in self._docks:
            if dock.view.in_sight and not dock.isFloating() and self._dock_area.dockWidgetArea(dock) == area:
                return dock if self._dock_area.tabifiedDockWidgets(dock) else None
        return None

    def _needed(self, dock: Dock) -> int:
        lines = dock.view.lines_height(dock.view.width())
        return dock.height_for(lines) if lines else 0

    def _give(self, dock: Dock, height: int) -> None:
        self._known = 0  # till it is done: what comes of it is nobody's wish
        self._dock_area.resizeDocks([dock], [height], Qt.Orientation.Vertical)
        self._dock_area.lay_out()

"""Showing where something is: its view comes forward, or its control is scrolled to, and a ring flashes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from playground.gui.window.docks import Docks
from playground.gui.window.ring import Ring


class Highlighter(QObject):
    """Knows views by their kinds, and what else is pointed at by the names that it is given."""

    def __init__(self, dock_area: Docks, widgets: Mapping[str, QWidget]) -> None:
        super().__init__(dock_area)
        self._dock_area = dock_area
        self._widgets = {dock.view.kind: dock for dock in dock_area.docks} | dict(widgets)
        self.ring = Ring(dock_area)

    def point_at(self, name: str) -> None:
        """Bring a view or a control into sight, and flash a ring around it."""
        self._dock_area.raise_view(name)
        self.show(self._widgets[name])

    def show(self, widget: QWidget | None) -> None:
        """Scroll a widget into sight and flash a ring around it, if there is one."""
        if widget is None:
            return
        around = widget.parentWidget()
        while around is not None and not around.isWindow():
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()
        QTimer.singleShot(0, self, lambda: self._flash(widget))  # when what came forward has its place

    def _flash(self, widget: QWidget) -> None:
        if widget.isVisible():
            self.ring.flash(widget)

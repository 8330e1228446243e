"""Workspaces: arrangements of the views for what a person is about to do, each kept as it was left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal
from PySide6.QtGui import QActionGroup, QCursor
from PySide6.QtWidgets import QApplication, QWidget

from playground.gui.window.actions import WORKSPACES, Actions
from playground.gui.window.arrangement import Arrangement, arrange
from playground.gui.window.docks import Docks

FIRST, *_ = WORKSPACES
ARRANGEMENTS: Mapping[str, Arrangement] = {
    "understand": Arrangement(("microscope",), (1,), 0.48, "unit", 0.3),
    "compare": Arrangement(("loss", "data"), (1, 1), 0.4, "runs", 0.5),
    "draw": Arrangement(("data",), (1,), 0.52, "samples", 0.3),
}
"""By the names of their actions; to build and train is the arrangement that a reset brings back."""


class Workspaces(QObject):
    """Goes from one workspace to another, and remembers each in the person's settings."""

    changed = Signal()
    """The views are arranged anew."""

    def __init__(self, parent: QObject, dock_area: Docks, settings: QSettings, actions: Actions) -> None:
        super().__init__(parent)
        self._dock_area, self._settings = dock_area, settings
        self.current = str(settings.value("workspace", FIRST))
        if self.current not in WORKSPACES:
            self.current = FIRST
        group = QActionGroup(self)
        for name in WORKSPACES:
            group.addAction(actions[name])
            actions[name].triggered.connect(lambda _=False, name=name: self.enter(name))
        actions[self.current].setChecked(True)
        actions["fill"].toggled.connect(self._fill)
        dock_area.maximized.connect(actions["fill"].setChecked)
        actions["layout"].triggered.connect(self.reset)

    def enter(self, name: str) -> None:
        """Leave the workspace of now as it is, and arrange the views as another was left."""
        if name == self.current:
            return
        self._settings.setValue(f"workspaces/{self.current}", self._dock_area.current_layout())
        self.current = name
        self._settings.setValue("workspace", name)
        left = self._settings.value(f"workspaces/{name}", None)
        if isinstance(left, QByteArray):
            self._dock_area.apply_layout(left)
            self.changed.emit()
        else:
            self.reset()

    def reset(self) -> None:
        """Put every view back to its first place in this workspace."""
        self._dock_area.reset()
        if self.current in ARRANGEMENTS:
            arrange(self._dock_area, ARRANGEMENTS[self.current])
        self.changed.emit()

    def _fill(self, wanted: bool) -> None:
        if wanted != self._dock_area.is_maximized:
            self._dock_area.maximize(self._meant() if wanted else None)

    def _meant(self) -> QWidget:
        """Return what has the focus, or else is under the pointer, or else is in the middle."""
        focus = QApplication.focusWidget()
        if focus is not None and self._dock_area.isAncestorOf(focus):
            return focus
        return QApplication.widgetAt(QCursor.pos()) or self._dock_area.middle

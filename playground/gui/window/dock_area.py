"""Room for docks, whose layout is restored without what makes Qt crash."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget, QWidget

from playground.gui.window.dock import Dock


class DockArea(QMainWindow):
    """Where docks stand side by side and in stacks; those at left and right reach its foot."""

    def __init__(self) -> None:
        super().__init__()
        self._least: QSize | None = None
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self._least is None else self._least

    @contextmanager
    def least_size_kept(self) -> Iterator[None]:
        """Let docks that are there for a moment only, such as to be noted, not hold the window open."""
        self._least = self.minimumSizeHint()
        yield
        self.lay_out()
        self._least = None

    def end_drag(self) -> None:
        """Let a dock that is being dragged float where it is."""
        # While a view is being dragged, Qt has a gap without a name in its layout and keeps that of before:
        # to save it then would be to save the gap, and another layout would make Qt crash.
        if isinstance(dragged := QWidget.mouseGrabber(), Dock):
            dragged.setFloating(True)  # which ends it where it is

    def restore_layout(self, layout: QByteArray, version: int) -> None:
        """Put every dock where it was when the layout was saved, if it was saved under this version."""
        # Qt makes new bars of tabs, and deletes the old ones when the event loop comes round. Till then they
        # would be in sight, and a tab dragged along one, of which no layout knows, would crash the program.
        old, restored = set(self._bars()), self.restoreState(layout, version)
        for bar in old if restored else set(self._bars()) - old:
            bar.blockSignals(True)  # also of a drag that is under way
            bar.hide()

    def lay_out(self) -> None:
        """Divide the room now, and not only when the event loop comes round."""
        # The tab of a view that has gone would stay until the event loop comes round, and Qt crashes when
        # another is dragged along it before that.
        if self.isVisible() and (layout := self.layout()):
            layout.activate()

    def tabs_height(self, dock: Dock) -> int:
        """Return how high the tabs over a dock are, 0 where it has none."""
        place = dock.geometry()
        over = [
            bar for bar in self._bars() if bar.isVisible() and bar.x() <= place.x() <= bar.geometry().right()
        ]
        return max(
            (place.y() - bar.y() for bar in over if bar.y() < place.y() <= bar.geometry().bottom() + 4),
            default=0,
        )

    def _bars(self) -> list[QTabBar]:
        return self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished:  # any sooner or later a child is not whole
            child = event.child()
            if isinstance(child, QTabBar):
                child.setAccessibleName(self.tr("Views"))

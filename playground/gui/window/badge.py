"""A badge on the tab of a view that has something to say while another is in front of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QTabBar, QToolButton

SIDE = 8


class Badge(QFrame):
    """A dot at the upper right corner of a dock's tab, or of the button that scrolls the bar to it.

    Where the dock has no tab it is not to be seen.
    """

    def __init__(self, dock: QDockWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("badge")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(SIDE, SIDE)
        self._dock, self._window, self._wanted = dock, window, False
        self.hide()

    def show_wanted(self, wanted: bool) -> None:
        """Show it, or take it away."""
        self._wanted = wanted
        for bar in self._window.findChildren(QTabBar):
            bar.removeEventFilter(self)
            bar.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Paint):
            self._place()
        return False

    def _place(self) -> None:
        title = self._dock.windowTitle()
        for bar in self._window.findChildren(QTabBar):
            for i in range(bar.count() if self._wanted and bar.isVisible() else 0):
                if bar.tabText(i) == title and bar.currentIndex() != i:
                    at = _corner(bar, i) - QPoint(SIDE // 2, -2)
                    self.move(bar.mapTo(self._window, at))
                    self.show()
                    self.raise_()
                    return
        self.hide()


def _corner(bar: QTabBar, tab: int) -> QPoint:
    """Return the upper right corner of a tab, or of the button that scrolls to it if it is out of sight."""
    place = bar.tabRect(tab)
    scrolls = [each for each in bar.findChildren(QToolButton) if each.isVisible()]
    end = min((each.x() for each in scrolls), default=bar.width())
    beyond = place.right() > end
    if scrolls and (beyond or place.left() < 0):
        side = Qt.ArrowType.RightArrow if beyond else Qt.ArrowType.LeftArrow
        place = next((each for each in scrolls if each.arrowType() == side), scrolls[0]).geometry()
    return QPoint(min(place.right(), bar.width() - SIDE), place.top())

"""A badge on the tab of a view that has something to say while another is in front of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QTabBar, QToolButton

SIDE = 8


class Badge(QFrame):
    """A dot at the upper right corner of a dock's tab, or at the end of the bar beyond which the tab lies.

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
                    scrolls = [each.x() for each in bar.findChildren(QToolButton) if each.isVisible()]
                    end = min(scrolls, default=bar.width()) - SIDE
                    x = min(max(bar.tabRect(i).right() - SIDE // 2, 0), end)
                    self.move(bar.mapTo(self._window, QPoint(x, bar.tabRect(i).top() + 2)))
                    self.show()
                    self.raise_()
                    return
        self.hide()

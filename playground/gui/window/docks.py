"""The docks: the network in the middle, and the views around it, to be moved, stacked, floated and closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QMargins, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QLayout,
    QMainWindow,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from playground.experiment.experiment import Experiment
from playground.gui.views.view import BELOW, LEFT, RIGHT, View
from playground.gui.widgets.controls import TinyButton, named
from playground.gui.widgets.head_line import HeadLine
from playground.gui.widgets.panel_frame import PADDING
from playground.gui.window.badge import Badge
from playground.gui.window.pressing import press

LAYOUT = 3
"""Raise it when views are placed anew: layouts of another number are forgotten."""
LEAST = (240, 110)
"""Pixels that a view has at least."""
MIDDLE = 400
"""Pixels that the middle is wide at least: the network matters more than what is at its right."""
SHARES = (58, 42)
"""How the height of the right side is divided."""
ASIDE = 32
"""Pixels that a view moves when it is made to float, that one may see what it covers."""
HALVES = (57, 43)
"""How that of the left is, while there is a view above what is always there."""


class Head(HeadLine):
    """The heading line of a view: its name, its tools, and the buttons that float and close it."""

    def __init__(self, dock: Dock, title: str, tools: Sequence[QWidget]) -> None:
        super().__init__(title, QMargins(PADDING, 8, 8, 0))
        self.setObjectName("head")
        self.float = TinyButton("float", self.tr("Float {0}, or put it back").format(title))
        self.close_ = TinyButton("close", self.tr("Close {0}; the View menu brings it back").format(title))
        self.float.clicked.connect(dock.float_or_return)
        self.close_.clicked.connect(dock.close)
        self.add(*tools)
        self.add_to_corner(named(self.float, "ghost"), named(self.close_, "ghost"))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST[0], super().minimumSizeHint().height())


class Dock(QDockWidget):
    """The place of one view."""

    def __init__(self, view: View, tools: Sequence[QWidget]) -> None:
        super().__init__(view.title)
        self.setObjectName(view.kind)
        self.view = view
        self.head = Head(self, view.title, [*tools, *view.tools()])
        self.setTitleBarWidget(self.head)
        view.titled.connect(self.setWindowTitle)
        body = named(QFrame(), "body")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(PADDING, 4, PADDING, PADDING - 4)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        # The widest of a stack would otherwise hold the window open.
        body.setMinimumSize(LEAST[0] + 2 * PADDING * (view.area != BELOW), LEAST[1])
        layout.addWidget(view)
        self.setWidget(body)
        self.visibilityChanged.connect(self._notice)
        action = self.toggleViewAction()
        action.setToolTip(view.about)

    def float_or_return(self) -> None:
        """Float a little beside the place in the window, on the screen; or go back to that place."""
        home = self.mapToGlobal(QPoint())
        self.setFloating(not self.isFloating())
        if self.isFloating() and (self.pos() - home).manhattanLength() < ASIDE:
            room = self.screen().availableGeometry()
            left = min(home.x() - ASIDE, room.right() - self.width())
            top = min(home.y() + ASIDE, room.bottom() - self.height())
            self.move(max(left, room.left()), max(top, room.top()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A view that floats is a window of its own, beyond which Qt hands no key on.
        if not press(event):
            super().keyPressEvent(event)

    def _notice(self, in_front: bool) -> None:
        self.view.in_front = in_front


class Docks(QMainWindow):
    """Holds every view in a dock around what is always there: a middle, and a side on the left."""

    def __init__(self, middle: QWidget, side: QWidget) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName("stage")
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setCorner(Qt.Corner.BottomRightCorner, RIGHT)
        self.setCorner(Qt.Corner.BottomLeftCorner, LEFT)
        middle.setMinimumWidth(MIDDLE)
        self.setCentralWidget(middle)
        self._side = QDockWidget()
        self._side.setObjectName("side")
        self._side.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self._side.setTitleBarWidget(QWidget())
        self._side.setWidget(side)
        self._side.toggleViewAction().setVisible(False)
        self.addDockWidget(LEFT, self._side)
        self.docks: list[Dock] = []
        self._absent: list[Dock] = []  # that would be open, if they had anything to show
        self._first = QByteArray()

    def add(self, view: View, tools: Sequence[QWidget]) -> Dock:
        """Give a view its first place: on the right below the last one, on the left above the side, or in the
        stack below the middle.
        """
        dock = Dock(view, tools)
        neighbours = [other for other in self.docks if other.view.area == view.area]
        if neighbours and view.area == BELOW:
            self.tabifyDockWidget(neighbours[-1], dock)
        elif neighbours:
            self.splitDockWidget(neighbours[-1], dock, Qt.Orientation.Vertical)
        else:
            self.addDockWidget(view.area, dock)
        if view.area == LEFT:
            self.splitDockWidget(dock, self._side, Qt.Orientation.Vertical)
            dock.hide()  # until there is a lesson
        self.docks.append(dock)
        view.badged.connect(Badge(dock, self).show_wanted)
        return dock

    def settle(self) -> None:
        """Divide the room among the first places, and note them as those to come back to."""
        self._share()
        self._first = self.layout_now()

    def _share(self) -> None:
        room = self.width() - self._side.width()
        right = [dock for dock in self.docks if dock.view.area == RIGHT]
        below = [dock for dock in self.docks if dock.view.area == BELOW]
        if right:
            self.resizeDocks(right[:1], [max(360, round(0.34 * room))], Qt.Orientation.Horizontal)
            self.resizeDocks(right, list(SHARES[: len(right)]), Qt.Orientation.Vertical)
        if below:
            below[0].raise_()
            self.resizeDocks(below[:1], [round(0.36 * self.height())], Qt.Orientation.Vertical)

    def reset(self) -> None:
        """Put every view back in its original place."""
        for dock in self.docks:
            if dock.isFloating():
                dock.show()  # Qt cannot close a view any more that comes home while it is closed
                dock.setFloating(False)
        self._absent.clear()
        self._restore(self._first)
        self._take_away()
        self._share()  # the room of now: that of the first moment may have been another

    def show_suiting(self, experiment: Experiment) -> None:
        """Take away the views that have nothing to show of an experiment, and bring those back that have."""
        for dock in self.docks:
            dock.toggleViewAction().setVisible(dock.view.suits(experiment))
        back = [dock for dock in self._absent if dock.toggleViewAction().isVisible()]
        for dock in back:
            self._absent.remove(dock)
            dock.show()
        self._take_away()
        self._lay_out()

    def _take_away(self) -> None:
        for dock in self.docks:
            if not dock.toggleViewAction().isVisible() and not dock.isHidden():
                dock.hide()
                self._absent.append(dock)

    def layout_now(self) -> QByteArray:
        """Return where everything is, for ``take_layout``."""
        self._end_drag()
        for dock in self._absent:
            dock.show()  # as it will be for other data
        layout = self.saveState(LAYOUT)
        self._absent.clear()
        self._take_away()
        return layout

    def take_layout(self, layout: QByteArray) -> None:
        """Put everything where it was; what is not a layout of this program is let go."""
        self._end_drag()
        self._absent.clear()
        self._restore(layout)
        self._take_away()

    def _end_drag(self) -> None:
        # While a view is being dragged, Qt has a gap without a name in its layout and keeps that of before:
        # to save it then would be to save the gap, and another layout would make Qt crash.
        if isinstance(dragged := QWidget.mouseGrabber(), Dock):
            dragged.setFloating(True)  # which ends it where it is

    def _restore(self, layout: QByteArray) -> None:
        # Qt makes new bars of tabs, and deletes the old ones when the event loop comes round. Till then they
        # would be in sight, and a tab dragged along one, of which no layout knows, would crash the program.
        old, restored = set(self._bars()), self.restoreState(layout, LAYOUT)
        for bar in old if restored else set(self._bars()) - old:
            bar.blockSignals(True)  # also of a drag that is under way
            bar.hide()

    def _bars(self) -> list[QTabBar]:
        return self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished:  # any sooner or later a child is not whole
            child = event.child()
            if isinstance(child, QTabBar):
                child.setAccessibleName(self.tr("Views"))

    def toggles(self) -> list[QAction]:
        """Return an action for each view that shows or closes it."""
        return [dock.toggleViewAction() for dock in self.docks]

    def bring(self, kind: str) -> None:
        """Show a view and put it in front, if it has anything to show."""
        for dock in self.docks:
            if dock.view.kind == kind and dock.toggleViewAction().isVisible():
                closed = dock.isHidden()
                dock.show()
                dock.raise_()
                if closed and dock.view.area == LEFT:
                    self.resizeDocks([dock, self._side], list(HALVES), Qt.Orientation.Vertical)

    def show_side(self, wanted: bool) -> None:
        """Show what is always there on the left, unless nothing is in it."""
        self._side.setVisible(wanted)

    def set_aside(self, kind: str) -> None:
        """Close a view."""
        for dock in self.docks:
            if dock.view.kind == kind:
                dock.close()
        self._lay_out()

    def _lay_out(self) -> None:
        # The tab of a view that has gone would stay until the event loop comes round, and Qt crashes when
        # another is dragged along it before that.
        if self.isVisible() and (layout := self.layout()):
            layout.activate()

    def in_sight(self) -> tuple[str, ...]:
        """Return which views are open and in front."""
        return tuple(dock.view.kind for dock in self.docks if dock.view.isVisible())

    def offer(self, kind: str) -> None:
        """Put a view in front of those that it is stacked with, unless it was closed."""
        for dock in self.docks:
            if dock.view.kind == kind and dock.toggleViewAction().isChecked():
                dock.raise_()

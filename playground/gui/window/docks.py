"""The docks: the network in the middle, and the views around it, to be moved, stacked, floated and closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.views.view import BELOW, LEFT, RIGHT, View
from playground.gui.window.badge import Badge
from playground.gui.window.bottom_stack import USUAL, BottomStack
from playground.gui.window.dock import Dock
from playground.gui.window.dock_area import DockArea
from playground.gui.window.left_growth import LeftGrowth
from playground.gui.window.right_share import RightShare

LAYOUT = 5
"""Raise it when views are placed anew: layouts of another number are forgotten."""
MIDDLE = 400
"""Pixels that the middle is wide at least: the network matters more than what is at its right."""
SHARES = (64, 36)
"""How the height of the right side is divided."""
HALVES = (66, 34)
"""How that of the left is, while there is a view above what is always there."""


class Docks(DockArea):
    """Holds every view in a dock around what is always there: a middle, and a side on the left."""

    maximized = Signal(bool)
    """One view has all the room, or no longer."""

    def __init__(self, middle: QWidget, side: QWidget) -> None:
        super().__init__()
        self.setObjectName("dock_area")
        middle.setMinimumWidth(MIDDLE)
        self.setCentralWidget(middle)
        self.middle = middle
        self._side = QDockWidget()
        self._side.setObjectName("side")
        self._side.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self._side.setTitleBarWidget(QWidget())
        self._side.setWidget(side)
        self._side.toggleViewAction().setVisible(False)
        self._right_share = RightShare(self, lambda: self.room)
        self.addDockWidget(LEFT, self._side)
        self.docks: list[Dock] = []
        self.bottom = BottomStack(self)
        self._left = LeftGrowth(self, self._side)
        self._absent: list[Dock] = []  # that would be open, if they had anything to show
        self._first = QByteArray()
        self._whole: QByteArray | None = None  # the layout to come back to while one view has all the room

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
            self._left.add(dock)
        if view.area == BELOW:
            self.bottom.add(dock)
        self._right_share.add(dock)
        self.docks.append(dock)
        view.badge_changed.connect(Badge(dock, self).show_wanted)
        return dock

    def settle(self) -> None:
        """Divide the room among the first places, and note them as those to come back to."""
        self._share()
        self._first = self.current_layout()

    @property
    def room(self) -> int:
        """Pixels that the middle and what is at its right have together."""
        return self.width() - self._side.width()

    def _share(self) -> None:
        below = [dock for dock in self.docks if dock.view.area == BELOW]
        if right := self._divide():
            self.resizeDocks(right[:1], [max(360, round(0.34 * self.room))], Qt.Orientation.Horizontal)
        if below:
            below[0].raise_()
            self.resizeDocks(below[:1], [round(USUAL * self.height())], Qt.Orientation.Vertical)
            self.bottom.begin()

    def _divide(self) -> list[Dock]:
        """Divide the height at the right, where the last view takes the smaller share; return the docks."""
        right = [dock for dock in self.docks if dock.view.area == RIGHT and not dock.isHidden()]
        shares = [*[SHARES[0]] * (len(right) - 1), SHARES[1]]
        self.resizeDocks(right, shares[-len(right) :], Qt.Orientation.Vertical)
        return right

    def reset(self) -> None:
        """Put every view back in its original place."""
        self.maximize(None)
        for dock in self.docks:
            if dock.isFloating():
                dock.show()  # Qt cannot close a view any more that comes home while it is closed
                dock.setFloating(False)
        self._absent.clear()
        self._restore(self._first)
        self._share()  # the room of now: that of the first moment may have been another

    @property
    def is_maximized(self) -> bool:
        """Whether one view, or the middle, has all the room."""
        return self._whole is not None

    def maximize(self, view: QWidget | None) -> None:
        """Give all room to one view, or to the middle if it is none of them; None: put everything back."""
        if self._whole is not None:
            self.apply_layout(self._whole)
        if view is None:
            return
        self._whole = self.current_layout()
        found = [dock for dock in self.docks if dock.isAncestorOf(view)]
        for dock in self.docks:
            if dock not in found and not dock.isFloating():
                dock.hide()
        self._side.hide()
        self.middle.setVisible(not found)
        self.lay_out()
        self.maximized.emit(True)

    def show_suiting(self, experiment: Experiment) -> None:
        """Take away the views that have nothing to show of an experiment, and bring those back that have."""
        if any(dock.toggleViewAction().isVisible() != dock.view.suits(experiment) for dock in self.docks):
            self.maximize(None)
        for dock in self.docks:
            dock.toggleViewAction().setVisible(dock.view.suits(experiment))
        back = [dock for dock in self._absent if dock.toggleViewAction().isVisible()]
        for dock in back:
            self._absent.remove(dock)
            dock.show()
        self._take_away()
        self.lay_out()
        if any(dock.view.of_data for dock in back):  # it has the place of the last one
            self._divide()

    def _take_away(self) -> None:
        for dock in self.docks:
            if not dock.toggleViewAction().isVisible() and not dock.isHidden():
                dock.hide()
                self._absent.append(dock)

    def current_layout(self) -> QByteArray:
        """Return where everything is, for ``apply_layout``: where one view has all room, what was before."""
        if self._whole is not None:
            return self._whole
        self.end_drag()
        with self.least_size_kept():
            for dock in self._absent:
                if not dock.view.of_data or not self._open_of_data():
                    dock.show()  # as it will be for other data
            layout = self.saveState(LAYOUT)
            self._absent = [dock for dock in self._absent if dock.isHidden()]
            self._take_away()
        return layout

    def apply_layout(self, layout: QByteArray) -> None:
        """Put everything where it was; what is not a layout of this program is let go."""
        self.end_drag()
        if self._whole is not None:
            self._whole = None
            self.middle.show()
            self.maximized.emit(False)
        self._absent.clear()
        self._restore(layout)

    def _restore(self, layout: QByteArray) -> None:
        """Put everything where a layout has it, and take away what has nothing to show."""
        with self.least_size_kept():
            self.restore_layout(layout, LAYOUT)
            self.bottom.begin()
            self._hand_on()
            self._take_away()

    def _hand_on(self) -> None:
        """Give the place of the view of other data that a layout has to the one of these, and note the rest.

        A layout has at most one of them open. Had it all, they would press each other to their least heights.
        """
        place = self._open_of_data()
        for dock in self.docks:
            if dock.view.of_data and dock.isHidden():
                if not dock.toggleViewAction().isVisible():
                    self._absent.append(dock)
                elif place:
                    dock.show()

    def _open_of_data(self) -> bool:
        return any(dock.view.of_data and not dock.isHidden() for dock in self.docks)

    def toggles(self) -> list[QAction]:
        """Return an action for each view that shows or closes it."""
        return [dock.toggleViewAction() for dock in self.docks]

    def raise_view(self, kind: str) -> None:
        """Show a view and put it in front, if it has anything to show."""
        self.maximize(None)
        for dock in self.docks:
            if dock.view.kind == kind and dock.toggleViewAction().isVisible():
                closed = dock.isHidden()
                dock.show()
                dock.raise_()
                if closed and dock.view.area == LEFT:
                    self.resizeDocks([dock, self._side], list(HALVES), Qt.Orientation.Vertical)
                    self._left.begin(dock)

    def show_side(self, wanted: bool) -> None:
        """Show what is always there on the left, unless nothing is in it."""
        self.maximize(None)
        self._side.setVisible(wanted)

    def close_view(self, kind: str) -> None:
        """Close a view."""
        for dock in self.docks:
            if dock.view.kind == kind:
                dock.close()
        self.lay_out()

    def in_sight(self) -> tuple[str, ...]:
        """Return which views are open and in front."""
        return tuple(dock.view.kind for dock in self.docks if dock.view.isVisible())

    def offer(self, kind: str) -> None:
        """Put a view in front of those that it is stacked with, unless it was closed."""
        for dock in self.docks:
            if dock.view.kind == kind and dock.toggleViewAction().isChecked():
                dock.offer()

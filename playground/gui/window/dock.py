"""The dock of one view: its heading line, with the view's own tools, and its body."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDockWidget, QFrame, QLayout, QVBoxLayout, QWidget

from playground.gui.views.view import BELOW, View
from playground.gui.widgets.controls import TinyButton, named
from playground.gui.widgets.head_line import HeadLine
from playground.gui.widgets.panel_frame import PADDING
from playground.gui.window.pressing import press

LEAST = (240, 110)
"""Pixels that a view has at least."""
LOW = 44
"""Pixels that one behind another is high at least ..."""
FEW = 86
"""... and one of a few lines, or one that came in front by itself."""
ASIDE = 32
"""Pixels that a view moves when it is made to float, that one may see what it covers."""


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
        self.offered = False
        """Whether it came in front by itself: then it takes the room that there is."""
        self.head = Head(self, view.title, [*tools, *view.tools()])
        self.setTitleBarWidget(self.head)
        view.title_changed.connect(self.setWindowTitle)
        self._body = body = named(QFrame(), "body")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(PADDING, 4, PADDING, PADDING - 4)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        # The widest of a stack would otherwise hold the window open.
        body.setMinimumWidth(LEAST[0] + 2 * PADDING * (view.area != BELOW))
        self._set_least_height()
        layout.addWidget(view)
        self.setWidget(body)
        self.visibilityChanged.connect(self._notice)
        action = self.toggleViewAction()
        action.setToolTip(view.about)

    def offer(self) -> None:
        """Come in front of those that it is stacked with, without taking more room than they have."""
        if not self.view.in_front:
            self.offered = True
            self._set_least_height()
            self.raise_()

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

    def height_for(self, height: int) -> int:
        """Return how high the dock is when its view is so high."""
        return self.height() - self.view.height() + height

    def _set_least_height(self) -> None:
        # Behind another tab it needs none: a stack with a view of few lines in front is as low as it can be,
        # but not so low that it must grow when another comes in front by itself.
        few = self.offered or bool(self.view.lines_height(LEAST[0]))
        self._body.setMinimumHeight((FEW if few else LEAST[1]) if self.view.in_front else LOW)

    def _notice(self, in_front: bool) -> None:
        self.view.in_front = in_front
        self.offered = self.offered and in_front
        self._set_least_height()

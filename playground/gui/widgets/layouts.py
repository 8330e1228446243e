"""Layouts of the window: settings at the left, the network in the middle, what comes out at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from playground.gui.widgets.controls import named
from playground.gui.widgets.panel_frame import GUTTER, PADDING

LEFT = 300


def under(top: QWidget, rest: QWidget) -> QWidget:
    """Return a bar with everything else under it."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(top)
    layout.addWidget(rest, 1)
    return whole


def stacked(large: QWidget, small: QWidget) -> QWidget:
    """Return two widgets with a gutter between them; the upper one takes the room."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GUTTER)
    layout.addWidget(large, 1)
    layout.addWidget(small)
    return whole


def framed(inside: QWidget) -> QWidget:
    """Return a widget with gutters around it."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(GUTTER, GUTTER, GUTTER, 0)
    row.addWidget(inside)
    return whole


def scrolling_stack(*widgets: QWidget) -> QScrollArea:
    """Return a stack of widgets that scrolls where it is larger than its place; the last takes the room."""
    inside = QWidget()
    stack = QVBoxLayout(inside)
    stack.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        stack.addWidget(widget)
    stack.setStretchFactor(widgets[-1], 1)
    return scroll_area(inside)


def scroll_area(inside: QWidget) -> QScrollArea:
    """Return a place that scrolls where it is smaller than the least that a widget needs.

    The widget must not need less height where it is narrower: what needs a scroll bar would need none beside
    it, and Qt shows and hides the bar, each time within the resizing before, until the stack overflows.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def vertical_scroll_area(inside: QWidget) -> QScrollArea:
    """Return a place as wide as what is in it, which scrolls up and down."""
    area = scroll_area(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def lay_out_at_once(inside: QWidget) -> None:
    """Have a place that scrolls see how large what is in it has become; a frame may be painted before Qt
    says so, in which new widgets are squeezed into the room of the old ones.
    """
    QCoreApplication.sendEvent(inside, QEvent(QEvent.Type.LayoutRequest))


def scrolling_card(widgets: Sequence[QWidget]) -> QFrame:
    """Return a card whose inside scrolls where it is taller than the window."""
    inside = QWidget()
    stack = QVBoxLayout(inside)
    stack.setContentsMargins(PADDING, PADDING, PADDING - 4, PADDING)
    stack.setSpacing(12)
    for widget in widgets:
        stack.addWidget(widget)
    stack.addStretch(1)
    card = named(QFrame(), "card")
    card.setFixedWidth(LEFT)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 3, 1)
    layout.addWidget(vertical_scroll_area(inside))
    return card

"""The places of the window: settings at the left, the network in the middle, what comes out at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from playground.gui.card import GUTTER, PADDING
from playground.gui.controls import named

LEFT, RIGHT = 300, 380


def arranged(
    top: QWidget, settings: Sequence[QWidget], middle: Sequence[QWidget], right: Sequence[QWidget]
) -> QWidget:
    """Return the whole: ``top`` above three columns. The first of the middle takes the room there is."""
    columns = QHBoxLayout()
    columns.setContentsMargins(GUTTER, GUTTER, GUTTER, 0)
    columns.setSpacing(GUTTER)
    columns.addWidget(_scrolled(settings))
    columns.addLayout(_column(middle, [1, 0]), 3)
    side = QWidget()
    side.setMinimumWidth(RIGHT)
    side.setLayout(_column(right, [58, 42]))
    columns.addWidget(side, 2)
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(top)
    layout.addLayout(columns, 1)
    return whole


def scrolled_sideways(*widgets: QWidget) -> QScrollArea:
    """Return a stack of widgets that scrolls sideways where it is wider than its place."""
    inside = QWidget()
    stack = QVBoxLayout(inside)
    stack.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        stack.addWidget(widget)
    stack.setStretchFactor(widgets[-1], 1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def _column(widgets: Sequence[QWidget], shares: Sequence[int]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GUTTER)
    for widget, share in zip(widgets, shares, strict=True):
        column.addWidget(widget, share)
    return column


def _scrolled(widgets: Sequence[QWidget]) -> QFrame:
    """Return a card whose inside scrolls where it is taller than the window."""
    inside = QWidget()
    stack = QVBoxLayout(inside)
    stack.setContentsMargins(PADDING, PADDING, PADDING - 4, PADDING)
    stack.setSpacing(16)
    for widget in widgets:
        stack.addWidget(widget)
    stack.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    card = named(QFrame(), "card")
    card.setFixedWidth(LEFT)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 3, 1)
    layout.addWidget(area)
    return card

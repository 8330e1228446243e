"""The order in which Tab goes through a window: by place, as one reads, and only through what is in front."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea, QWidget


def stops(place: QWidget) -> list[QWidget]:
    """Return the widgets inside a place at which Tab stops, in order.

    Views are read column by column, everything else line by line. Views behind others are left out: a main
    window keeps them outside its own bounds instead of hiding them.
    """
    within = place.rect()
    children = [
        child
        for child in place.children()
        if isinstance(child, QWidget)
        and not child.isWindow()
        and child.isVisibleTo(place)
        and child.geometry().intersects(within)
    ]
    found = []
    for child in _columns(children) if isinstance(place, QMainWindow) else _lines(children):
        if is_stop(child):
            found.append(child)
        found += stops(child)
    return found


def go_on(window: QWidget, forward: bool, last: QWidget | None = None) -> bool:
    """Give the focus to the next stop of a window, or to the one before; return whether there is one.

    Where the focus is at no stop, ``last`` is the one from which to go on.
    """
    order, here = stops(window), QApplication.focusWidget()
    if not order:
        return False
    here = here if here in order else last
    if here in order:
        there = order[(order.index(here) + (1 if forward else -1)) % len(order)]
    else:
        there = order[0 if forward else -1]
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    there.setFocus(reason)
    _bring_into_sight(there)
    return True


def _bring_into_sight(widget: QWidget) -> None:
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget)
        place = place.parentWidget()


def is_stop(widget: QWidget) -> bool:
    """Return whether Tab stops at a widget."""
    by_tab = Qt.FocusPolicy.TabFocus
    return widget.isEnabled() and widget.focusPolicy() & by_tab == by_tab and widget.focusProxy() is None


def _columns(widgets: list[QWidget]) -> list[QWidget]:
    return sorted(widgets, key=lambda widget: (widget.x(), widget.y()))


def _lines(widgets: list[QWidget]) -> list[QWidget]:
    """Return widgets line by line; on a line is what has its middle beside the line's highest widget."""
    waiting = sorted(widgets, key=lambda widget: (widget.y(), widget.x()))
    found: list[QWidget] = []
    while waiting:
        first = waiting[0].geometry()
        line = [widget for widget in waiting if _beside(widget.geometry(), first)]
        found += sorted(line, key=lambda widget: widget.x())
        waiting = [widget for widget in waiting if widget not in line]
    return found


def _beside(one: QRect, other: QRect) -> bool:
    return one == other or one.center().y() <= other.bottom()

"""Arrangements of the views: some at the right, all others in a stack below the network."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from playground.gui.views.view import BELOW, LEFT, RIGHT
from playground.gui.window.dock import Dock
from playground.gui.window.docks import Docks


@dataclass(frozen=True)
class Arrangement:
    """Which views stand where before a person has moved any; those that have nothing to show are absent."""

    right: tuple[str, ...]
    """Views at the right, from top to bottom, by their kinds; "data" means all views of the data, of which
    there is never more than one to be seen.
    """
    heights: tuple[int, ...]
    """How they share the height."""
    width: float
    """Which share of the room beside the settings they take."""
    front: str
    """The view that is in front of all others, which are stacked below the network."""
    height: float
    """Which share of the height the stack takes."""


def arrange(dock_area: Docks, wanted: Arrangement) -> None:
    """Put every view where an arrangement has it; closed ones stay closed."""
    by_kind = {dock.view.kind: dock for dock in dock_area.docks if dock.view.area != LEFT}
    groups = [[dock for dock in by_kind.values() if _named(dock, kind)] for kind in wanted.right]
    stack = [dock for dock in by_kind.values() if not any(dock in group for group in groups)]
    aside = [dock for group in groups for dock in group]
    for i, dock in enumerate(aside):
        if not i:
            dock_area.addDockWidget(RIGHT, dock)
        else:
            dock_area.splitDockWidget(aside[i - 1], dock, Qt.Orientation.Vertical)
    first = next(dock for dock in stack if dock.view.area == BELOW)
    for dock in stack:
        if dock is not first:
            dock_area.tabifyDockWidget(first, dock)
    if wanted.front in by_kind:
        by_kind[wanted.front].raise_()
    dock_area.lay_out()
    seen = [next((dock for dock in group if not dock.isHidden()), group[0]) for group in groups]
    dock_area.resizeDocks(seen[:1], [round(wanted.width * dock_area.room)], Qt.Orientation.Horizontal)
    dock_area.resizeDocks(seen, list(wanted.heights), Qt.Orientation.Vertical)
    dock_area.resizeDocks([first], [round(wanted.height * dock_area.height())], Qt.Orientation.Vertical)
    dock_area.bottom.begin()


def _named(dock: Dock, kind: str) -> bool:
    return dock.view.of_data if kind == "data" else dock.view.kind == kind

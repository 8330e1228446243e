"""Tables in a picture: their cells end where the table does, for Qt cuts each off at its own edge alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from PySide6.QtWidgets import QHeaderView, QTableView, QWidget


@contextmanager
def fitted_cells(widget: QWidget) -> Iterator[None]:
    """Make the last column and row that are in sight as narrow as they are seen, for a while.

    Their words are then shortened, where SVG and PDF would show them whole, beside the table.
    """
    with ExitStack() as until:
        for table in widget.findChildren(QTableView):
            until.enter_context(_fitted(table.horizontalHeader(), table.viewport().width()))
            until.enter_context(_fitted(table.verticalHeader(), table.viewport().height()))
        yield


@contextmanager
def _fitted(header: QHeaderView, room: int) -> Iterator[None]:
    section = header.logicalIndexAt(room - 1)
    seen = room - header.sectionViewportPosition(section)
    whole = header.sectionSize(section)
    if section < 0 or seen >= whole:
        yield
        return
    least, mode = header.minimumSectionSize(), header.sectionResizeMode(section)
    header.setMinimumSectionSize(1)
    header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
    header.resizeSection(section, seen)
    try:
        yield
    finally:
        header.resizeSection(section, whole)
        header.setSectionResizeMode(section, mode)
        header.setMinimumSectionSize(least)

"""The first rows of a table, to be looked at: only the cells in sight are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from playground.data.tables.table import Table
from playground.gui.theme import font
from playground.gui.widgets.plain_text import plain

ROWS, FEW = 50, 6
"""Rows that are shown, and columns that share the width; more are scrolled."""
AROUND = 18
"""Pixels of a heading that its name does not have."""
Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The first rows of a table, with what each column is for under its name."""

    def __init__(self, table: Table, room: Callable[[int], int]) -> None:
        """Name the columns in the ``room`` above each, in pixels."""
        super().__init__()
        self._table, self._room = table, room
        self._roles: Sequence[str] = ("",) * len(table.columns)

    def show_roles(self, roles: Sequence[str]) -> None:
        """Show what each column is for."""
        self._roles = roles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(roles) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else min(self._table.rows, ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self._table.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole and column.numbers is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        name = self._table.columns[section].name
        if role == Qt.ItemDataRole.DisplayRole:
            short = QFontMetrics(font(12)).elidedText(name, Qt.TextElideMode.ElideRight, self._room(section))
            return f"{short}\n{self._roles[section]}"
        return plain(name) if role == Qt.ItemDataRole.ToolTipRole else None


class TablePreview(QTableView):
    """The first rows of a table."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        head = self.horizontalHeader()
        self.rows = PreviewModel(table, lambda section: head.sectionSize(section) - AROUND)
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("The first rows"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(96)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        few = len(table.columns) <= FEW
        mode = QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Interactive
        head.setSectionResizeMode(mode)

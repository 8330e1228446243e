"""The columns of a table in a list: what each is for, how it is given to the network, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from playground.data.file_set import Misfit
from playground.data.samples import numbered
from playground.data.tables.column_roles import can_be_input, contents, divides, targets_of, use_of
from playground.data.tables.table import Table
from playground.data.tables.table_set import TableSet
from playground.gui.widgets.plain_text import plain

NAMED, ROLE, GIVEN, CONTENTS = range(4)
Index = QModelIndex | QPersistentModelIndex
NARROWEST, WIDEST, TICK, EDGE, LOOKED_AT = 84, 210, 34, 14, 50
"""Pixels for names of columns, for the tick before them and beside a word; and how many rows are measured."""
CHECKED = (Qt.CheckState.Checked, Qt.CheckState.Checked.value)


class ColumnModel(QAbstractTableModel):
    """A line for each column; the tick before its name says whether it is an input."""

    ticked = Signal(str, bool)
    """A column is to be an input, or not."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._contents: dict[int, str] = {}
        self._data: TableSet | None = None
        self.roles: list[str] = [""] * len(table.columns)
        """What each column is for, in a word or two."""

    @cached_property
    def _able(self) -> list[bool]:
        return [can_be_input(column) for column in self._table.columns]

    def show_value(self, data: TableSet) -> None:
        """Show what is chosen."""
        self._data = data
        places, targets = _places(data, self._table), targets_of(data)
        for i, name in enumerate(self._table.names):
            told = self.tr("divides rows") if divides(data, name) else ""
            target = self.tr("target") if name in targets else told or self.tr("left out")
            self.roles[i] = places.get(name, target)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, CONTENTS))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Column"), self.tr("Is"), self.tr("Given as"), self.tr("Holds"))[section]
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return left if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == NAMED and self._able[index.row()]:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), self._table.columns[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAMED and self._able[row]:
            here = self._data is not None and column.name in self._data.columns
            return Qt.CheckState.Checked if here else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (NAMED, CONTENTS):
            return plain(self._text(row, index.column()))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(self._table.columns[index.row()].name, value in CHECKED)
        return True

    def _text(self, row: int, place: int) -> str:
        column = self._table.columns[row]
        if place == NAMED:
            return column.name
        if place == ROLE:
            return self.roles[row]
        if place == CONTENTS:
            if row not in self._contents:
                self._contents[row] = contents(column)
            return self._contents[row]
        if self._data is None or column.name not in self._data.columns:
            return ""
        return use_of(self._data, column).title.lower()


class ColumnList(QTableView):
    """The list of columns, of which several can be picked; ``picked`` carries their names."""

    picked = Signal(list)

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._names = table.names
        self.columns = ColumnModel(table)
        self.setModel(self.columns)
        self.setAccessibleName(self.tr("Columns"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setObjectName("columns")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMinimumHeight(110)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(25)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        names = self._width(table.names, TICK)
        for section, width in ((NAMED, names), (ROLE, 66), (GIVEN, NARROWEST)):
            head.resizeSection(section, width)
            head.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
        self.columns.dataChanged.connect(self._widen)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit(self.names()))

    def _width(self, words: Sequence[str], edge: int) -> int:
        """Return pixels for words: as many as they need, within limits."""
        longest = max(map(self.fontMetrics().horizontalAdvance, words[:LOOKED_AT]))
        return max(NARROWEST, min(longest + edge, WIDEST))

    def _widen(self) -> None:
        """Have room for how columns are given, and no more than that: the rest is for what they hold."""
        rows = range(min(self.columns.rowCount(), LOOKED_AT))
        given = [self.columns.index(row, GIVEN).data() for row in rows]
        if (needed := self._width(given, EDGE)) > self.columnWidth(GIVEN):
            self.setColumnWidth(GIVEN, needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())  # there is less room where there is more to say below

    def names(self) -> list[str]:
        """The columns that are picked."""
        return [self._names[index.row()] for index in self.selectionModel().selectedRows()]

    def pick(self, names: Sequence[str]) -> None:
        """Pick the first of some columns."""
        for name in names[:1]:
            self.selectRow(self._names.index(name))


def _places(data: TableSet, table: Table) -> dict[str, str]:
    """Return which inputs each column is: x₁, or x₃–x₆ where each of its words is one."""
    try:
        widths = [len(use.names) for use in data.settled(table)]
    except Misfit:
        widths = [1] * len(data.columns)
    found, start = {}, 1
    for name, width in zip(data.columns, widths, strict=True):
        last = start + width - 1
        found[name] = numbered(start) if width == 1 else f"{numbered(start)}–{numbered(last)}"
        start = last + 1
    return found

"""The table of runs: a line for each with its figures, to be sorted by any of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from playground.gui.theme import NUMBER_FONT, RUNS, font
from playground.gui.views.curve_key import PARTS
from playground.gui.views.run_card import ShownRun
from playground.gui.widgets.numbers import grouped, loss, percent

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
FIGURES = tuple(f"{part}_{figure}" for figure in ("loss", "accuracy") for part in PARTS)
NUMBERS = ("epoch", *FIGURES, "parameters")
"""What stands in the columns after the name."""
HIGH, NAMES = 24, 190
"""Pixels of a line, and of the column of names at least."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("run table", text)


class RunRows(QAbstractTableModel):
    """The runs as lines, in the order in which they are given: the present one first."""

    ticked = Signal(object, bool)
    """The curves of a run are to be drawn, or no longer."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[ShownRun] = []
        self._colours: dict[ShownRun, int] = {}
        self._present = False

    def show_runs(self, runs: Sequence[ShownRun], colours: dict[ShownRun, int], present: bool) -> None:
        """Show runs; some have colours, in which their curves are drawn. The first may be the present one."""
        same = len(runs) == len(self.runs)
        if not same:
            self.beginResetModel()
        self.runs, self._colours, self._present = list(runs), dict(colours), present
        if not same:
            self.endResetModel()
        elif runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(runs) - 1, len(NUMBERS)))

    def is_present(self, row: int) -> bool:
        """Return whether a line is that of the run that goes on."""
        return self._present and row == 0

    def value(self, row: int, column: int) -> Any:
        """Return what a line is sorted by in a column; None where there is nothing."""
        run = self.runs[row]
        if not column:
            return run.name.casefold()
        name = NUMBERS[column - 1]
        return run.parameters if name == "parameters" else getattr(run.figures, name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + len(NUMBERS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        may_tick = not index.column() and not self.is_present(index.row())
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsUserCheckable if may_tick else Qt.ItemFlag.NoItemFlags
        )

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        run = self.runs[row]
        if role == ROLE.DisplayRole:
            return self._text(run, row, column)
        if role == ROLE.ToolTipRole and not column:
            return run.name
        if role == ROLE.CheckStateRole and not column and not self.is_present(row):
            return Qt.CheckState.Checked if run in self._colours else Qt.CheckState.Unchecked
        if role == ROLE.DecorationRole and not column and run in self._colours:
            return QColor(RUNS[self._colours[run]])
        if role == ROLE.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == ROLE.FontRole and column:
            return font(12, family=NUMBER_FONT)
        return None

    def _text(self, run: ShownRun, row: int, column: int) -> str:
        if not column:
            return _tr("now: {0}").format(run.name) if self.is_present(row) else run.name
        name, value = NUMBERS[column - 1], self.value(row, column)
        if name.endswith("accuracy"):
            return percent(value)
        if not name.endswith("loss"):
            return grouped(value)
        return _tr("{0} scaled").format(loss(value)) if run.experiment.loss_unit is None else loss(value)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if role == ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Horizontal and role == ROLE.DisplayRole:
            return _tr("run") if not section else NUMBERS[section - 1].replace("_", " ")
        return None

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        if role != ROLE.CheckStateRole:
            return False
        self.ticked.emit(self.runs[index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class SortedRuns(QSortFilterProxyModel):
    """The lines in the order of a column; what has no number there stands last in any case."""

    def lessThan(self, left: Index, right: Index) -> bool:
        rows = self.sourceModel()
        assert isinstance(rows, RunRows)
        a, b = (rows.value(each.row(), each.column()) for each in (left, right))
        if isinstance(a, str):
            return bool(a < b)
        last = math.inf if self.sortOrder() == Qt.SortOrder.AscendingOrder else -math.inf
        a, b = (last if value is None or math.isnan(value) else value for value in (a, b))
        return bool(a < b)


class RunTable(QTableView):
    """Lines with a box each that draws the run's curves; a double-click or Enter uses its settings again."""

    used = Signal(object)
    """The settings of a run are wanted again."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = RunRows()
        self._sorted = SortedRuns(self)
        self._sorted.setSourceModel(self.rows)
        self.setModel(self._sorted)
        self.setObjectName("plain")
        self.setAccessibleName(self.tr("Runs"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HIGH)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setIconSize(QSize(10, 10))
        head.setHighlightSections(False)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self._use(index) if index.column() else None)

    def show_runs(self, runs: Sequence[ShownRun], colours: dict[ShownRun, int], present: bool) -> None:
        """Show runs, and hide the columns of figures that none of them has."""
        self.rows.show_runs(runs, colours, present)
        for i, name in enumerate(NUMBERS, 1):
            known = name not in FIGURES or any(getattr(run.figures, name) is not None for run in runs)
            self.setColumnHidden(i, not known)
        self._give_rest()

    @property
    def chosen(self) -> ShownRun | None:
        """The run whose line is chosen; None for that which goes on."""
        index = self._sorted.mapToSource(self.currentIndex())
        if not index.isValid() or self.rows.is_present(index.row()):
            return None
        return self.rows.runs[index.row()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_rest()

    def _give_rest(self) -> None:
        """Give the names what the figures leave, and never too little to read them."""
        taken = self.horizontalHeader().length() - self.columnWidth(0)
        self.setColumnWidth(0, max(NAMES, self.viewport().width() - taken))

    def _use(self, _index: QModelIndex) -> None:
        if self.chosen is not None:
            self.used.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._use(self.currentIndex())
        else:
            super().keyPressEvent(event)

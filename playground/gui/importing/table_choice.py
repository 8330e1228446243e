"""What is known of a table that is brought in, and what each column of it is for."""

from __future__ import annotations

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from playground.data.data_set import DataSet
from playground.data.samples import numbered
from playground.data.tables.importing import possible
from playground.data.tables.remarks import said
from playground.data.tables.table import Table
from playground.gui.widgets.controls import label
from playground.gui.widgets.editors import Menu
from playground.gui.widgets.form import Form
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.text_editor import labelled
from playground.parts.errors import faults

PREVIEW, SAID = 50, 4
"""Rows and faults that are shown."""
READING = ("first_row", "skip", "below_names", "separator", "decimal", "encoding")
"""Settings by which the table is read anew."""
FEW = 6
"""Columns that share the width; more are scrolled."""


class Choice(QWidget):
    """A preview of the table, its notes and faults, and menus for its columns."""

    edited = Signal(object)
    reread = Signal(object)
    """The data whose table is to be read in another way."""
    refused = Signal(str)
    """Why what was picked cannot be."""

    def __init__(self, data: DataSet, table: Table) -> None:
        super().__init__()
        self._data, self._table = data, table
        names = possible(table)
        self.across = self._menu(self.tr("Across, x₁"), names)
        self.across.activated.connect(lambda _: self._gather())
        self.up = self._menu(self.tr("Up, x₂"), [*names, ""])
        self.up.activated.connect(lambda _: self._gather(alone=not self.up.currentData()))
        self.target = self._menu(self.tr("Target"), table.names)
        self.target.activated.connect(lambda _: self._gather())
        self.others = QListWidget()
        self.others.setAccessibleName(self.tr("Further inputs"))
        self.others.setToolTip(self.tr("Maps hold these inputs at their means."))
        for name in names:
            QListWidgetItem(name, self.others).setCheckState(Qt.CheckState.Unchecked)
        self.others.itemChanged.connect(lambda _: self._gather())
        self.preview = _preview(table)
        self.form = Form(type(data), (*(READING if table.from_text else ()), "meaning"))
        self.form.edited.connect(self._take)
        self.treatment = Form(type(data), ("scaling", "missing", "division"))
        self.treatment.edited.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.others.setMaximumHeight(190)
        self.others.setMinimumHeight(90)
        for note in table.notes:
            layout.addWidget(label(note, look="small", wrap=True))
        if table.doubt is not None:
            text = self.tr("{0}: choose the decimal sign.").format(table.doubt.text)
            layout.addWidget(label(text, look="error", wrap=True))
        self.remarks = label(look="small", wrap=True)
        """What was decided about columns without being asked."""
        layout.addWidget(self.remarks)
        if lines := _first(table.faults, sum(column.gaps for column in table.columns)):
            layout.addWidget(label("\n".join(lines), look="error", wrap=True))
        layout.addWidget(self.preview, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(8)
        for menu in (self.across, self.up, self.target):
            row = QWidget()
            labelled(row, menu.accessibleName(), menu)
            left.addWidget(row)
        left.addWidget(self.form)
        left.addStretch(1)
        right.addWidget(label(self.tr("Further inputs")))
        right.addWidget(self.others, 1)
        right.addWidget(self.treatment)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        layout.addSpacing(6)
        layout.addLayout(columns)

    def _menu(self, name: str, columns: list[str]) -> Menu:
        menu = Menu()
        menu.setAccessibleName(name)
        for column in columns:
            menu.addItem(column or self.tr("none"), column)
        return menu

    def show_value(self, data: DataSet) -> None:
        """Show what is chosen; nothing is emitted."""
        self._data = data
        plain = data.model_dump()
        columns, target = plain["columns"], plain["target"]
        for menu, name in ((self.across, columns[:1]), (self.up, columns[1:2]), (self.target, [target])):
            menu.setCurrentIndex(menu.findData(name[0] if name else ""))
        self.others.blockSignals(True)  # its own list: ticking it here is not an edit
        for item in self._items():
            here = item.text() in columns
            taken = item.text() in (*columns[:2], target)
            item.setCheckState(Qt.CheckState.Checked if here else Qt.CheckState.Unchecked)
            item.setHidden(taken)
        self.others.blockSignals(False)
        self.form.show_value(data)
        self.treatment.show_value(data)
        self._say(data)
        for i, name in enumerate(self._table.names):
            role = self.tr("target") if name in (target, *plain["more_targets"]) else ""
            role = numbered(columns.index(name) + 1) if name in columns else role
            self.preview.setHorizontalHeaderItem(i, QTableWidgetItem(f"{name}\n{role}"))

    def _say(self, data: DataSet) -> None:
        lines = said(data, self._table)
        more = self.tr("and {0} more").format(len(lines) - SAID) if len(lines) > SAID else ""
        self.remarks.setText("\n".join([*lines[:SAID], *([more] if more else [])]))
        self.remarks.setVisible(bool(lines))

    def _take(self, data: DataSet) -> None:
        before, after = self._data.model_dump(), data.model_dump()
        anew = any(before[name] != after[name] for name in READING)
        (self.reread if anew else self.edited).emit(data)

    def _items(self) -> list[QListWidgetItem]:
        return [self.others.item(i) for i in range(self.others.count())]

    def _gather(self, alone: bool = False) -> None:
        """Report what is picked; of an input that is ``alone`` nothing goes up, and none is further."""
        target = self.target.currentData()
        plane = [name for name in (self.across.currentData(), self.up.currentData()) if name]
        if len(set(plane)) < len(plane):  # each took the other's column: they change places
            plane = [name for name in self._data.model_dump()["columns"][1::-1] if name != target]
        ticked = [item.text() for item in self._items() if item.checkState() == Qt.CheckState.Checked]
        further = [name for name in ticked if name not in (*plane, target) and not alone]
        try:
            data = self._data.changed(columns=(*plane, *further), target=target)
        except ValidationError as error:
            self.show_value(self._data)
            self.refused.emit(faults(error, type(self._data))[0])
            return
        self.edited.emit(data)


def _preview(table: Table) -> QTableWidget:
    """Return the first rows of a table, to be looked at."""
    rows = min(table.rows, PREVIEW)
    grid = QTableWidget(rows, len(table.columns))
    grid.setAccessibleName(grid.tr("The first rows"))
    grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    grid.setAlternatingRowColors(True)
    grid.setTabKeyNavigation(False)
    grid.setMinimumHeight(120)
    grid.verticalHeader().hide()
    grid.verticalHeader().setDefaultSectionSize(24)
    for i, column in enumerate(table.columns):
        for row in range(rows):
            item = QTableWidgetItem(column.shown(row))
            if column.numbers is not None:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.setItem(row, i, item)
    few = len(table.columns) <= FEW
    mode = QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Interactive
    grid.horizontalHeader().setSectionResizeMode(mode)
    return grid


def _first(lines: list[str], count: int) -> list[str]:
    """Return the first lines, and how many cells there are of which nothing is said."""
    shown = lines[:SAID]
    rest = count - len(shown)
    return [*shown, f"and {grouped(rest)} more"] if rest else shown

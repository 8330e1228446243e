"""What the columns that are picked are for, and how the network is given them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.data.tables import column_roles
from playground.data.tables.column_uses import ColumnUse
from playground.data.tables.division import ByColumn
from playground.data.tables.table import BadTable, Table
from playground.data.tables.table_set import TableSet
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.form import PartForm
from playground.gui.widgets.menu import Menu

INPUT, TARGET, FURTHER, DIVIDES, OUT = "input", "target", "further", "divides", "out"


class ColumnEditor(QWidget):
    """Menus for the columns that are picked, and the settings of how one is used."""

    change_requested = Signal(object)
    """What the person wants changed: takes data, and returns others. Raises ValidationError."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._data: TableSet | None = None
        self._names: list[str] = []
        self._name = named(Elided(), "column")
        self.role = Menu()
        self.role.setAccessibleName(self.tr("What the columns are"))
        for text, role in (
            (self.tr("Input"), INPUT),
            (self.tr("Target"), TARGET),
            (self.tr("One more target"), FURTHER),
            (self.tr("Divides the rows"), DIVIDES),
            (self.tr("Left out"), OUT),
        ):
            self.role.addItem(text, role)
        self.role.activated.connect(lambda _: self._take_role(self.role.currentData()))
        self.given = Menu()
        self.given.setAccessibleName(self.tr("How the network is given them"))
        self.given.activated.connect(lambda _: self._take_use(self.given.currentData()))
        self.settings = PartForm()
        self.settings.edited.connect(
            lambda use: self.change_requested.emit(lambda data: column_roles.with_use(data, use))
        )
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._name, 2)
        self._names_of_menus = label(self.tr("is")), label(self.tr("given as"))
        for name, menu, stretch in zip(self._names_of_menus, (self.role, self.given), (2, 3), strict=True):
            name.setBuddy(menu)
            line.addWidget(name)
            line.addWidget(menu, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(line)
        layout.addWidget(self.settings)

    def show_value(self, data: TableSet, names: Sequence[str]) -> None:
        """Show what is chosen of these columns; nothing is emitted."""
        self._data, self._names = data, [*names]
        columns = [self._table[name] for name in names]
        several = self.tr("{0} columns").format(len(names))
        self._name.setText(names[0] if len(names) == 1 else several)
        targets = column_roles.targets_of(data)
        roles = {_role(data, name) for name in names}
        self.role.setCurrentIndex(self.role.findData(next(iter(roles))) if len(roles) == 1 else -1)
        self._allow(INPUT, any(map(column_roles.can_be_input, columns)))
        self._allow(DIVIDES, len(columns) == 1 and ByColumn.suits(columns[0]))
        self._allow(FURTHER, any(name not in targets for name in names) and bool(targets))
        for widget in (self.role, self.given):
            widget.setEnabled(bool(names))
        self._show_uses(roles == {INPUT})

    def _show_uses(self, inputs: bool) -> None:
        """Show how the columns are given to the network, if they are."""
        assert self._data is not None
        columns = [self._table[name] for name in self._names]
        uses = [column_roles.use_of(self._data, column) for column in columns] if inputs else []
        able = column_roles.uses_of(columns) if inputs else {}
        self.given.clear()
        for kind, use in able.items():
            self.given.addItem(use.title, kind)
            self.given.setItemData(self.given.count() - 1, use.__doc__, Qt.ItemDataRole.ToolTipRole)
        kinds = {use.kind for use in uses}
        self.given.setCurrentIndex(self.given.findData(kinds.pop()) if len(kinds) == 1 else -1)
        self.given.setEnabled(len(able) > 1)
        for widget in (self._names_of_menus[1], self.given):
            widget.setVisible(inputs)
        alone = uses[0] if len(uses) == 1 else None
        self.settings.setVisible(alone is not None)
        if alone is not None:
            try:
                self.settings.show_value(alone.settled(columns[0]))
            except BadTable:  # which is said where the data are refused
                self.settings.hide()

    def _allow(self, role: str, possible: bool) -> None:
        model = self.role.model()
        assert isinstance(model, QStandardItemModel)
        model.item(self.role.findData(role)).setEnabled(possible)

    def _take_role(self, role: str) -> None:
        table, names = self._table, self._names
        if role == INPUT:
            self.change_requested.emit(lambda data: column_roles.with_inputs(data, table, names))
        elif role == OUT:
            self.change_requested.emit(lambda data: column_roles.without(data, names))
        elif role == DIVIDES:
            self.change_requested.emit(lambda data: column_roles.divided_by(data, table, names[0]))
        else:
            more = role == FURTHER
            self.change_requested.emit(lambda data: column_roles.with_targets(data, table, names, more))

    def _take_use(self, kind: str) -> None:
        assert self._data is not None
        columns = [self._table[name] for name in self._names]
        uses: list[ColumnUse] = [
            column_roles.used_as(column_roles.use_of(self._data, column), kind, column) for column in columns
        ]
        self.change_requested.emit(lambda data: column_roles.with_use(data, *uses))


def _role(data: TableSet, name: str) -> str:
    """Return what a column is."""
    if name in data.columns:
        return INPUT
    if name in column_roles.targets_of(data):
        return TARGET
    return DIVIDES if column_roles.divides(data, name) else OUT

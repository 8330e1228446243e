"""How a table is read: each setting says what was found by itself, and can be changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.data.data_set import DataSet
from playground.data.tables.date_order import said_by
from playground.data.tables.table import Table
from playground.data.tables.table_set import TableSet
from playground.data.tables.workbook import ENDINGS as WORKBOOKS
from playground.gui.widgets.form import Form
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.text_editor import labelled
from playground.parts.setting import settings

ARRAYS = (".npz", ".npz.gz")
"""Endings of files that are read in one way only."""
ROWS = ("first_row", "skip", "below_names", "skip_below", "whole_rows")
TEXT = ("separator", "decimal", "dates", "encoding", *ROWS, "gaps")
WORKBOOK = ("dates", *ROWS, "gaps")
"""Settings by which a text and a sheet of a workbook are read."""


def ways_of(data: TableSet) -> tuple[str, ...]:
    """Return the settings by which the table of data is read."""
    path = data.path.lower()
    if path.endswith(ARRAYS):
        return ()
    if path.endswith(WORKBOOKS):
        return WORKBOOK
    return tuple(name for name in TEXT if data.path or name != "encoding")


class ReadingForm(QWidget):
    """The settings by which a table is read; ``edited`` carries the data that are to be read anew."""

    edited = Signal(object)

    def __init__(self, data: TableSet, table: Table | None) -> None:
        super().__init__()
        self._data = data
        dates = said_by(table) if table is not None else None
        known = None if dates == "automatic" else dates
        self._found = {**vars(table.dialect), "dates": known} if table is not None else {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        sheets = table.sheets if table is not None else ()
        self.sheet = Menu()
        """The sheets of a workbook."""
        if sheets:
            row = QWidget()
            about = next(each for each in settings(type(data)) if each.name == "sheet")
            self.sheet.setAccessibleName(about.label)
            self.sheet.setToolTip(about.help)
            self.sheet.addItems(sheets)
            labelled(row, about.label, self.sheet)
            layout.addWidget(row)
            self.sheet.activated.connect(lambda _: self._take_sheet(self.sheet.currentText()))
        ways = WORKBOOK if sheets else ways_of(data)
        self.form = Form(type(data), [name for name in ways if dates or name != "dates"])
        self.form.edited.connect(self.edited)
        layout.addWidget(self.form)
        if table is not None:
            self._say(table)
        self.show_value(data)

    def _say(self, table: Table) -> None:
        """Say what was guessed in lines under the settings that change it, where these do not say it."""
        notes: dict[str, list[str]] = {}
        for note in table.notes:
            if not note.plain:
                notes.setdefault(note.setting, []).append(note)
        self.form.show_notes(notes)

    def show_value(self, data: DataSet) -> None:
        """Show how a table is read; nothing is emitted."""
        assert isinstance(data, TableSet)
        self._data = data
        self.form.show_value(data)
        self.form.show_found(self._found)
        if self.sheet.count():
            self.sheet.setCurrentText(data.sheet or str(self._found["sheet"]))

    def _take_sheet(self, name: str) -> None:
        if name != (self._data.sheet or self._found["sheet"]):
            self.edited.emit(self._data.changed(sheet=name))

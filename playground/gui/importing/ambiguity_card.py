"""The question that is asked where a table can be read in two ways: both are shown, and one is picked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from playground.data.data_set import DataSet
from playground.data.tables.convention import Ambiguity
from playground.data.tables.table import Table
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.plain_text import caption
from playground.parts.setting import settings
from playground.parts.text import shortened, within

ROWS, COLUMNS = 4, 3
"""First rows that are shown under each reading, and columns that differ."""
LONGEST = 14
"""Characters of a cell that are shown."""


class AmbiguityCard(QFrame):
    """Asks which reading is meant; ``picked`` carries the word of the setting that decides it."""

    picked = Signal(str)

    def __init__(self, data: type[DataSet], ambiguity: Ambiguity, readings: Mapping[str, Table]) -> None:
        super().__init__()
        self.setObjectName("raised")
        self.setting = ambiguity.setting
        self.buttons: list[QPushButton] = []
        about = next(each for each in settings(data) if each.name == ambiguity.setting)
        columns = _different([*readings.values()])
        layout = QGridLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setHorizontalSpacing(24)
        layout.setVerticalSpacing(8)
        question = label(self.tr("{0}. Which is meant?").format(ambiguity.text), look="error", wrap=True)
        layout.addWidget(question, 0, 0, 1, len(readings))
        for i, (word, table) in enumerate(readings.items()):
            choice = within(about.choice_label(word))
            button = QPushButton(caption(self.tr("{0}: {1}").format(about.label, choice)))
            button.setToolTip(self.tr("Read the whole table so"))
            button.clicked.connect(lambda _=False, word=word: self.picked.emit(word))
            self.buttons.append(button)
            side = QWidget()
            rows = QVBoxLayout(side)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(6)
            rows.addWidget(button)
            rows.addWidget(_first_rows(table, columns))
            layout.addWidget(side, 1, i)


def _different(tables: list[Table]) -> list[str]:
    """Return the first columns that are not alike in all tables."""
    found = []
    for name in tables[0].names:
        shown = {_cells(table, name) for table in tables}
        if len(shown) > 1:
            found.append(name)
    return found[:COLUMNS]


def _cells(table: Table, name: str) -> tuple[str, ...]:
    """Return the first cells of a column, nothing where it is not there."""
    column = table[name] if name in table.names else None
    return tuple(column.shown(row) for row in range(min(ROWS, table.rows))) if column else ()


def _first_rows(table: Table, columns: list[str]) -> QWidget:
    """Return the first rows of some columns under their names."""
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(1)
    for j, name in enumerate(columns):
        lines: list[QLabel] = [named(Elided(name), "small")]
        lines += [label(shortened(cell, LONGEST) or "–", look="cell") for cell in _cells(table, name)]
        for i, line in enumerate(lines):
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(line, i, j)
        grid.setColumnStretch(j, 1)
    return whole

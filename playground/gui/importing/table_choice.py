"""What is known of a table that is imported, how it is read, and what each column of it is for."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from playground.data.tables import column_roles
from playground.data.tables.loading import LoadedTable
from playground.data.tables.remarks import said
from playground.data.tables.table_set import TableSet
from playground.experiment.problems import Problem
from playground.gui.importing.ambiguity_card import AmbiguityCard
from playground.gui.importing.column_editor import ColumnEditor
from playground.gui.importing.column_list import ColumnList
from playground.gui.importing.preview import TablePreview
from playground.gui.importing.reading_form import ReadingForm
from playground.gui.widgets.controls import label
from playground.gui.widgets.form import Form
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.panel_frame import heading
from playground.gui.widgets.scrolled_lines import ScrolledLines
from playground.gui.widgets.text_editor import labelled
from playground.parts.errors import faults

SAID = 200
"""Remarks that are shown; the list of columns says of each what it is for."""
SIDE = 330
"""Pixels of the column with the settings."""


class Choice(QWidget):
    """A preview of the table, its notes and faults, its columns, and how it is read and divided."""

    edited = Signal(object)
    reread = Signal(object)
    """The data whose table is to be read in another way."""
    refused = Signal(str)
    """Why what was picked cannot be."""

    def __init__(self, loaded: LoadedTable) -> None:
        super().__init__()
        data, table = loaded.data, loaded.table
        self._data, self.table = data, table
        self.across, self.up = self._menu(self.tr("Across, x₁")), self._menu(self.tr("Up, x₂"))
        for menu in (self.across, self.up):
            menu.setToolTip(self.tr("Maps hold the other inputs at their means."))
            menu.activated.connect(lambda _: self._lay())
        self.target = self._menu(self.tr("Target"))
        for name in table.names:
            self.target.addItem(name, name)
        self.target.activated.connect(lambda _: self._aim())
        self.meaning = self._form("meaning")
        self.treatment = self._form("scaling", "missing", "division")
        self.reading = ReadingForm(data, table) if table.from_text else None
        self.columns, self.editor = ColumnList(table), ColumnEditor(table)
        self.columns.picked.connect(lambda names: self.editor.show_value(self._data, names))
        self.columns.columns.ticked.connect(self._tick)
        self.editor.change_requested.connect(self._change)
        self.preview = TablePreview(table)
        self.remarks = ScrolledLines(self.tr("Remarks"), "small")
        """What was decided about columns without being asked."""
        self.misfit = label(look="error", wrap=True)
        """Why nothing can be learned of the columns as they are."""
        self.left_out = label(look="small", wrap=True)
        """Which rows are left out or filled."""
        self._arrange(loaded)
        self.columns.pick(table.names)

    def _arrange(self, loaded: LoadedTable) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if loaded.ambiguity is not None:
            card = AmbiguityCard(type(loaded.data), loaded.ambiguity, loaded.readings)
            setting = loaded.ambiguity.setting
            card.picked.connect(lambda word: self.reread.emit(self._data.changed(**{setting: word})))
            layout.addWidget(card)
            self.card: AmbiguityCard | None = card
        else:
            self.card = None
        if lines := self._faults():
            shown = ScrolledLines(self.tr("Cells that cannot be read"), "error")
            layout.addWidget(shown)
            shown.show_lines(lines)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addWidget(self._side())
        halves.addLayout(self._main(), 1)
        layout.addLayout(halves, 1)

    def _side(self) -> QWidget:
        """Return how the table is read, and what is done with its rows."""
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 10, 0)
        rows.setSpacing(8)
        if self.reading is not None:
            self.reading.edited.connect(self.reread)
            rows.addWidget(heading(self.tr("Reading")))
            rows.addWidget(self.reading)
            rows.addSpacing(6)
        rows.addWidget(heading(self.tr("Samples")))
        rows.addWidget(self.treatment)
        rows.addWidget(self.left_out)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its settings have the keys
        area.setFixedWidth(SIDE)
        return area

    def _main(self) -> QVBoxLayout:
        """Return the first rows, and what each column is for."""
        main, grid = QVBoxLayout(), QGridLayout()
        main.setSpacing(8)
        main.addWidget(self.preview, 2)
        main.addWidget(self.columns, 3)
        main.addWidget(self.editor)
        main.addWidget(self.misfit)
        main.addWidget(self.remarks)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for i, menu in enumerate((self.across, self.up, self.target)):
            row = QWidget()
            labelled(row, menu.accessibleName(), menu)
            grid.addWidget(row, i // 2, i % 2)
        grid.addWidget(self.meaning, 1, 1)
        main.addLayout(grid)
        return main

    def _menu(self, name: str) -> Menu:
        menu = Menu()
        menu.setAccessibleName(name)
        return menu

    def _form(self, *names: str) -> Form:
        form = Form(type(self._data), names)
        form.edited.connect(lambda data: self.edited.emit(column_roles.following(data, self._data)))
        return form

    def _faults(self) -> list[str]:
        """Return the faults that are known, and how many cells there are of which nothing is said."""
        lines, count = self.table.faults[:SAID], sum(column.gaps for column in self.table.columns)
        rest = count - len(lines)
        return [*lines, *([self.tr("and {0} more").format(grouped(rest))] if rest > 0 else [])]

    def show_value(self, data: TableSet) -> None:
        """Show what is chosen; nothing is emitted."""
        self._data = data
        for menu, place in ((self.across, 0), (self.up, 1)):
            menu.clear()
            for name in data.columns:
                menu.addItem(name, name)
            menu.setCurrentIndex(place if place < len(data.columns) else -1)
            menu.setEnabled(len(data.columns) > 1)
        self.target.setCurrentIndex(self.target.findData(data.target))
        self.meaning.show_value(data)
        self.treatment.offer(data.offers())
        self.treatment.show_value(data)
        if self.reading is not None:
            self.reading.show_value(data)
        self.columns.columns.show_value(data)
        self.editor.show_value(data, self.columns.names())
        roles = self.columns.columns.roles
        self.preview.rows.show_roles(["" if role == self.tr("left out") else role for role in roles])
        lines = [*(note for note in self.table.notes if not note.setting), *said(data, self.table)]
        more = [self.tr("and {0} more").format(len(lines) - SAID)] if len(lines) > SAID else []
        self.remarks.show_lines([*lines[:SAID], *more])
        self.left_out.setText(data.left_out())
        self.left_out.setVisible(bool(self.left_out.text()))

    def show_misfit(self, misfit: tuple[str, str] | None) -> None:
        """Say why nothing can be learned of the data as they are, beside what is to blame."""
        problems = [Problem(*misfit)] if misfit and self.card is None else []  # first what is asked
        rests = [form.show_problems(problems) for form in (self.treatment, self.meaning)]
        homeless = [text for text in rests[0] if text in rests[1]]
        self.misfit.setText("\n".join(homeless))
        self.misfit.setVisible(bool(homeless))

    def asks(self, setting: str) -> bool:
        """Return whether it is asked what a setting is to be."""
        return self.card is not None and self.card.setting == setting

    @property
    def first(self) -> QWidget:
        """What is asked, or else the columns."""
        return self.card.buttons[0] if self.card is not None else self.columns

    def focus_on(self, name: str) -> bool:
        """Give the focus to the control of a name, if there is one, and return whether there is."""
        for widget in self.findChildren(QWidget):
            if name and widget.accessibleName() == name and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.setFocus()
                return True
        return False

    def _tick(self, name: str, wanted: bool) -> None:
        table = self.table
        self._change(
            lambda data: (
                column_roles.with_inputs(data, table, [name])
                if wanted
                else column_roles.without(data, [name])
            )
        )

    def _aim(self) -> None:
        self._change(lambda data: column_roles.with_targets(data, self.table, [self.target.currentData()]))

    def _lay(self) -> None:
        """Let inputs lie across and up; each that takes the other's column changes places with it."""
        across, up = self.across.currentData(), self.up.currentData()
        if across == up:
            across, up = self._data.columns[1::-1]
        self._change(lambda data: column_roles.with_first(data, across, up))

    def _change(self, change: Callable[[TableSet], TableSet]) -> None:
        """Report the data with a change, or why that cannot be."""
        try:
            data = change(self._data)
        except ValidationError as error:
            self.show_value(self._data)
            self.refused.emit(faults(error, type(self._data))[0])
            return
        self.edited.emit(data)

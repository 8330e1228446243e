"""The dialog in which a table becomes data to learn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from playground.data.data_set import DataSet
from playground.data.tables.date_order import date_ambiguity
from playground.data.tables.importing import as_read
from playground.data.tables.loading import LoadedTable, Refused, load
from playground.data.tables.table import Table
from playground.data.tables.table_set import TableSet
from playground.files.reading import Progress
from playground.gui.document.background_job import BackgroundJob, Job
from playground.gui.importing.reading_form import ReadingForm, ways_of
from playground.gui.importing.table_choice import SIDE, Choice
from playground.gui.widgets.controls import label
from playground.gui.widgets.numbers import grouped

LEAST, USUAL = QSize(860, 600), QSize(1020, 720)
"""How large the dialog is with a table in it, at least and where the screen has room."""
MARGIN = QSize(24, 60)
"""What a screen has around a window: its frame, and bars of the system."""
MESSAGE = 480
"""How wide it is with nothing but a message."""
PATIENCE = 0.1
"""Seconds for which nothing moves until a table is read in another way; with most it is done by then."""
LINES = 8
"""Lines that are shown of what is wrong."""
Start = Callable[[Progress], DataSet]
"""Returns data whose table is to be imported. Raises BadTable, Cancelled."""


class ImportDialog(QDialog):
    """Reads the table of what ``start`` returns, and lets a person say what is to be learned of it."""

    chosen = Signal(object)
    """The data, with all that was chosen."""

    def __init__(self, parent: QWidget | None, name: str, start: Start) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import data"))
        self.setMinimumSize(LEAST)
        self.resize(self._usual)
        self.data: DataSet | None = None
        self.choice: Choice
        self._name, self._at = name, ""
        self._refusal: Refused | None = None
        self.reading: BackgroundJob | None = None
        self.head, self.bar = label(look="column"), QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.error, self.lines = label(look="error", wrap=True), label(look="error", wrap=True)
        self.otherwise = QWidget()
        """How a table that could not be read may be read otherwise."""
        QVBoxLayout(self.otherwise).setContentsMargins(0, 8, 0, 0)
        self.pages = QStackedWidget()
        self.pages.addWidget(_at_top(self.bar, self.lines, self.otherwise))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.import_button = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.import_button.setObjectName("primary")
        self.leave_out = self.buttons.addButton(self.tr("Leave out"), QDialogButtonBox.ButtonRole.ActionRole)
        self.leave_out.setToolTip(self.tr("Read the table without these rows"))
        self.leave_out.clicked.connect(self._read_whole_rows)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.error)
        layout.addWidget(self.buttons)
        self.finished.connect(self._cancel)
        self._read(lambda progress: load(start(progress), progress))

    @property
    def _usual(self) -> QSize:
        """As large as the screen has room for."""
        return USUAL.boundedTo(self.screen().availableSize() - MARGIN).expandedTo(LEAST)

    def accept(self) -> None:
        """Hand over the data."""
        self.chosen.emit(as_read(self.data) if self.data is not None else None)
        super().accept()

    def _read(self, job: Job, patience: float = 0.0) -> None:
        self.head.setText(self.tr("Reading {0} …").format(self._name))
        self.import_button.setEnabled(False)
        self.leave_out.hide()
        self.lines.clear()
        self.otherwise.hide()
        self._complain("")
        self.bar.show()
        self.pages.setCurrentIndex(0)
        self._cancel()
        self.reading = BackgroundJob(job)
        self.reading.progressed.connect(self._show_progress)
        self.reading.ended.connect(self._show_result)
        self.reading.refused.connect(self._show_message)
        self.reading.start(patience)

    def _cancel(self) -> None:
        if self.reading is not None:
            self.reading.cancel()

    def _read_again(self, data: DataSet) -> None:
        """Read the same table in another way."""
        before: Table | None = self.choice.table if self.data is not None else None
        at = self.focusWidget()
        self._at = at.accessibleName() if at is not None else ""
        self._read(lambda progress: load(data, progress, before), PATIENCE)

    def _read_whole_rows(self) -> None:
        """Read the table without the rows that were just complained of."""
        assert self._refusal is not None
        self._read_again(self._refusal.data.changed(whole_rows=True))

    def _show_progress(self, share: float) -> None:
        self.bar.setValue(round(1000 * share))

    def _show_result(self, result: LoadedTable | Refused) -> None:
        self._refusal = result if isinstance(result, Refused) else None
        if isinstance(result, LoadedTable):
            self._show_table(result)
        elif isinstance(self.data, TableSet):  # it was read in another way before
            self._say_size(self.choice.table)
            self.pages.setCurrentWidget(self.choice)
            self._take(self.data)
            self._complain(result.lines[0])
        else:
            self._show_message(result.lines)
        if result is self._refusal and result.uneven:
            count = self.tr("row") if result.uneven == 1 else self.tr("rows")
            self.leave_out.setText(self.tr("Leave out {0} {1}").format(grouped(result.uneven), count))
            self.leave_out.show()
            self.leave_out.setFocus()

    def _show_message(self, lines: list[str]) -> None:
        """Say why there is no table, and how it may be read otherwise."""
        self.head.setText(self.tr("{0} could not be read.").format(self._name))
        self.bar.hide()
        self.import_button.hide()
        self.lines.setText("\n".join(self._first(lines)))
        place = self.otherwise.layout()
        assert place is not None
        while (item := place.takeAt(0)) and (widget := item.widget()):
            widget.deleteLater()
        refusal = self._refusal
        if refusal is not None and not refusal.lost and ways_of(refusal.data):
            form = ReadingForm(refusal.data, None)
            form.edited.connect(self._read_again)
            form.setMaximumWidth(SIDE)
            place.addWidget(label(self.tr("It may be read in another way:"), look="small"))
            place.addWidget(form)
            self.otherwise.show()
        self._show_small()

    def _first(self, lines: list[str]) -> list[str]:
        """Return the first lines, and how many there are more."""
        count = (self._refusal.uneven if self._refusal else 0) or len(lines)
        if count <= LINES:
            return lines
        return [*lines[:LINES], self.tr("and {0} more").format(grouped(count - LINES))]

    def _show_small(self) -> None:
        """Be no larger than a message needs, about where the dialog was."""
        self.setMinimumSize(0, 0)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self._take_size(QSize(MESSAGE, layout.totalHeightForWidth(MESSAGE)))

    def _show_large(self) -> None:
        """Be as large as a table needs, where the dialog had shrunk."""
        if self.minimumSize() != LEAST:
            self._take_size(self._usual)
            self.setMinimumSize(LEAST)

    def _take_size(self, size: QSize) -> None:
        grown = size - self.size()
        self.resize(size)
        self.move(self.x() - grown.width() // 2, max(0, self.y() - grown.height() // 2))

    def _show_table(self, loaded: LoadedTable) -> None:
        self._show_large()
        anew = self.data is not None
        if anew:
            self.pages.removeWidget(self.choice)
            self.choice.deleteLater()
        self.data = loaded.data
        self._say_size(loaded.table)
        self.choice = Choice(loaded)
        self.choice.edited.connect(self._take)
        self.choice.reread.connect(self._read_again)
        self.choice.refused.connect(self._complain)
        self.pages.addWidget(self.choice)
        self.pages.setCurrentWidget(self.choice)
        self.import_button.show()
        self._take(loaded.data)
        if not (anew and self.choice.focus_on(self._at)):
            place = self.import_button if self.import_button.isEnabled() else self.choice.first
            place.setFocus()

    def _say_size(self, table: Table) -> None:
        rows, columns = table.rows, len(table.columns)
        size = self.tr("1 row") if rows == 1 else self.tr("{0} rows").format(grouped(rows))
        width = self.tr("1 column") if columns == 1 else self.tr("{0} columns").format(grouped(columns))
        self.head.setText(f"{self._name} · {size}, {width}")

    def _take(self, data: TableSet) -> None:
        if (date_ambiguity(data, self.choice.table) is not None) != self.choice.asks("dates"):
            self._read_again(data)  # with a question more, or one less
            return
        self.data, misfit = data, data.misfit()
        self._complain("")
        self.choice.show_value(data)
        self.choice.show_misfit(misfit)
        self.import_button.setEnabled(misfit is None and self.choice.card is None)
        self.import_button.setToolTip(self.tr("Say first which reading is meant") if self.choice.card else "")
        self.import_button.setDefault(True)

    def _complain(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))


def _at_top(*widgets: QWidget) -> QWidget:
    """Return a widget that keeps others at its top."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return page

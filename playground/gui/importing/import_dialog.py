"""The dialog in which a table becomes data to learn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from playground.data.data_set import DataSet
from playground.data.tables.importing import again, as_read
from playground.data.tables.table import Table, UnevenRows
from playground.files.reading import Progress
from playground.gui.document.background_job import BackgroundJob, Job
from playground.gui.importing.table_choice import Choice
from playground.gui.widgets.controls import label
from playground.gui.widgets.editors import Menu
from playground.gui.widgets.numbers import grouped

LEAST, USUAL = QSize(640, 640), QSize(820, 720)
"""How large the dialog is with a table in it."""
MESSAGE = 480
"""How wide it is with nothing but a message."""
Brought = Callable[..., tuple[DataSet, Table]]
"""Reads a table, given the progress and whether ``whole_rows`` alone are wanted."""


class ImportDialog(QDialog):
    """Reads a table with ``job`` and lets a person say what is to be learned; ``chosen`` carries the data."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, name: str, job: Brought) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import data"))
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        self.data: DataSet | None = None
        self.choice: Choice
        self._name, self._job = name, job
        self.head, self.bar = label(self.tr("Reading {0} …").format(name), look="column"), QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.error, self.lines = label(look="error", wrap=True), label(look="error", wrap=True)
        self.pages = QStackedWidget()
        self.pages.addWidget(_at_top(self.bar, self.lines))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.bring = self.buttons.addButton(self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.bring.setObjectName("primary")
        self.bring.setEnabled(False)
        self.leave_out = self.buttons.addButton(self.tr("Leave out"), QDialogButtonBox.ButtonRole.ActionRole)
        self.leave_out.setToolTip(self.tr("Read the table without these rows"))
        self.leave_out.hide()
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
        self.finished.connect(lambda _: self.reading.leave())
        self._read(partial(_or_uneven, job))

    def accept(self) -> None:
        """Hand over the data."""
        self.chosen.emit(as_read(self.data) if self.data is not None else None)
        super().accept()

    def _read(self, job: Job) -> None:
        self.reading = BackgroundJob(job)
        self.reading.progressed.connect(self._show_progress)
        self.reading.ended.connect(self._show_result)
        self.reading.refused.connect(self._refuse)
        self.reading.start()

    def _read_whole_rows(self) -> None:
        """Read the table without the rows that were just complained of."""
        self.head.setText(self.tr("Reading {0} …").format(self._name))
        self.lines.clear()
        self.leave_out.hide()
        self.bar.show()
        self.bring.show()
        self._read(partial(self._job, whole_rows=True))

    def _read_again(self, data: DataSet) -> None:
        """Read the same table in another way."""
        self.bring.setEnabled(False)
        self.pages.setCurrentIndex(0)
        self._read(lambda progress: again(data, progress))

    def _show_progress(self, share: float) -> None:
        self.bar.setValue(round(1000 * share))

    def _refuse(self, lines: list[str]) -> None:
        if self.data is not None:  # it was read in another way before
            self.pages.setCurrentWidget(self.choice)
            self._take(self.data)
            self.error.setText(lines[0])
            return
        self.head.setText(self.tr("{0} could not be read.").format(self._name))
        self.bar.hide()
        self.bring.hide()
        self.lines.setText("\n".join(lines))
        self._show_small()

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
            self._take_size(USUAL)
            self.setMinimumSize(LEAST)

    def _take_size(self, size: QSize) -> None:
        grown = size - self.size()
        self.resize(size)
        self.move(self.x() - grown.width() // 2, max(0, self.y() - grown.height() // 2))

    def _show_result(self, result: tuple[DataSet, Table] | UnevenRows) -> None:
        if isinstance(result, UnevenRows):
            self._refuse(result.lines)
            count = self.tr("row") if result.count == 1 else self.tr("rows")
            self.leave_out.setText(self.tr("Leave out {0} {1}").format(grouped(result.count), count))
            self.leave_out.show()
            self.leave_out.setFocus()
            return
        self._show_large()
        anew = self.data is not None
        if anew:
            self.pages.removeWidget(self.choice)
            self.choice.deleteLater()
        self.data, table = result
        size = self.tr("{0} rows, {1} columns").format(grouped(table.rows), len(table.columns))
        self.head.setText(f"{self._name} · {size}")
        self.choice = Choice(self.data, table)
        self.choice.edited.connect(self._take)
        self.choice.reread.connect(self._read_again)
        self.choice.refused.connect(self.error.setText)
        self.pages.addWidget(self.choice)
        self.pages.setCurrentWidget(self.choice)
        self._take(self.data)
        if anew:
            self.choice.form.findChildren(Menu)[0].setFocus()
        else:
            (self.bring if self.bring.isEnabled() else self.choice.across).setFocus()

    def _take(self, data: DataSet) -> None:
        self.data, misfit = data, data.misfit()
        self.choice.show_value(data)
        self.error.setText(misfit[1] if misfit else "")
        self.bring.setEnabled(misfit is None)
        self.bring.setDefault(True)


def _or_uneven(job: Brought, progress: Progress) -> tuple[DataSet, Table] | UnevenRows:
    """Do a job; what it says of uneven rows is a result, too, for something can be done about them."""
    try:
        return job(progress)
    except UnevenRows as error:
        return error


def _at_top(*widgets: QWidget) -> QWidget:
    """Return a widget that keeps others at its top."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return page

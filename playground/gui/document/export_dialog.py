"""The dialog of an export: in which format, and what will stand in the file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from playground.export.outgoing import TITLES, preview
from playground.export.runs import SavedRun
from playground.export.tellings import TELLINGS
from playground.export.weights import TrainedNetwork
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.numbers import grouped

SIZE = (1180, 620)
NARROW, COLUMN = 380, 210
"""Pixels: the list of formats, and a column of the preview."""
MOST = 2000
"""Lines of a preview: more than anybody reads."""


class ExportDialog(QDialog):
    """Shows for each format what would be written, and asks for the file when one is chosen."""

    chosen = Signal(str)
    """The ending of the format."""

    def __init__(self, window: QWidget, trained: TrainedNetwork, run: SavedRun) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Export"))
        self.resize(*SIZE)
        self.trained, self._run = trained, run
        self._titles = TITLES | {ending: each.title for ending, each in TELLINGS.items()}
        head = label(
            self.tr("The run at epoch {0}").format(grouped(trained.figures.epoch)),
            look="column",
            wrap=True,
        )
        self.formats = QListWidget()
        self.formats.setAccessibleName(self.tr("Format"))
        self.formats.addItems([f"{title}  (*{ending})" for ending, title in self._titles.items()])
        self.formats.setFixedWidth(NARROW)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setObjectName("code")
        self.preview.setAccessibleName(self.tr("What will be written"))
        self.preview.setTabStopDistance(COLUMN)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export = buttons.addButton(self.tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        named(self.export, "primary").setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        middle = QHBoxLayout()
        middle.addWidget(self.formats)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(head)
        layout.addLayout(middle)
        layout.addWidget(buttons)
        self.formats.currentRowChanged.connect(self._show_preview)
        self.formats.itemActivated.connect(lambda _: self.accept())
        self.formats.setCurrentRow(0)

    @property
    def ending(self) -> str:
        """The ending of the format that is chosen."""
        return list(self._titles)[self.formats.currentRow()]

    def choose(self, ending: str) -> None:
        """Choose a format."""
        self.formats.setCurrentRow(list(self._titles).index(ending))

    def _show_preview(self, row: int) -> None:
        try:
            ending = list(self._titles)[row]
            told = TELLINGS.get(ending)
            lines = list(told.preview(self._run) if told else preview(self.trained, ending))
            self.export.setEnabled(True)
        except (LookupError, ImportError) as error:
            lines = [str(error.args[0])]
            self.export.setEnabled(False)
        more = [self.tr("… and {0} more lines").format(len(lines) - MOST)] if len(lines) > MOST else []
        self.preview.setPlainText("\n".join([*lines[:MOST], *more]))

    def accept(self) -> None:
        if self.export.isEnabled():
            super().accept()
            self.chosen.emit(self.ending)

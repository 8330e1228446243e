"""The dialog of an export: in which format, and what will stand in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.export import weights
from playground.export.code import formats as code
from playground.export.code.formats import CodeFormat
from playground.export.outgoing import preview
from playground.export.result_formats import RESULT_FORMATS, ResultFormat
from playground.export.runs import SavedRun
from playground.export.weights import TrainedNetwork
from playground.export.weights.formats import WeightsFormat
from playground.files.reading import Cancelled, Progress
from playground.gui.document.background_job import BackgroundJob, Unwritten
from playground.gui.document.format_list import FormatList
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.plain_text import plain

SIZE = (1180, 620)
NARROW, COLUMN, AROUND = 380, 210, 60
"""Pixels: the list of formats, a column of the preview, and what is seen of a small window around both."""
MOST = 2000
"""Lines of a preview: more than anybody reads."""
QUICK = 0.1
"""Seconds within which a preview is there at once, without a word before it."""


class ExportDialog(QDialog):
    """Shows for each format what would be written, and asks for the file when one is chosen."""

    chosen = Signal(str, bool)
    """The ending of the format, and whether code that trains goes by the batches of the run."""

    def __init__(
        self, window: QWidget, trained: TrainedNetwork, run: SavedRun, others: Sequence[QAction] = ()
    ) -> None:
        """Show what can be written of a run, and ``others`` by which other things leave."""
        super().__init__(window)
        self.setWindowTitle(self.tr("Export"))
        self.resize(QSize(*SIZE).boundedTo(window.size() - QSize(AROUND, AROUND)))
        self.trained, self._run = trained, run
        self.making: BackgroundJob | None = None
        """What makes the preview."""
        self.formats = self._format_list()
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setObjectName("code")
        self.preview.setAccessibleName(self.tr("What will be written"))
        self.preview.setTabStopDistance(COLUMN)
        self.preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.same_batches = QCheckBox(self.tr("Same batches as the run"))
        self.same_batches.setChecked(True)
        self.same_batches.setToolTip(
            self.tr(
                "Whether code that trains shuffles the samples as the run did; otherwise it does by itself"
            )
        )
        self.same_batches.toggled.connect(lambda _: self._show_preview(self.ending))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export = buttons.addButton(self.tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        named(self.export, "primary").setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        head = self.tr("The run at epoch {0}").format(grouped(trained.figures.epoch))
        middle = QHBoxLayout()
        middle.addWidget(self.formats)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(label(head, look="column", wrap=True))
        layout.addLayout(middle)
        layout.addLayout(self._bottom(others, buttons))
        self.formats.picked.connect(self._show_preview)
        self.formats.itemActivated.connect(lambda _: self.accept())
        self.choose(next(iter(weights.FORMATS)))

    def _format_list(self) -> FormatList:
        """Return the list of everything that can be written."""
        results = _titles(RESULT_FORMATS) | {
            name: self.tr("{0}  (a folder)").format(each.title)
            for name, each in RESULT_FORMATS.items()
            if each.in_folder
        }
        found = FormatList(
            {
                self.tr("Weights"): _titles(weights.FORMATS),
                self.tr("Code"): _titles(code.FORMATS),
                self.tr("Run"): results,
            }
        )
        found.setFixedWidth(NARROW)
        return found

    def _bottom(self, others: Sequence[QAction], buttons: QDialogButtonBox) -> QHBoxLayout:
        """Return the line with a button for each other action, the choice of batches, and the buttons."""
        line = QHBoxLayout()
        for action in others:
            other = QPushButton(action.text())
            other.setToolTip(plain(action.toolTip()))
            other.clicked.connect(self.reject)
            other.clicked.connect(action.trigger)
            line.addWidget(other)
        line.addStretch()
        line.addWidget(self.same_batches)
        line.addWidget(buttons)
        return line

    @property
    def ending(self) -> str:
        """The ending of the format that is chosen."""
        return self.formats.ending

    def choose(self, ending: str) -> None:
        """Choose a format."""
        self.formats.choose(ending)

    def _show_preview(self, ending: str) -> None:
        """Show what will be written; code may train a few steps for that, and the window does not wait."""
        self._cancel()
        self.export.setEnabled(True)
        self.same_batches.setVisible(ending in code.FORMATS and code.FORMATS[ending].training)
        same = self.same_batches.isChecked()
        self.making = BackgroundJob(partial(_lines, self.trained, self._run, ending, same))
        self.making.ended.connect(self._show_lines)
        self.making.refused.connect(self._refuse)
        self.making.start(patience=QUICK)
        if self.making.running:
            self.preview.setPlainText(self.tr("One moment …"))

    def _show_lines(self, lines: list[str]) -> None:
        rest = len(lines) - MOST
        more = [self.tr("… and {0} more").format(grouped(rest))] if rest > 0 else []
        self.preview.setPlainText("\n".join([*lines[:MOST], *more]))

    def _refuse(self, lines: list[str]) -> None:
        self.export.setEnabled(False)
        self.preview.setPlainText("\n".join(lines))

    def _cancel(self) -> None:
        if self.making is not None:
            self.making.cancel()

    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)

    def accept(self) -> None:
        if self.export.isEnabled():
            super().accept()
            self.chosen.emit(self.ending, self.same_batches.isChecked())


def _lines(
    trained: TrainedNetwork, run: SavedRun, ending: str, same_batches: bool, progress: Progress
) -> list[str]:
    """Return the lines of a preview. Raises Unwritten with the reason if there can be no such file."""
    result, lines = RESULT_FORMATS.get(ending), []
    try:
        for line in result.preview(run) if result else preview(trained, ending, same_batches):
            lines.append(line)
            if not progress(0.0):
                raise Cancelled
    except (LookupError, ImportError, ValueError) as error:
        raise Unwritten(str(error.args[0])) from error
    return lines


def _titles(formats: Mapping[str, WeightsFormat | CodeFormat | ResultFormat]) -> dict[str, str]:
    return {ending: f"{each.title}  (*{ending})" for ending, each in formats.items()}

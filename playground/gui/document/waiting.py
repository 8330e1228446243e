"""Waiting for a file that is read or written: a dialog with Cancel, which appears if it takes a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from playground.gui.document.background_job import BackgroundJob, Job
from playground.gui.widgets.controls import label

QUICK = 400
"""Milliseconds before the dialog appears: a short wait needs no explanation."""


class Waiting(QDialog):
    """Does a ``job``, and hands on the outcome: to ``take`` the result, to ``refuse`` lines."""

    def __init__(
        self,
        parent: QWidget,
        about: str,
        job: Job,
        take: Callable[[Any], None],
        refuse: Callable[[list[str]], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("One moment"))
        self.setMinimumWidth(420)
        head = label(about, look="column", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (head, self.bar, buttons):
            layout.addWidget(widget)
        self._take, self._refuse = take, refuse
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.open)
        self.reading = BackgroundJob(job)
        self.reading.progressed.connect(lambda share: self.bar.setValue(round(1000 * share)))
        self.reading.ended.connect(self._end)
        self.reading.refused.connect(self._fail)

    def begin(self) -> None:
        """Begin. Most files have been read when this returns: such are not worth a flicker."""
        self._patience.start(QUICK)
        self.reading.start(patience=0.2)

    def done(self, result: int) -> None:
        self._patience.stop()
        self.reading.cancel()
        super().done(result)
        self.deleteLater()  # where it was never shown, closing does not

    def _end(self, result: Any) -> None:
        self.accept()
        self._take(result)

    def _fail(self, lines: list[str]) -> None:
        self.accept()
        self._refuse(lines)

"""The dialog of the gradient check: progress, the verdict, a table by layer, and what stands at corners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from playground.gui.gradient_check.table import LayerTable
from playground.gui.run.player import Player
from playground.gui.theme import Theme, icon_pixmap
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.plain_text import Label
from playground.gui.widgets.themed import Themed
from playground.inspection.gradient_check import GradientCheck
from playground.worker.messages import Report
from playground.worker.requests.base import Request
from playground.worker.requests.check_progress import CheckPortion, CheckProgress

ICON, CORNERS = 20, 130
"""Pixels: the side of the verdict's icon, and the height of the list of corners."""


class CheckDialog(QDialog, Themed):
    """A window beside the other. It asks for frames only while it is open and its check is not done."""

    def __init__(self, window: QWidget, player: Player, action: QAction, theme: Theme) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Gradient check"))
        self._player, self._action, self.theme = player, action, theme
        self._number, self._running, self._ended = 0, False, ""
        self.found: GradientCheck | None = None
        self.moment, self.progress = label(look="column"), label(look="quiet")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = _button(self.tr("Cancel"))
        self.sign, self.verdict, self.note = Label(), label(wrap=True), label(look="quiet", wrap=True)
        self.table, self.scale = LayerTable(), label(look="quiet", wrap=True)
        self.heading = label(look="column")
        self.corners = QListWidget()
        self.corners.setAccessibleName(self.tr("Parameters at a corner"))
        self.corners.setUniformItemSizes(True)
        self.corners.setMaximumHeight(CORNERS)
        self.copy = _button(self.tr("Copy table"))
        self.copy.setToolTip(self.tr("Copy the table as text with tabs (Ctrl+C)"))
        self.again, self.close_ = named(_button(self.tr("Again")), "primary"), _button(self.tr("Close"))
        self.again.setToolTip(self.tr("Check the network as it is now"))
        self._lay_out()
        self.cancel.clicked.connect(self._cancel)
        self.again.clicked.connect(self.begin)
        self.close_.clicked.connect(self.reject)
        self.copy.clicked.connect(self.copy_table)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self.copy_table)
        action.changed.connect(self._follow_action)
        player.add_source(lambda: self.requests)
        player.reported.connect(self._take)
        player.replaced.connect(
            lambda: self._stop(self.tr("The run was changed or restarted during the check."))
        )
        player.lost.connect(
            lambda reason: self._stop(
                self.tr("The training process ended during the check ({0}).").format(reason)
            )
        )
        self.resize(900, 460)

    def _lay_out(self) -> None:
        about = self.tr(
            "Every parameter is nudged both ways; how the loss changes is compared with the gradient "
            "that backpropagation gives."
        )
        self._waiting, self._outcome = QWidget(), QWidget()
        waiting, outcome, foot = QHBoxLayout(self._waiting), QHBoxLayout(self._outcome), QHBoxLayout()
        for row in (waiting, outcome, foot):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
        waiting.addWidget(self.bar, 1)
        waiting.addWidget(self.progress)
        waiting.addWidget(self.cancel)
        outcome.addWidget(self.sign)
        outcome.addWidget(self.verdict, 1)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.again)
        foot.addWidget(self.close_)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(10)
        layout.addWidget(label(about, look="quiet", wrap=True))
        layout.addWidget(self.moment)
        layout.addWidget(self._waiting)
        layout.addWidget(self._outcome)
        layout.addWidget(self.note)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.scale)
        layout.addWidget(self.heading)
        layout.addWidget(self.corners)
        layout.addLayout(foot)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        """What to ask of a frame for the check to go on."""
        return (CheckPortion(self._number),) if self._running else ()

    def begin(self) -> None:
        """Open, and check the network as it is now."""
        self._number += 1
        self._running, self._ended, self.found = True, self._player.run.ended, None
        self.moment.clear()
        self.note.clear()
        self.bar.setRange(0, 0)
        self.progress.clear()
        self._draw()
        self.show()
        self.raise_()
        self.activateWindow()
        self.cancel.setFocus()
        if self._player.process_id is None:
            self._stop(self.tr("The training process has ended; Play starts another."))
        self._player.refresh()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw()

    def copy_table(self) -> None:
        """Put the table on the clipboard, with every digit of its numbers."""
        if self.found is not None:
            QGuiApplication.clipboard().setText(self.table.as_text(self.found))

    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)

    def _take(self, report: Report) -> None:
        check = report.frame.answer(CheckPortion(self._number))
        if not self._running or check is None:
            return
        self._show_progress(check)
        if report.ended not in ("", self._ended):
            text = self.tr("The run has ended since: {0}. The check is of the network before that.")
            self.note.setText(text.format(report.ended))
        if check.found is None:
            self.note.setVisible(bool(self.note.text()))
            self._player.refresh()
        else:
            self.found = check.found
            count = check.found.samples
            text = self.tr("1 training sample") if count == 1 else self.tr("{0} training samples")
            self.moment.setText(f"{self.moment.text()} · {text.format(grouped(count))}")
            self._end(self.note.text())

    def _show_progress(self, check: CheckProgress) -> None:
        self.moment.setText(
            self.tr("The network at epoch {0}, step {1}").format(grouped(check.epoch), grouped(check.step))
        )
        self.bar.setRange(0, check.parameters)
        self.bar.setValue(check.done)
        done = self.tr("{0} of {1} parameters").format(grouped(check.done), grouped(check.parameters))
        self.progress.setText(done)

    def _cancel(self) -> None:
        done = self.progress.text()
        self._stop(self.tr("Canceled after {0}.").format(done) if done else self.tr("Canceled."))
        self._player.refresh()  # a frame that does not ask lets the worker drop the check

    def _stop(self, why: str) -> None:
        if self._running:
            self._end(why)

    def _follow_action(self) -> None:
        self.again.setEnabled(self._action.isEnabled())
        if not self._action.isEnabled():
            self._stop(self.tr("The parts no longer fit together."))

    def _end(self, note: str) -> None:
        self._running = False
        self.note.setText(note)
        had_focus = self.cancel.hasFocus()
        self._draw()
        if had_focus:
            self.again.setFocus()

    def _draw(self) -> None:
        """Show what there is: progress, or the result of the check, or why there is none."""
        found, theme = self.found, self.theme
        corners = [corner for layer in found.layers for corner in layer.corners] if found else []
        self._waiting.setVisible(self._running)
        self._outcome.setVisible(found is not None)
        self.moment.setVisible(bool(self.moment.text()) or self._running)
        self.note.setVisible(bool(self.note.text()))
        if found is not None:
            name, colour = ("check", theme.accent) if found.passed else ("close", theme.error)
            self.sign.setPixmap(icon_pixmap(name, colour, ICON))
            self.sign.setFixedWidth(ICON)
            self.verdict.setText(found.verdict)
            self.scale.setText(found.scale)
        self.scale.setVisible(bool(found is not None and found.scale))
        self.table.show_check(found, theme)
        self.heading.setText(self.tr("At a corner ({0})").format(grouped(len(corners))))
        self.corners.clear()
        self.corners.addItems([f"{corner.parameter}: {corner.what}" for corner in corners])
        for widget in (self.heading, self.corners):
            widget.setVisible(bool(corners))
        self.copy.setEnabled(found is not None)
        self.again.setVisible(not self._running)
        self.again.setEnabled(self._action.isEnabled())


def _button(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    return made

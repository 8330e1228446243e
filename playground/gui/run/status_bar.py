"""The status bar: at the left the most urgent thing there is to say, at the right how the run is going."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QStatusBar

from playground.gui.widgets.controls import label
from playground.gui.widgets.numbers import grouped, written
from playground.gui.widgets.plain_text import plain
from playground.worker.messages import Report


class StatusBar(QStatusBar):
    """Shows that the worker is silent; else what hinders the run; else what has happened, or what is open."""

    def __init__(self) -> None:
        super().__init__()
        self._silence = self._reason = self._happened = self._open = ""
        self._is_bad = self._of_run = self._reason_is_bad = False
        self.left, self.right = label(), label()
        for line in (self.left, self.right):
            line.setContentsMargins(12, 0, 12, 0)
        # A long title is cut off at the end of the line; it does not hold the window open.
        self.left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.left, 1)
        self.addPermanentWidget(self.right)
        self.setSizeGripEnabled(False)

    def show_open(self, name: str, unsaved: bool) -> None:
        """Say what is open."""
        self._open = f"{name} · {self.tr('unsaved changes')}" if unsaved else name
        self._draw()

    def show_answering(self, answering: bool) -> None:
        """Say that the worker does not answer, and no longer how the run is going; or take that back."""
        text = self.tr("The training process does not answer; Reset starts another.")
        self._silence = "" if answering else text
        self.right.setHidden(not answering)
        self._draw()

    def show_reason(self, text: str, bad: bool = True) -> None:
        """Say why nothing can be trained; an empty text takes it back. A run that is done is nothing bad."""
        if text != self._reason:
            self._reason, self._reason_is_bad = text, bad
            self._draw()

    def say(self, text: str, bad: bool = False) -> None:
        """Say what has happened; an empty text takes it back."""
        self._happened, self._is_bad, self._of_run = text, bad, False
        self._draw()

    def say_of_run(self, text: str, bad: bool = False) -> None:
        """Say what has happened in the run, until it is over."""
        self.say(text, bad)
        self._of_run = True

    def end_run(self) -> None:
        """Take back what was said of a run that is over."""
        if self._of_run:
            self.say("")

    def show_nothing(self) -> None:
        """Say nothing of a run any more."""
        self.right.clear()

    def show_report(self, report: Report, frames_per_second: float) -> None:
        """Say how the run is going."""
        frame = report.frame
        words = [self.tr("learning rate {0}").format(written(float(f"{frame.learning_rate:.3g}")))]
        if frame.clipped < 1.0:
            words.append(self.tr("gradient × {0:.2g}").format(frame.clipped))
        if report.playing:
            words.append(self.tr("{0} updates/s").format(grouped(report.updates_per_second)))
            words.append(self.tr("{0:.0f} frames/s").format(frames_per_second))
        else:
            words.append(self.tr("step {0} · ready").format(grouped(frame.figures.step)))
        self.right.setText(" · ".join(words))

    def _draw(self) -> None:
        text = self._silence or self._reason or self._happened or self._open
        self.left.setText(text)
        self.left.setToolTip(plain(text))
        is_bad = self._reason_is_bad if self._reason else self._is_bad and bool(self._happened)
        self.left.setObjectName("error" if self._silence or is_bad else "")
        self.left.style().polish(self.left)

"""What the run reports, carried to the bars above and below the views."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject

from playground.experiment.expectations.base import LessonState
from playground.gui.document.store import Store
from playground.gui.run.player import Player
from playground.gui.run.status_bar import StatusBar
from playground.gui.run.time_bar import TimeBar
from playground.gui.run.toolbar import RunToolbar
from playground.gui.views.lesson import LessonView
from playground.gui.views.view import View
from playground.gui.window.actions import Actions
from playground.gui.window.docks import Docks
from playground.training.divergence import DIVERGED
from playground.worker.messages import Report

SPACING = 0.05
"""Seconds between two reports that are written into the bars while a run plays: nobody reads faster."""


class Bars(NamedTuple):
    """What stands above and below the views."""

    toolbar: RunToolbar
    time: TimeBar
    status: StatusBar


class StatusUpdates(QObject):
    """Hands each report to the bars and the lesson, and says what keeps the run from going on."""

    def __init__(
        self,
        store: Store,
        player: Player,
        actions: Actions,
        views: Sequence[View],
        dock_area: Docks,
        bars: Bars,
    ) -> None:
        super().__init__(store)
        self._store, self._player, self._actions, self._dock_area = store, player, actions, dock_area
        self._bars = bars
        self._lesson = next(view for view in views if isinstance(view, LessonView))
        self._problem = ""
        self._absent = False  # whether what is reported is the run of other parts
        self._shown = 0.0
        for signal in (store.opening, store.document_changing):  # what was said was of the experiment before
            signal.connect(lambda: bars.status.say(""))
        player.reported.connect(self._show)
        player.lost.connect(self._show_loss_of_worker)
        player.answer_timer.answering.connect(bars.status.show_answering)

    def show_problem(self, text: str) -> None:
        """Say why the experiment cannot be trained; an empty text takes it back."""
        self._problem = text
        self._bars.status.show_reason(text)

    def show_open(self, name: str, unsaved: bool) -> None:
        """Say what is open."""
        self._bars.status.show_open(name, unsaved)

    def show_nothing(self) -> None:
        """Show no run until ``show_again``; the one that is reported meanwhile is of other parts."""
        self._absent = True
        self._bars.toolbar.show_nothing()
        self._bars.time.show_nothing()
        self._bars.status.show_nothing()
        self._allow(False)

    def show_again(self) -> None:
        """Show the run with its next report."""
        self._absent = False
        self._allow(True)

    def _allow(self, saving: bool) -> None:
        for name in ("save_run", "export"):
            self._actions[name].setEnabled(saving)

    def _show(self, report: Report) -> None:
        now = time.monotonic()
        if self._absent or (report.playing and now < self._shown + SPACING):
            return
        self._shown = now
        figures, experiment = report.frame.figures, self._store.experiment
        self._bars.toolbar.show_figures(figures, experiment)
        self._lesson.show_state(LessonState(experiment, figures, report.ended, self._dock_area.in_sight()))
        self._bars.time.show_moment(figures.epoch, report.reached)
        self._bars.status.show_report(report, self._player.frames.frames_per_second)
        done = bool(report.ended) and not report.ended.startswith(DIVERGED)
        self._bars.status.show_reason(report.ended or self._problem, bad=not done)
        for name in ("play", "epoch", "batch"):
            self._actions[name].setEnabled(not report.ended and not self._problem)

    def _show_loss_of_worker(self, reason: str) -> None:
        if self._player.process_id is None:
            text = self.tr("The training process ended ({0}) before it began. Play tries again.")
        else:
            text = self.tr(
                "The training process ended ({0}) and was replaced; Play continues from epoch {1}."
            )
        self._bars.status.say_of_run(text.format(reason, self._player.run.kept_epoch), bad=True)

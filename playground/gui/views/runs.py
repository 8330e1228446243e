"""The runs view: what the runs of this session came to, side by side."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.edits import changes
from playground.experiment import Experiment
from playground.frames import Frame
from playground.gui.attention import Attention
from playground.gui.controls import label, named
from playground.gui.flowing import Flowing
from playground.gui.places import rolling
from playground.gui.theme import Theme
from playground.gui.views.run_card import Run, RunCard
from playground.gui.views.view import PatientView

MOST = 12
"""Runs that are remembered."""


class RunsView(PatientView):
    """The present run first, then those before it; any of them can be taken up again."""

    kind = "runs"
    title = "Runs"
    about = "What the runs of this session came to, side by side"

    def __init__(self, theme: Theme, attention: Attention) -> None:
        super().__init__(theme, attention)
        self._experiment: Experiment | None = None
        self.now: Run | None = None
        self.past: list[Run] = []
        self.cards: list[RunCard] = []
        self.live = named(RunCard(theme), "hint")
        self.live.again.hide()
        self.live.hide()
        text = self.tr("What is changed next starts another run, and this one stays here.")
        self.nothing = label(text, look="quiet", wrap=True)
        inside = QWidget()
        self._place = Flowing(8)
        self._place.add(self.live, shown=False)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.addWidget(self._place)
        lines.addWidget(self.nothing)
        lines.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(rolling(inside))

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._offer()

    def show_frame(self, frame: Frame) -> None:
        """Take where the run is; an earlier moment that is looked at is not its end."""
        if self._experiment is None or frame.earlier:
            return
        found = frame.map if frame.map is not None or self.now is None else self.now.map
        self.now = Run(self._experiment, frame.figures, found)
        if self.in_sight and not self._rest.isActive():
            self.rest()
            self._draw_now()

    def clear(self) -> None:
        """Put the run that is over before the others; one that was made again stands for both."""
        run, self.now = self.now, None
        if run is not None and run.figures.step:
            twin = next((one for one in self.past if one.experiment == run.experiment), None)
            if twin is None:
                self.past = [self._named(run), *self.past][:MOST]
            elif twin.figures.step <= run.figures.step:
                self.past = [replace(run, name=twin.name) if one is twin else one for one in self.past]
            self._draw_past()
        self.live.hide()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw_past()
        self._draw_now()

    def _named(self, run: Run) -> Run:
        """Return a run with what it has that the one before had not."""
        before, text = next(iter(self.past), None), run.experiment.title
        if before is not None and before.experiment.title == text:
            text = ", ".join(changes(before.experiment, run.experiment)) or self.tr("the same again")
        return replace(run, name=text[:1].upper() + text[1:])

    def _draw_now(self) -> None:
        if self.now is not None:
            self.live.show_run(self.theme, self._named(self.now))
            self.live.show()

    def _draw_past(self) -> None:
        for card in self.cards:
            self._place.remove(card)
            card.deleteLater()
        self.cards = [self._card(run) for run in self.past]
        self.nothing.setVisible(not self.past)
        self._offer()

    def _offer(self) -> None:
        """Offer the runs of this experiment only: settings of another one would be saved into its file."""
        for run, card in zip(self.past, self.cards, strict=True):
            title = self._experiment.title if self._experiment else ""
            card.again.setVisible(run.experiment.title == title)

    def _card(self, run: Run) -> RunCard:
        card = RunCard(self.theme)
        card.show_run(self.theme, run)
        name = self.tr("going back to a run")
        card.again.clicked.connect(lambda: self.drew.emit(run.experiment, name))
        self._place.add(card)
        return card

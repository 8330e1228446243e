"""The runs view: what the runs of this session came to, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QToolButton, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.gui.document.changes import TEXTS, changes
from playground.gui.network.selection import Selection
from playground.gui.theme import RUNS, Theme
from playground.gui.views.curves import thinned
from playground.gui.views.run_card import RunCard, ShownRun
from playground.gui.views.run_curves import OtherRun
from playground.gui.views.run_table import RunTable
from playground.gui.views.view import ThrottledView
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.flow_layout import FlowLayout
from playground.gui.widgets.layouts import vertical_scroll_area
from playground.gui.widgets.numbers import grouped
from playground.training.history import History
from playground.training.marks import Mark, marks_from
from playground.worker.frames import Frame
from playground.worker.requests.maps import OutputMap

MOST = 12
"""Runs that are remembered."""


class RunsView(ThrottledView):
    """The present run first, then those before it; any of them can be made again."""

    kind = "runs"
    title = "Runs"
    about = "The runs of this session, side by side"

    chosen = Signal(object)
    """An experiment with the settings of a run that is to be made again."""
    compared = Signal(object)
    """The runs whose curves are to be drawn over those of the present one, each an OtherRun."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self.now: ShownRun | None = None
        # What the run was before the changes that it has not trained with.
        self._trained: ShownRun | None = None
        self.past: list[ShownRun] = []
        self.cards: list[RunCard] = []
        self.live = named(RunCard(theme), "hint")
        self.live.again.hide()
        self.live.curve.hide()
        self._compared: dict[ShownRun, int] = {}  # with their colours
        self._rows: Sequence[Figures] = ()
        self._epoch = 0  # which is shown
        self.table = RunTable()
        self.table.used.connect(self._choose)
        self.table.rows.ticked.connect(self._compare)
        self.tabled = named(QToolButton(), "chip")
        self.tabled.setText(self.tr("Table"))
        self.tabled.setCheckable(True)
        self.tabled.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabled.setToolTip(self.tr("Show the runs as a table that can be sorted"))
        text = self.tr("A run that has trained stays here when the next one starts.")
        self.nothing = label(text, look="quiet", wrap=True)
        inside = QWidget()
        self._place = FlowLayout(8)
        self._place.add(self.live, shown=False)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 6, 0)
        lines.addWidget(self._place)
        lines.addWidget(self.nothing)
        lines.addStretch(1)
        self._middle = QStackedLayout(self)
        self._middle.addWidget(vertical_scroll_area(inside))
        self._middle.addWidget(self.table)
        self.tabled.toggled.connect(self._show_table)

    def tools(self) -> Sequence[QWidget]:
        return (self.tabled,)

    def show_history(self, history: History) -> None:
        self._rows = history.rows

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._offer()

    def show_frame(self, frame: Frame) -> None:
        """Take where the run is; an earlier moment that is looked at is not its end."""
        if self._experiment is None:
            return
        self._epoch = frame.figures.epoch
        if not frame.earlier:
            run = self.now or ShownRun(self._experiment, self._experiment, frame.figures, None)
            run = replace(run, notes=marks_from(run.notes, self._epoch))
            if not run.figures.step:
                run = replace(run, start=self._experiment)
            found = next(frame.answers_to(OutputMap), None)
            if found is None and run.figures.step == frame.figures.step:
                found = run.map  # nobody looks any more, and nothing has changed since
            self.now = replace(run, experiment=self._experiment, figures=frame.figures, map=found)
        if self.in_sight and (self.live.isHidden() or not self._throttle.isActive()):
            self.throttle()
            self._draw_now()

    def mark(self, text: str) -> None:
        """Note what was changed in a run that has trained, and at which epoch."""
        if self.now is not None and self.now.figures.step:
            self._note(self.now, Mark(self.now.figures.epoch, text))

    def mark_written(self, text: str) -> None:
        if self.now is not None:  # before the first step, too, it is another run
            run = replace(self.now, notes=marks_from(self.now.notes, self._epoch))
            self._note(run, Mark(self._epoch, text, lasts=False))

    def _note(self, run: ShownRun, mark: Mark) -> None:
        if self._experiment is None:
            return
        if self._trained is None or self._trained.figures.step < run.figures.step:
            self._trained = run
        said = ", ".join(changes(run.experiment, self._experiment)) or mark.text
        self.now = replace(run, experiment=self._experiment, notes=(*run.notes, mark._replace(text=said)))

    def keep(self, file: str) -> None:
        """Put the present run, which was saved in a file, among those that stay, as it is now."""
        if self.now is not None:
            rows = tuple(thinned(self._rows))
            name = self.tr("{0}: {1}").format(file, self._named(self.now).name)
            self.past = [replace(self.now, rows=rows, name=name, file=file), *self.past][:MOST]
            self._draw_past()

    def clear(self) -> None:
        """Put the run that is over before the others; one that only goes as far once more is the same."""
        run, before, rows = self.now, self._trained, tuple(thinned(self._rows))
        self.now, self._trained, self._rows = None, None, ()
        if run is not None and run.figures.step:
            if before is not None and before.figures.step == run.figures.step:
                run = before
            run = replace(run, rows=rows)
            last = next(iter(self.past), None)
            if last is None or not run.repeats(last):
                self.past = [self._named(run), *self.past][:MOST]
            elif run.figures.step >= last.figures.step:
                self.past[0] = replace(run, name=last.name, file=last.file)
                if last in self._compared:
                    self._compared[self.past[0]] = self._compared.pop(last)
            self._draw_past()
        self.live.hide()
        self._fill_table()

    def show_nothing(self) -> None:
        """Show the present run no more; it goes on when the parts fit again."""
        self.live.hide()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw_past()
        if not self.live.isHidden():
            self._draw_now()

    def _named(self, run: ShownRun) -> ShownRun:
        """Return a run with what it began with that the one before had not, and what it was given later."""
        before, text = next(iter(self.past), None), run.start.title
        if before is not None and before.experiment.title == text:
            text = ", ".join(changes(before.experiment, run.start)) or self.tr("no changes")
        said = self.tr("at epoch {0} {1}")
        notes = [said.format(grouped(note.epoch), note.text) for note in run.notes]
        return replace(run, name="; ".join([text[:1].upper() + text[1:], *notes]))

    def _draw_now(self) -> None:
        if self.now is not None:
            self.live.show_run(self.theme, self._named(self.now))
            self.live.show()
            self._fill_table()

    def _draw_past(self) -> None:
        while len(self.cards) < len(self.past):
            self._add_card(len(self.cards))
        for run in [run for run in self._compared if run not in self.past]:
            del self._compared[run]
        for run, card in zip(self.past, self.cards, strict=True):
            card.show_run(self.theme, run)
            card.show_colour(RUNS[self._compared[run]] if run in self._compared else "")
        self.compared.emit([OtherRun(run.name, colour, run.rows) for run, colour in self._compared.items()])
        self._fill_table()
        self.nothing.setVisible(not self.past)
        self._offer()

    def _offer(self) -> None:
        """Offer the settings of this experiment's runs, and of no other's."""
        title = self._experiment.title if self._experiment is not None else ""
        for run, card in zip(self.past, self.cards, strict=True):
            card.again.setVisible(run.experiment.title == title)

    def _add_card(self, at: int) -> None:
        card = RunCard(self.theme)
        card.again.clicked.connect(lambda: self._choose(self.past[at]))
        card.curve.clicked.connect(lambda on: self._compare(self.past[at], on))
        self.cards.append(card)
        self._place.add(card)

    def _compare(self, run: ShownRun, wanted: bool) -> None:
        """Draw a run's curves, or draw them no more; where all colours are in use the first gives its own."""
        if not wanted:
            self._compared.pop(run, None)
        elif run not in self._compared:
            if len(self._compared) == len(RUNS):
                del self._compared[next(iter(self._compared))]
            self._compared[run] = min({*range(len(RUNS))} - {*self._compared.values()})
        self._draw_past()

    def _show_table(self, wanted: bool) -> None:
        self._middle.setCurrentIndex(int(wanted))

    def _fill_table(self) -> None:
        live = [] if self.now is None or self.live.isHidden() else [self._named(self.now)]
        self.table.show_runs([*live, *self.past], self._compared, present=bool(live))

    def _choose(self, run: ShownRun) -> None:
        """Ask for a run's settings; title and text of the present experiment stay."""
        if self._experiment is not None:
            kept = {name: getattr(self._experiment, name) for name in TEXTS}
            self.chosen.emit(run.experiment.changed(**kept))

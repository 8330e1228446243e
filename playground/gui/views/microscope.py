"""The microscope view: the chain of one number, from the sample to the new weight, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.engine.symbolic.expressions import Line
from playground.experiment.experiment import Experiment
from playground.gui.formulas.gradual_chain import GradualChain
from playground.gui.network.selection import Chosen, Selection
from playground.gui.theme import Theme
from playground.gui.views.address_field import AddressField
from playground.gui.views.chain_pane import ChainPane
from playground.gui.views.microscope_places import chosen_with, first_weight, is_there, light, node_of
from playground.gui.views.sample_source import SampleSource
from playground.gui.views.step_walk import StepWalk
from playground.gui.views.view import ThrottledView
from playground.gui.views.walking import KEYS as WALKING
from playground.gui.views.walking import Walking
from playground.gui.widgets.controls import TinyButton
from playground.gui.widgets.numbers import grouped
from playground.microscope import Trace
from playground.microscope.chain import Chain, ChainBuilder, Route
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.step_trace import StepTrace

WRITTEN = 3.0
"""So many times as long as it took to build a chain it then stays as it is."""
LONGEST = 60_000
"""Milliseconds within which every chain is built."""


class MicroscopeView(ThrottledView):
    """Shows everything that the next step will do to one weight, bias or unit, and walks through it.

    The trace is pure: looking changes nothing, and what it announces is what the next step does.
    """

    kind = "microscope"
    title = "Microscope"
    of_samples = True
    about = "The chain rule for one number of the network, from the sample to the new weight"
    shows_chosen = True
    keys = (
        *WALKING,
        ("S", "Follow the next sample of the batch"),
        ("X", "Show the step as matrices, or the chain of one number"),
    )

    examined = Signal(str, str)
    """Which number is looked at, by its address, and the phase in which the current line stands."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._trace: Trace | None = None
        self._chain: Chain | None = None
        self._seen: Chosen | None = None  # what is chosen with it
        self._row: int | None = None
        self._gradual, self._walk = GradualChain(self), StepWalk()
        self.address = AddressField()
        self.sample = TinyButton("down", self.tr("Follow the next sample of the batch (S)"))
        self.walking = Walking(self, self._begin, self._step)
        self.source = SampleSource()
        self.pane = ChainPane(theme, self.address, self.walking.grain, self.walking.speed)
        self.walking.speed.hide()  # it takes the grain's place while it walks
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pane)
        self._gradual.built.connect(self._show_chain)
        self._gradual.failed.connect(self._fail)
        self.address.entered.connect(self._show)
        self.address.misread.connect(self._complain)
        self.source.currentIndexChanged.connect(self._ask)
        self.sample.clicked.connect(self._next_sample)
        self.pane.chain_requested.connect(self._show)
        self.pane.line_read.connect(self._highlight)
        selection.changed.connect(self._follow_selection)
        selection.sample_changed.connect(lambda: self._ask() if self.source.follows else None)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def trace(self) -> Trace | None:
        """The step that is shown, if any."""
        return self._trace

    @property
    def chain(self) -> Chain | None:
        """The chain that is shown, if any."""
        return self._chain

    def due_requests(self) -> Sequence[Request[Any]]:
        return (self._request,)

    @property
    def _request(self) -> StepTrace:
        return StepTrace(self.source.rows(self._experiment, self.selection.sample))

    def tools(self) -> Sequence[QWidget]:
        return self.source, self.sample, *self.walking.buttons, self.pane.copy

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self.source.show_experiment(experiment)

    def show_frame(self, frame: Frame) -> None:
        if (trace := frame.answer(self._request)) is not None:
            if self._trace is None and not is_there(trace, self.address.node):  # another run has begun
                self.address.show_node(first_weight(trace))
                self.pane.begin_at("")
            self._trace = trace
            self.throttle(LONGEST)  # nothing is asked while a chain is built
            self._begin_chain()

    @property
    def drawing(self) -> bool:
        return self._gradual.active or super().drawing

    def draw_now(self) -> None:
        self._gradual.finish()
        super().draw_now()

    def reset_view(self) -> None:
        self.address.forget()
        self._seen = None

    def clear(self) -> None:
        self._trace, self._row = None, None
        self._gradual.cancel()
        light(self.selection)
        self._throttle.stop()  # however long the last chain took: the next run has one of its own

    def show_nothing(self) -> None:
        self.clear()
        self._chain = None
        self.pane.show_nothing()
        self.source.show_followed("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pane.show_height(self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_S:
            self._next_sample()
        elif event.key() == Qt.Key.Key_X:
            self.pane.matrices.toggle()
        elif not self.walking.press(event.key()):
            super().keyPressEvent(event)

    def look_at(self, address: str, phase: str = "") -> None:
        """Show the chain of another number from its first line on, or from the first line of a phase."""
        self.address.setText(address)
        self.pane.begin_at(phase)
        self.address.read()

    def _ask(self) -> None:
        self._row = None
        self.requests_changed.emit()

    def _follow_selection(self, chosen: Chosen) -> None:
        if chosen.samples != self.source.samples:
            self.source.offer(chosen.samples)
            self._ask()
        if self._seen is not None and chosen == replace(self._seen, samples=chosen.samples):
            return  # it is looked at already, perhaps as the bias of that unit
        found = None if self._experiment is None else node_of(self._experiment, chosen)
        if found is None:
            return
        self.source.follow(chosen.step)
        self.address.show_node(found)
        self.pane.begin_at("")
        self._show()

    def _show(self) -> None:
        """Show the chain of what is looked at, at once."""
        self._begin_chain()
        self._gradual.finish()

    def _begin_chain(self) -> None:
        """Build the chain of what is looked at, from the latest trace; it is shown when it is built."""
        node, trace = self.address.node, self._trace
        if trace is None or node is None:
            self._gradual.cancel()
            self._resume(0.0)
        else:
            row = None if self._row is None else self._row % len(trace.rows)
            self._gradual.start(ChainBuilder(trace, node, Route(row, unrolled=self.pane.unroll.steps)))

    def _resume(self, spent: float) -> None:
        """Ask for further traces, after a rest: the window is to be free for most of the time."""
        if self._throttle.isActive():
            self._throttle.start(max(self.pause, round(WRITTEN * 1000.0 * spent)))

    def _fail(self, why: str) -> None:
        self._complain(why)
        self._resume(0.0)

    def _show_chain(self, built: Chain, spent: float) -> None:
        self._chain = built
        self.address.mark(wrong=False)
        called = f"{built.trace.part} {grouped(built.trace.called(built.row))}"
        self.source.show_followed("" if built.trace.hypothetical else called)
        # A path that is lit leads elsewhere now, or its numbers are new.
        self.pane.show_chain(built, again=self.selection.path is not None)
        self._seen = seen = chosen_with(built)
        if self.in_sight:
            self.selection.look_at(seen.layer, seen.unit, seen.parameter, seen.step)
        self._resume(spent)

    def _complain(self, text: str) -> None:
        self.pane.complain(text)
        self.address.mark(wrong=bool(text))

    def _step(self, by: int) -> bool:
        """Go on or back by a term or line of the chain, or to another unit, layer or phase of the step."""
        grain = self.walking.grain.currentData()
        if grain == "term":
            return self.pane.sheet.step_term(by)
        if grain == "line" or self._trace is None:
            return self.pane.sheet.step(by)
        stop, further = self._walk.step(self._trace, by, grain)
        self.address.show_node(stop.node)
        self._show()
        self.pane.go_to(stop.phase)
        return further

    def _highlight(self, line: Line, term: int) -> None:
        """Light up the unit or the path that a line is about."""
        shown = None if self._trace is None else self.pane.shown  # else it is of a run that is over
        if shown is not None:
            light(self.selection, shown.trace, (line, term))
            self.examined.emit(str(shown.node), shown.phase_of(line))

    def _next_sample(self) -> None:
        self._row = 0 if self._row is None else self._row + 1
        self._show()

    def _begin(self) -> None:
        self.pane.begin_at("")
        self._walk.begin()

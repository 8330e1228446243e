"""The microscope view: the chain of one number, from the sample to the new weight, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from playground.engine.symbolic.expressions import Line, Node
from playground.experiment.experiment import Experiment
from playground.gui.formulas.chain_sheet import ChainSheet
from playground.gui.formulas.sheet_line import EDGE
from playground.gui.network.selection import Chosen, Selection
from playground.gui.theme import Theme
from playground.gui.views.address_field import AddressField
from playground.gui.views.microscope_places import (
    chosen_with,
    first_weight,
    is_there,
    node_of,
    path_of,
    rows_of,
    unit_of,
)
from playground.gui.views.take_home import TakeHome
from playground.gui.views.view import PatientView
from playground.gui.views.walking import Walking
from playground.gui.widgets.controls import TinyButton, label, named
from playground.gui.widgets.editors import Menu
from playground.gui.widgets.flow_layout import FlowLayout
from playground.gui.widgets.layouts import rolling
from playground.microscope import Rows, Trace, steps
from playground.microscope.chain import Chain, chain
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.step_trace import StepTrace


class MicroscopeView(PatientView):
    """Shows everything that the next step will do to one weight, bias or unit, and walks through it.

    The trace is pure: looking changes nothing, and what it announces is what the next step does.
    """

    kind = "microscope"
    title = "Microscope"
    about = "The chain rule for one number of the network, from the sample to the new weight"
    shows_chosen = True
    keys = (
        ("Left, Right", "Go one step back or forward"),
        (", .", "Make steps finer or coarser: term, line, unit, layer, phase"),
        ("W", "Step automatically, or stop"),
        ("S", "Follow the next sample of the batch"),
    )

    examined = Signal(str, str)
    """Which number is looked at, by its address, and the phase in which the current line stands."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._samples: tuple[int, ...] = ()
        self._trace: Trace | None = None
        self._chain: Chain | None = None
        self._seen: Chosen | None = None  # what is chosen with it
        self._row: int | None = None
        self._stop = 0
        self._target: Node | None = None
        self._scrolled_to = 0
        self._phase = ""  # at which the chain is to begin that is shown next
        self.address = AddressField()
        self.sheet = ChainSheet(theme)
        self._what, self._error = label(look="small", wrap=True), label(look="error", wrap=True)
        self.stages = FlowLayout(4)
        self._chips: list[QToolButton] = []
        self.sample = TinyButton("down", self.tr("Follow the next sample of the batch (S)"))
        self.walking = Walking(self, self._begin, self._step)
        self.copy = TakeHome()
        self.source = Menu()
        self.source.setToolTip(
            self.tr("Samples of the step: click one in the decision boundary to choose it")
        )
        self.source.setAccessibleName(self.tr("Samples to look at"))
        self.source.setMinimumWidth(142)
        self.source.addItems([self.tr("Next batch"), self.tr("Chosen samples")])
        self._offer_samples(())
        self._lay_out()
        self.address.named.connect(self._look)
        self.address.misread.connect(self._refuse)
        self.source.currentIndexChanged.connect(self._ask)
        self.sample.clicked.connect(self._next_sample)
        selection.changed.connect(self._attend)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _lay_out(self) -> None:
        self._what.setContentsMargins(EDGE, 2, EDGE, 0)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._what)
        lines.addWidget(self.sheet, 1)
        area = rolling(inside)
        area.setMinimumHeight(1)  # where the view is low the buttons above are whole, and the sheet scrolls
        self._bar = area.verticalScrollBar()
        self.sheet.reached.connect(self._scroll_to)
        self._bar.rangeChanged.connect(self._scroll_again)
        self.sheet.spoke.connect(self._speak_of)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.address, self.walking.grain):
            self.stages.add(widget)
        self.stages.add(self.walking.speed, shown=False)  # it takes the grain's place while it walks
        layout.addWidget(self.stages)
        layout.addWidget(self._error)
        layout.addWidget(area, 1)

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
        # A popup lets a drag choose what is greyed out.
        if self.source.currentIndex() != 1 or not self._samples or self._experiment is None:
            return StepTrace(Rows())
        return StepTrace(rows_of(self._experiment, self._samples))

    def tools(self) -> Sequence[QWidget]:
        walking = self.walking
        return self.source, self.sample, walking.back, walking.walk, walking.forth, self.copy

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment

    def show_frame(self, frame: Frame) -> None:
        if (trace := frame.answer(self._request)) is not None:
            if self._trace is None and not is_there(trace, self._target):  # another run has begun
                self._aim(first_weight(trace))
                self.sheet.step_to(0)
            self._trace = trace
            self.rest()
            self._show()

    def look_afresh(self) -> None:
        self._target = self._seen = None

    def clear(self) -> None:
        self._trace, self._row = None, None
        self.selection.speak_of(None)
        self.selection.light(None)

    def show_nothing(self) -> None:
        self.clear()
        self._chain = None
        self._what.clear()
        self._error.hide()
        self.sheet.show_nothing()
        self.copy.hand(None)
        for chip in self._chips:
            chip.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_S:
            self._next_sample()
        elif not self.walking.press(event.key()):
            super().keyPressEvent(event)

    def look_at(self, address: str, phase: str = "") -> None:
        """Show the chain of another number from its first line on, or from the first line of a phase."""
        self.address.setText(address)
        self._phase = phase
        self.sheet.step_to(0)
        self.address.read()

    def _look(self, target: Node) -> None:
        """Look at what is named in the field."""
        self._target = target
        self._show()

    def _refuse(self, why: str) -> None:
        self._target = None
        self._complain(why)

    def _aim(self, target: Node) -> None:
        self._target = target
        self.address.setText(str(target))

    def _offer_samples(self, samples: tuple[int, ...]) -> None:
        """Look at samples that were chosen, until they are let go."""
        self._samples = samples
        model = self.source.model()
        assert isinstance(model, QStandardItemModel)
        model.item(1).setEnabled(bool(samples))
        self.source.setCurrentIndex(int(bool(samples)))

    def _ask(self) -> None:
        self._row = None
        self.wanted.emit()

    def _attend(self, chosen: Chosen) -> None:
        if chosen.samples != self._samples:
            self._offer_samples(chosen.samples)
            self._ask()
        if self._seen is not None and chosen == replace(self._seen, samples=chosen.samples):
            return  # it is looked at already, perhaps as the bias of that unit
        found = None if self._experiment is None else node_of(self._experiment, chosen)
        if found is None:
            return
        self._aim(found)
        self.sheet.step_to(0)
        self._show()

    def _show(self) -> None:
        if self._trace is None or self._target is None:
            return
        try:
            row = self._row if self._row is None else self._row % len(self._trace.rows)
            self._chain = chain(self._trace, self._target, row)
        except ValueError as error:
            self._complain(str(error))
        else:
            self._complain("")
            self._what.setText(self._chain.title)
            self.sheet.show_chain(self._chain)
            if self.selection.path is not None:
                self.sheet.speak()  # the path leads elsewhere, or its numbers are new
            self.copy.hand(self._chain)
            self._show_stages(self._chain)
            self._begin_at(self._phase)
            self._seen = seen = chosen_with(self._chain)
            if self.in_sight:
                self.selection.look_at(seen.layer, seen.unit, seen.parameter)

    def _complain(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.address.mark(wrong=bool(text))

    def _show_stages(self, shown: Chain) -> None:
        names = [stage.name for stage in shown.stages]
        for i in range(len(self._chips), len(names)):
            chip = named(QToolButton(), "chip")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _=False, i=i: self.sheet.step_to_stage(i))
            self.stages.insert(3 + i, chip)
            self._chips.append(chip)
        for i, chip in enumerate(self._chips):
            chip.setText(names[i] if i < len(names) else "")
            chip.setVisible(i < len(names))

    def _step(self, by: int) -> bool:
        """Go on or back by a term or line of the chain, or to another unit, layer or phase of the step."""
        grain = self.walking.grain.currentData()
        if grain == "term":
            return self.sheet.step_term(by)
        if grain == "line" or self._trace is None:
            return self.sheet.step(by)
        found = steps.stops(self._trace)
        now = min(self._stop, len(found) - 1)
        self._stop = (steps.onward if by > 0 else steps.back)(found, now, grain)
        stop = found[self._stop]
        self._show_stop(stop)
        return self._stop != now

    def _show_stop(self, stop: steps.Stop) -> None:
        self._aim(stop.node)
        self._show()
        self._begin_at(stop.phase)

    def _begin_at(self, phase: str) -> None:
        names = [] if self._chain is None else [stage.name for stage in self._chain.stages]
        self._phase = ""
        if phase in names:
            self.sheet.step_to_stage(names.index(phase))

    def _scroll_to(self, top: int, foot: int) -> None:
        """Have a line in sight, or its beginning if it is higher than the view."""
        top, foot = top + self.sheet.y(), foot + self.sheet.y()
        seen, height = self._bar.value(), self._bar.pageStep()
        if top < seen or foot - top > height:
            self._bar.setValue(top)
        elif foot > seen + height:
            self._bar.setValue(foot - height)
        self._scrolled_to = self._bar.value()

    def _scroll_again(self) -> None:
        """Keep the current line in sight when the sheet is laid out anew, unless the person has scrolled."""
        if self._bar.value() == self._scrolled_to and self.sheet.current < len(self.sheet.entries):
            entry = self.sheet.entries[self.sheet.current]
            self._scroll_to(entry.top, entry.top + entry.height)

    def _speak_of(self, line: Line, term: int) -> None:
        """Light up the unit or the path that a line is about."""
        shown = None if self._trace is None else self._chain  # else it is of a run that is over
        self.selection.speak_of(None if shown is None else unit_of(shown.trace, line))
        self.selection.light(None if shown is None else path_of(shown.trace, line, term))
        if shown is not None:
            phase = next(stage.name for stage in shown.stages if line in stage.lines)
            self.examined.emit(str(shown.node), phase)

    def _next_sample(self) -> None:
        self._row = 0 if self._row is None else self._row + 1
        self._show()

    def _begin(self) -> None:
        self.sheet.step_to(0)
        self._stop = 0

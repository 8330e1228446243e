"""The findings view: what may be wrong with the run, in words, with what usually helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from playground.engine.wiring import groups
from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.view import ThrottledView
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.flow_layout import FlowLayout
from playground.gui.widgets.layouts import lay_out_at_once, vertical_scroll_area
from playground.inspection.diagnosis.findings import Finding, Remedy
from playground.inspection.diagnosis.steady import Steady
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.health import Findings

RARELY = 1500
"""Milliseconds between two questions while the view is not to be seen."""


class FindingCard(QFrame):
    """One finding: its sentence, why it is bad, and a button for each remedy."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.setObjectName("raised")
        self.title, self.text = label(finding.title, look="column"), label(wrap=True)
        self.meaning = label(finding.meaning, look="quiet", wrap=True)
        self.show_ = named(QPushButton(self.tr("Show")), "small")
        self.remedies = FlowLayout(6)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.show_)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(5)
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addWidget(self.meaning)
        layout.addWidget(self.remedies)
        self.text.setText(finding.text)

    def offer(self, remedy: Remedy) -> QPushButton:
        """Add a button for a remedy."""
        button = named(QPushButton(remedy.label), "small")
        self.remedies.add(button)
        return button


class FindingsView(ThrottledView):
    """A quiet list. Applying a remedy is an edit like any other, and can be undone."""

    pause = 500
    watches = True
    kind = "findings"
    title = "Findings"
    of_samples = True
    about = "What may be wrong with the run, with its numbers and what usually helps"

    place_requested = Signal(str)
    """What shows a finding is to be pointed at: a view or a control."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._findings: tuple[Finding, ...] = ()
        self._steady, self._step = Steady(), -1  # which step was looked at last
        self._announced: set[str] = set()
        self.cards: list[FindingCard] = []
        self.nothing = label(self.tr("Nothing to worry about so far."), look="quiet")
        self._inside = inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(8)
        self._lines.addWidget(self.nothing)
        self._lines.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(vertical_scroll_area(inside))

    def due_requests(self) -> Sequence[Request[Any]]:
        return (Findings(),)

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment

    def show_frame(self, frame: Frame) -> None:
        if (found := frame.answer(Findings())) is not None:
            self.throttle(RARELY if not self.in_sight else self.pause)
            rests, self._step = frame.figures.step == self._step, frame.figures.step
            self._take((self._steady.settle if rests else self._steady.look)(found))
            self._warn()
            if not self._steady.settled:
                self.requests_changed.emit()  # when the rest is over

    def clear(self) -> None:
        self._steady, self._step, self._announced = Steady(), -1, set()
        self._take(())

    def _warn(self) -> None:
        """Name each finding once in a run, where it is not to be seen anyway."""
        new = [each for each in self._findings if each.kind not in self._announced]
        self._announced |= {each.kind for each in new}
        if new and not self.in_sight:
            self.warned.emit(self.tr("Findings: {0}").format("; ".join(each.title for each in new)))

    def _take(self, findings: tuple[Finding, ...]) -> None:
        if findings == self._findings:
            return
        same = [(each.kind, each.remedies, each.layer) for each in findings] == [
            (each.kind, each.remedies, each.layer) for each in self._findings
        ]
        self._findings = findings
        if same:
            for card, finding in zip(self.cards, findings, strict=True):
                card.text.setText(finding.text)
            return
        for card in self.cards:
            self._lines.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(finding) for finding in findings]
        for i, card in enumerate(self.cards):
            self._lines.insertWidget(i, card)
            card.show()
        self.nothing.setVisible(not findings)
        lay_out_at_once(self._inside)
        self.title_changed.emit(f"{self.title} · {len(findings)}" if findings else self.title)
        self.badge_changed.emit(bool(findings))

    def _card(self, finding: Finding) -> FindingCard:
        card = FindingCard(finding)
        card.show_.clicked.connect(lambda: self._point_out(finding))
        for remedy in finding.remedies:
            card.offer(remedy).clicked.connect(lambda _=False, remedy=remedy: self._apply(remedy))
        return card

    def _point_out(self, finding: Finding) -> None:
        if finding.layer is not None:
            self.selection.look_at(finding.layer, self._drawn_unit(finding.layer, finding.units))
        self.place_requested.emit(finding.view)

    def _drawn_unit(self, layer: int, units: Sequence[int]) -> int | None:
        """Return what the network's picture shows of the first of some units: of an image its channel."""
        shapes = () if self._experiment is None else self._experiment.network().shapes[1:]
        if not units or layer >= len(shapes):
            return None
        drawn = groups(shapes[layer]).of
        return int(drawn[units[0]]) if units[0] < len(drawn) else None

    def _apply(self, remedy: Remedy) -> None:
        if self._experiment is not None:
            self.edited.emit(remedy.applied(self._experiment))

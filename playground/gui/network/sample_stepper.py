"""The sample in sight: which it is, what the network makes of it, and the way to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Rows, SampleRows, Values
from playground.gui.network.selection import Selection
from playground.gui.widgets.controls import TinyButton, label
from playground.gui.widgets.numbers import grouped
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.one_sample import OneInput, OneSample
from playground.worker.requests.outputs import OtherOutputs, SampleOutputs

PACE = 1000
"""Milliseconds for which a sample is in sight while they take turns."""
STEPS = (
    ("Page Up, Page Down", "Show the sample before or after the one in sight"),
    ("X", "Show the next sample that is mistaken"),
)
"""Keys, each with what it does, where samples lie in no plane."""
LONGEST = 10
"""Characters of a class's name."""


class SampleStepper(QWidget):
    """Goes through the samples: one on, one back, to the next that is mistaken, or by itself."""

    requests_changed = Signal()
    """Another sample is in sight, or it is to be known which are mistaken."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self._selection = selection
        self._experiment: Experiment | None = None
        self._rows: SampleRows | None = None
        self._seeking = self._playing = False
        self.back = TinyButton("left", self.tr("Previous sample (Page Up)"))
        self.forth = TinyButton("right", self.tr("Next sample (Page Down)"))
        self.mistaken = TinyButton("close", self.tr("Next mistaken sample (X)"))
        self.cycle = TinyButton("film", self.tr("Show one sample after another while training"))
        self.cycle.setCheckable(True)
        self.what = label(look="quiet")
        self.what.setMinimumWidth(1)
        self.back.clicked.connect(lambda: self.step(-1))
        self.forth.clicked.connect(lambda: self.step(1))
        self.mistaken.clicked.connect(self.seek)
        self.cycle.toggled.connect(lambda _: self._take_turns())
        self._turns = QTimer(self)
        self._turns.setInterval(PACE)
        self._turns.timeout.connect(lambda: self.step(1))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 6, 0)
        line.setSpacing(2)
        for widget in (self.back, self.forth, self.mistaken, self.cycle):
            line.addWidget(widget)
        line.addSpacing(4)
        line.addWidget(self.what)
        selection.sample_changed.connect(self.requests_changed)
        self.hide()

    @property
    def request(self) -> OneSample | OneInput | None:
        """What to ask of a frame about what is in sight; None where nothing is, or units have maps of the
        plane.
        """
        if self._rows is None:
            return None
        if self._selection.drawing is not None:
            return OneInput(self._selection.drawing)
        return OneSample(int(self._rows.rows[self.place])) if len(self._rows) else None

    @property
    def one_by_one(self) -> bool:
        """Whether units are shown by what they make of one sample, and not of the plane."""
        return self._rows is not None

    @property
    def requests(self) -> Sequence[Request[Any]]:
        """Everything to ask of a frame."""
        asked = [] if (one := self.request) is None else [one]
        return [*asked, SampleOutputs(), OtherOutputs()] if self._seeking else asked

    @property
    def place(self) -> int:
        """Where the sample in sight stands among those of train, validation and test."""
        return 0 if self._rows is None else self._rows.place_of(self._selection.sample) or 0

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the samples of an experiment, unless they lie in a plane."""
        old, self._experiment = self._experiment, experiment
        same = old is not None and (old.data, old.split) == (experiment.data, experiment.split)
        if experiment.plane is not None:
            self._rows = None
        elif self._rows is None or not same:
            rows = self._rows = SampleRows.every(experiment)
            self._keep_room(rows, experiment)
        if not same:
            self._selection.show_drawing(None)
        self.setVisible(bool(self._rows))
        self._take_turns()

    def _keep_room(self, rows: SampleRows, experiment: Experiment) -> None:
        """Be as wide as it may have to be: what stands beside and below must not move with every verdict."""
        targets = experiment.targets
        texts = [f"{part} {grouped(len(experiment.every_row[part]))}" for part in rows.parts]
        names = targets.classes if targets.classes and not targets.every_step else ()
        metrics = self.what.fontMetrics()
        widest = max((metrics.horizontalAdvance(name[:LONGEST]) for name in names), default=0)
        around = metrics.horizontalAdvance(":  → ") if names else 0
        self.what.setMinimumWidth(max(map(metrics.horizontalAdvance, texts)) + around + 2 * widest)

    def set_playing(self, playing: bool) -> None:
        """Let samples take turns while a run plays, if that is wanted."""
        self._playing = playing
        self._take_turns()

    def show_frame(self, frame: Frame) -> None:
        """Say what the sample in sight is, and go on to a mistaken one if that is sought."""
        if self._rows is None or self._experiment is None or (request := self.request) is None:
            return
        if (outputs := frame.answer(SampleOutputs())) is not None and self._seeking:
            self._seeking = False
            wrong = self._wrong(self._experiment, outputs, frame.answer(OtherOutputs()))
            if len(wrong):
                later = wrong[wrong > self.place]
                self._show(int(later[0] if len(later) else wrong[0]))
                return
        if isinstance(request, OneInput):
            self.what.setText(self.tr("your drawing"))
        elif (activity := frame.answer(request)) is not None and activity.targets is not None:
            targets = self._experiment.targets
            text = self._rows.called(self.place)
            if targets.classes and not targets.every_step:
                true = targets.describe(activity.targets.ravel(), LONGEST)
                found = targets.labels(activity.outputs.ravel()[None])
                names = targets.classes
                predicted = "" if found is None else f" → {names[int(np.ravel(found)[0])][:LONGEST]}"
                text += f": {true}{predicted}"
            self.what.setText(text)

    def show_nothing(self) -> None:
        """Say nothing of the sample in sight, as there is no run that predicts anything of it."""
        self.what.setText("")

    def step(self, by: int) -> None:
        """Go on or back by so many samples, from the last to the first."""
        if self._rows:
            self._show((self.place + by) % len(self._rows))

    def seek(self) -> None:
        """Go to the next sample that is mistaken, if there is one."""
        self._seeking = bool(self._rows)
        self.requests_changed.emit()

    def press(self, key: int) -> bool:
        """Take a key, if it is one of the stepper's."""
        if self._rows is None:
            return False
        match key:
            case Qt.Key.Key_PageUp:
                self.step(-1)
            case Qt.Key.Key_PageDown:
                self.step(1)
            case Qt.Key.Key_X:
                self.seek()
            case _:
                return False
        return True

    def _wrong(self, experiment: Experiment, outputs: Values, others: Values | None) -> Rows:
        """Return the places of samples that are mistaken, by their outputs and those of another shape."""
        graded, targets = list[Rows](), experiment.targets
        dealt = np.concatenate([part.targets for part in experiment.samples_in_rows])
        test = experiment.samples["test"].targets
        for true, said in ((dealt, outputs), *(() if others is None else ((test, others),))):
            same = true.shape == said.shape  # else they are of an experiment before
            graded.append(targets.grades(true, said, 1) if same else np.zeros(len(true), np.intp))
        return np.flatnonzero(np.concatenate(graded))

    def _show(self, place: int) -> None:
        assert self._rows is not None
        self._selection.show_sample(int(self._rows.rows[place]))

    def _take_turns(self) -> None:
        if self._playing and self.cycle.isChecked() and self._rows:
            self._turns.start()
        else:
            self._turns.stop()

"""The confusion view: which classes are mistaken for which, or the errors of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from playground.data.targets.metrics import ClassMetrics, ValueMetrics
from playground.data.targets.short_names import short_names
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import LONGEST, Sampled, choose_samples
from playground.gui.network.selection import Chosen, Selection
from playground.gui.theme import Theme
from playground.gui.views.matrix import Matrix
from playground.gui.views.residuals import Residuals
from playground.gui.views.view import View
from playground.gui.widgets.layouts import scrolling
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.outputs import SampleOutputs

Values = npt.NDArray[np.floating]


class ConfusionView(View):
    """A matrix of true and predicted classes, or residuals; of train, validation or test samples."""

    kind = "confusion"
    title = "Confusion"
    keys = (("Arrows", "Go from cell to cell"), ("Enter", "Choose the samples of a cell"))
    about = "Predicted classes beside the true ones; for values, the residuals"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self._outputs: Values | None = None
        self._cell_rows: tuple[int, ...] = ()
        self.part = QComboBox()
        self.part.setAccessibleName(self.tr("Samples"))
        self.part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.target = QComboBox()
        self.target.setAccessibleName(self.tr("Target"))
        self.target.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.target.hide()
        self.matrix, self.residuals = Matrix(theme), Residuals(theme)
        self._shapes = QStackedWidget()
        self._shapes.addWidget(scrolling(self.matrix))
        self._shapes.addWidget(self.residuals)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._shapes)
        for box in (self.target, self.part):
            box.currentIndexChanged.connect(lambda _: self._draw())
        self.matrix.chose.connect(self._choose_cell)
        self.residuals.plot.clicked.connect(self._choose_nearest)
        selection.changed.connect(self._show_chosen)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        return (SampleOutputs(),)

    def tools(self) -> Sequence[QWidget]:
        return (self.target, self.part)

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._sampled, self._outputs = Sampled.of(experiment), None
        self._shapes.setCurrentIndex(0 if experiment.targets.decides else 1)
        _offer(self.part, [name for name, rows in experiment.rows.items() if len(rows)], "test")
        _offer(self.target, [] if experiment.targets.decides else experiment.targets.output_names)
        self.target.setVisible(self.target.count() > 1)

    def show_frame(self, frame: Frame) -> None:
        if (outputs := frame.answer(SampleOutputs())) is not None:
            self._outputs = outputs
            self._draw()

    def clear(self) -> None:
        self._outputs = None
        if self.matrix.chosen is not None:  # the samples of a cell go with its count
            choose_samples(self.selection, ())

    def show_nothing(self) -> None:
        self.clear()
        self.matrix.show_metrics(None, [])
        self.residuals.show_nothing()

    @property
    def _part(self) -> slice:
        assert self._sampled is not None
        return self._sampled.parts.get(self.part.currentText(), slice(0, 0))

    def _draw(self) -> None:
        experiment, sampled, outputs = self._experiment, self._sampled, self._outputs
        if experiment is None or sampled is None or outputs is None:
            return
        part, targets = self._part, experiment.targets
        if outputs.shape != sampled.targets.shape or part.start == part.stop:
            return  # of another network or other samples
        match targets.measure(sampled.targets[part], outputs[part]):
            case ClassMetrics() as metrics:
                self.matrix.show_metrics(metrics, list(short_names(targets.classes, LONGEST)))
            case ValueMetrics() as metrics:
                name, place = self.target.currentText(), max(self.target.currentIndex(), 0)
                both = (targets.in_own_units(each[part])[:, place] for each in (sampled.targets, outputs))
                self.residuals.show_values(metrics.each.get(name, metrics), *both)
                self._show_chosen(self.selection.chosen)

    def _choose_cell(self, true: int, predicted: int) -> None:
        """Choose the samples that a cell counts; the same cell again lets them go."""
        experiment, sampled, outputs = self._experiment, self._sampled, self._outputs
        if experiment is None or sampled is None or outputs is None or len(outputs) != len(sampled):
            return
        if self.matrix.chosen == (true, predicted):
            choose_samples(self.selection, ())
            return
        part, labels = self._part, experiment.targets.labels
        counted = (labels(sampled.targets[part]) == true) & (labels(outputs[part]) == predicted)
        anywhere = np.reshape(counted, (part.stop - part.start, -1)).any(axis=1)  # of a sequence, at any step
        self._cell_rows = tuple(int(row) for row in sampled.rows[part][anywhere])
        choose_samples(self.selection, self._cell_rows)
        self.matrix.show_chosen((true, predicted))

    def _choose_nearest(self, x: float, y: float, _: object) -> None:
        sampled, spots = self._sampled, self.residuals.spots
        if sampled is None or not len(spots):
            return
        place = self.residuals.plot.nearest(spots, x, y)
        choose_samples(self.selection, () if place is None else (int(sampled.rows[self._part][place]),))

    def _show_chosen(self, chosen: Chosen) -> None:
        if chosen.samples != self._cell_rows or not chosen.samples:
            self.matrix.show_chosen(None)
        if (
            self._sampled is not None
            and self._experiment is not None
            and not self._experiment.targets.decides
        ):
            places = np.flatnonzero(np.isin(self._sampled.rows[self._part], chosen.samples))
            if len(self.residuals.spots) == len(self._sampled.rows[self._part]):
                self.residuals.show_chosen(places)


def _offer(box: QComboBox, words: Sequence[str], usual: str = "") -> None:
    """Offer words to choose from, and keep what is chosen if it is among them."""
    if [*words] == [box.itemText(i) for i in range(box.count())]:
        return
    before = box.currentText() or usual
    with QSignalBlocker(box):
        box.clear()
        box.addItems([*words])
        box.setCurrentText(before)

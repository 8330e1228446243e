"""The confusion view: which classes are mistaken for which, or the errors of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from playground.data.targets.metrics import ClassMetrics, ValueMetrics
from playground.data.targets.short_names import short_names
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import LONGEST, Rows, Sampled, choose_samples
from playground.gui.network.selection import Chosen, Selection
from playground.gui.theme import Theme
from playground.gui.views.matrix import Matrix
from playground.gui.views.residuals import Residuals
from playground.gui.views.view import View
from playground.gui.widgets.controls import offer
from playground.gui.widgets.layouts import scroll_area
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.outputs import OtherOutputs, SampleOutputs

Values = npt.NDArray[np.floating]


class ConfusionView(View):
    """A matrix of true and predicted classes, or residuals; of train, validation or test samples."""

    kind = "confusion"
    title = "Confusion"
    of_samples = True
    keys = (("Arrows", "Go from cell to cell"), ("Enter", "Choose the samples of a cell"))
    about = "Predicted classes beside the true ones; for values, the residuals"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self._outputs: Values | None = None
        self._others: Values | None = None  # for a test set of another shape
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
        self._shapes.addWidget(scroll_area(self.matrix))
        self._shapes.addWidget(self.residuals)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._shapes)
        for box in (self.target, self.part):
            box.currentIndexChanged.connect(lambda _: self._draw())
        self.part.currentIndexChanged.connect(self.requests_changed)
        self.matrix.cell_chosen.connect(self._choose_cell)
        self.residuals.plot.clicked.connect(self._choose_nearest)
        selection.changed.connect(self._show_chosen)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        return (OtherOutputs() if self._is_other else SampleOutputs(),)

    @property
    def _is_other(self) -> bool:
        """Whether the part that is shown has another shape than the others."""
        name, experiment = self.part.currentText(), self._experiment
        known = experiment is not None and name in experiment.samples
        return experiment is not None and known and experiment.samples[name].shape != experiment.inputs_shape

    def tools(self) -> Sequence[QWidget]:
        return (self.target, self.part)

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._sampled, self._outputs, self._others = Sampled.of(experiment), None, None
        self._shapes.setCurrentIndex(0 if experiment.targets.decides else 1)
        offer(self.part, [name for name, part in experiment.samples.items() if len(part)], usual="test")
        offer(self.target, [] if experiment.targets.decides else experiment.targets.output_names)
        self.target.setVisible(self.target.count() > 1)

    def show_frame(self, frame: Frame) -> None:
        if (outputs := frame.answer(SampleOutputs())) is not None:
            self._outputs = outputs
            self._draw()
        if (others := frame.answer(OtherOutputs())) is not None:
            self._others = others
            self._draw()

    def clear(self) -> None:
        self._outputs = self._others = None
        if self.matrix.chosen is not None:  # the samples of a cell go with its count
            choose_samples(self.selection, ())

    def show_nothing(self) -> None:
        self.clear()
        self.matrix.show_metrics(None, [])
        self.residuals.show_nothing()

    @property
    def _seen(self) -> tuple[Values, Values, Rows] | None:
        """Targets, outputs and rows of the part that is shown, each (samples, ...), if they are known."""
        experiment, sampled = self._experiment, self._sampled
        outputs = self._others if self._is_other else self._outputs
        if experiment is None or sampled is None or outputs is None:
            return None
        name = self.part.currentText()
        part = slice(None) if self._is_other else sampled.parts.get(name, slice(0, 0))
        targets = experiment.samples[name].targets if self._is_other else sampled.targets
        rows = experiment.every_row[name] if self._is_other else sampled.rows
        same = outputs.shape == targets.shape  # else they are of another network or other samples
        return (targets[part], outputs[part], rows[part]) if same and len(rows[part]) else None

    def _draw(self) -> None:
        experiment, seen = self._experiment, self._seen
        if experiment is None or seen is None:
            return
        targets, true, outputs = experiment.targets, *seen[:2]
        match targets.measure(true, outputs):
            case ClassMetrics() as metrics:
                self.matrix.show_metrics(metrics, list(short_names(targets.classes, LONGEST)))
            case ValueMetrics() as metrics:
                own = (targets.in_own_units(each) for each in (true, outputs))
                if (one := metrics.each.get(self.target.currentText())) is not None:
                    own = (each[:, self.target.currentIndex() :: targets.units] for each in own)
                self.residuals.show_values(one or metrics, *own)
                self._show_chosen(self.selection.chosen)

    def _choose_cell(self, true: int, predicted: int) -> None:
        """Choose the samples that a cell counts; the same cell again lets them go."""
        experiment, seen = self._experiment, self._seen
        if experiment is None or seen is None:
            return
        if self.matrix.chosen == (true, predicted):
            choose_samples(self.selection, ())
            return
        targets, outputs, rows = seen
        labels = experiment.targets.labels
        counted = (labels(targets) == true) & (labels(outputs) == predicted)
        anywhere = np.reshape(counted, (len(rows), -1)).any(axis=1)  # of a sequence, at any step
        self._cell_rows = tuple(int(row) for row in rows[anywhere])
        choose_samples(self.selection, self._cell_rows)
        self.matrix.show_chosen((true, predicted))

    def _choose_nearest(self, x: float, y: float, _: object) -> None:
        seen, spots = self._seen, self.residuals.spots
        if seen is None or not len(spots):
            return
        place = self.residuals.plot.nearest(spots, x, y)
        choose_samples(self.selection, () if place is None else (int(seen[2][place // self.residuals.each]),))

    def _show_chosen(self, chosen: Chosen) -> None:
        if chosen.samples != self._cell_rows or not chosen.samples:
            self.matrix.show_chosen(None)
        experiment, seen = self._experiment, self._seen
        valued = experiment is not None and not experiment.targets.decides
        if valued and seen is not None and len(self.residuals.spots) == self.residuals.each * len(seen[2]):
            self.residuals.show_chosen(np.flatnonzero(np.isin(seen[2], chosen.samples)))

"""The training panel: what is made small, how, and from which start."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.experiment.edits import LOCKS
from playground.experiment.experiment import Experiment
from playground.experiment.problems import Problem
from playground.gui.widgets.form import Form
from playground.gui.widgets.panel_frame import heading
from playground.gui.widgets.part_list import PartListEditor
from playground.parts.part import Part
from playground.parts.setting import settings

SETTINGS = (*(name for name in LOCKS["training"] if name != "stop"), "seed")
"""What the form shows: what a lesson locks with the panel, but for the stop rules, and the seed."""


class TrainingPanel(QWidget):
    """A form of the experiment's settings of training."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._form = Form(Experiment, SETTINGS)
        self._form.edited.connect(self.edited)
        self._experiment: Experiment | None = None
        self._stop = PartListEditor(next(each for each in settings(Experiment) if each.name == "stop"))
        self._stop.edited.connect(self._change_stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(heading(self.tr("Training")))
        layout.addWidget(self._form)
        layout.addWidget(self._stop)

    def row(self, name: str) -> QWidget:
        """Return the row of a setting."""
        return self._form.row(name)

    def show_value(self, experiment: Experiment) -> None:
        """Show an experiment; nothing is emitted."""
        self._experiment = experiment
        self._form.show_value(experiment)
        unit = experiment.loss_unit if experiment.stop else 1.0
        self._stop.show_value(experiment.stop, [rule.compared(unit) for rule in experiment.stop])

    def _change_stop(self, rules: tuple[Part, ...]) -> None:
        if self._experiment is not None:
            self.edited.emit(self._experiment.changed(stop=rules))

    def show_problems(self, problems: Collection[Problem]) -> None:
        """Show what does not fit, at the rows concerned."""
        self._form.show_problems(problems)

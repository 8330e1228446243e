"""The training panel: what is made small, how, and from which start."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.experiment import Experiment, Problem
from playground.gui.card import heading
from playground.gui.form import Form

SETTINGS = (
    "loss",
    "optimizer",
    "schedule",
    "clipping",
    "regularizer",
    "batch_size",
    "shuffle",
    "initializer",
    "precision",
    "seed",
)


class TrainingPanel(QWidget):
    """A form of the experiment's settings of training."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._form = Form(Experiment, SETTINGS)
        self._form.edited.connect(self.edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(heading(self.tr("Training")))
        layout.addWidget(self._form)

    def show_value(self, experiment: Experiment) -> None:
        """Show an experiment; nothing is emitted."""
        self._form.show_value(experiment)

    def show_problems(self, problems: Collection[Problem]) -> None:
        """Show what does not fit, at the rows concerned."""
        self._form.show_problems(problems)

"""What stands under the boundary: legend, caption and held inputs; a low view does without some of it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.boundary_caption import ROOMY, BoundaryCaption
from playground.gui.views.held_inputs import HeldInputs
from playground.gui.views.legend import Legend

LOW = 170
"""Pixels of height below which the plane has all of them."""


class BoundaryFooter(QVBoxLayout):
    """Fits to the height of the view, the ``room`` of its methods."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__()
        self.legend, self.caption, self.held = Legend(theme), BoundaryCaption(), HeldInputs(selection)
        self._painting = False
        self.setSpacing(4)
        for widget in (self.legend, self.caption, self.held):
            self.addWidget(widget)

    def show_samples(self, experiment: Experiment, flat: bool, room: int) -> None:
        """Explain an experiment's samples on the plane or, if it is flat, along a line."""
        self.legend.show_experiment(experiment)
        self.caption.show_experiment(experiment, flat, room)
        self._fit_legend(room)

    def set_painting(self, on: bool, room: int) -> None:
        """Leave the legend's room to the brush's bar, whose colours say the same.

        Under the brush the plane must not change its size.
        """
        self._painting = on
        self._fit_legend(room)

    def fit(self, room: int) -> None:
        """Show what there is room for."""
        self.held.fit(room)
        self.caption.fit(room)
        self._fit_legend(room)

    def _fit_legend(self, room: int) -> None:
        self.legend.setVisible(room >= LOW and not self._painting)
        self.legend.show_crowded(not self.held.isHidden() and room < ROOMY)

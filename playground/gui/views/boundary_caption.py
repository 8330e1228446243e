"""The caption under the boundary: that inputs beyond the plane's two are held, above their sliders."""

from __future__ import annotations

from playground.experiment.experiment import Experiment
from playground.gui.views.held_inputs import MOST
from playground.gui.widgets.controls import named
from playground.gui.widgets.plain_text import Label, plain

ROOMY = 300
"""Pixels of the view's height below which the plane has those that it can do without."""


class BoundaryCaption(Label):
    """Says what is held; the inputs of the plane have their names along its edges."""

    def __init__(self) -> None:
        super().__init__()
        self._held = self._others = 0
        self.setWordWrap(True)
        named(self, "quiet")

    def show_experiment(self, experiment: Experiment, flat: bool, room: int) -> None:
        """Say what an experiment's plane holds; a line along the first input holds nothing.

        ``room`` is the height of the view.
        """
        names = experiment.input_names
        held = 0 if flat else len(names) - 2
        self._held, self._others = held, max(held - MOST, 0)
        others = self._others
        texts = [self.tr("Held:"), self.tr("Held, and one other at its mean:")]
        more = self.tr("Held, and {0} others at their means:").format(others)
        self.setText(texts[others] if others < len(texts) else more)
        self.setToolTip(plain("\n".join(names)))
        self.fit(room)

    def fit(self, room: int) -> None:
        """Be there in a view of a height: in a low one only if it says more than the sliders do."""
        self.setVisible(bool(self._held) and (bool(self._others) or room >= ROOMY))

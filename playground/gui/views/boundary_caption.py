"""The caption under the boundary: that inputs beyond the plane's two are held, above their sliders."""

from __future__ import annotations

from playground.experiment.experiment import Experiment
from playground.gui.views.held_inputs import MOST
from playground.gui.widgets.controls import named
from playground.gui.widgets.plain_text import Label, plain


class BoundaryCaption(Label):
    """Says what is held; the inputs of the plane have their names along its edges."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        named(self, "quiet")

    def show_experiment(self, experiment: Experiment, flat: bool) -> None:
        """Say what an experiment's plane holds; a line along the first input holds nothing."""
        names = experiment.input_names
        held = 0 if flat else len(names) - 2
        others = max(held - MOST, 0)
        texts = [self.tr("Held:"), self.tr("Held, and one other at its mean:")]
        more = self.tr("Held, and {0} others at their means:").format(others)
        self.setText(texts[others] if others < len(texts) else more)
        self.setToolTip(plain("\n".join(names)))
        self.setVisible(held > 0)

"""The caption under the boundary: which inputs the plane shows, above the sliders of those that it holds."""

from __future__ import annotations

from playground.data.targets.short_names import cut
from playground.experiment.experiment import Experiment
from playground.gui.views.held_inputs import MOST
from playground.gui.widgets.controls import named
from playground.gui.widgets.plain_text import Label, plain

LONGEST_INPUT = 22
"""Characters of an input's name."""


class BoundaryCaption(Label):
    """Names the inputs, where they have names or there are more than two."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        named(self, "quiet")

    def show_experiment(self, experiment: Experiment, flat: bool) -> None:
        """Name the inputs of the plane, or of the line along the first one where that is all."""
        names = experiment.input_names
        short = [cut(name, LONGEST_INPUT) for name in names]
        axes = [self.tr("Across: {0}").format(short[0])]
        if not flat:
            axes.append(self.tr("up: {0}").format(short[1]))
        held = len(names) - 2 if not flat else 0
        if held > MOST:
            axes.append(self.tr("held at their means: {0} others").format(held - MOST))
        self.setText("; ".join(axes) + (self.tr(". Held:") if held > 0 else "."))
        self.setToolTip(plain("\n".join(names)) if held > 0 or short != list(names) else "")
        self.setVisible(bool(experiment.points.input_names) or len(names) > 2)

"""The caption under the boundary: which inputs the plane shows, and which are held at their means."""

from __future__ import annotations

from playground.data.targets.short_names import cut
from playground.experiment.experiment import Experiment
from playground.gui.widgets.controls import named
from playground.gui.widgets.plain_text import Label, plain

LONGEST_INPUT, MOST_HELD = 22, 3
"""Characters of an input's name, and inputs beyond the plane that are named."""


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
        held = short[2:] if not flat else []
        if len(held) > MOST_HELD:
            held[MOST_HELD - 1 :] = [self.tr("{0} more").format(len(held) - MOST_HELD + 1)]
        if held:
            axes.append(self.tr("held at their means: {0}").format(", ".join(held)))
        self.setText("; ".join(axes) + ".")
        self.setToolTip(plain("\n".join(names)) if held or short != list(names) else "")
        self.setVisible(bool(experiment.points.input_names) or len(names) > 2)

"""Rings around samples of which the network is wrong; for values they grow with the error."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled
from playground.gui.views.plane import PlanePlot

RING, LARGEST = 12.0, 30.0
"""Pixels across: a ring around a mistaken sample, and the ring of the largest error."""
MOST = 20_000
"""Samples among which those that are wrong are ringed: closer together, rings tell nothing apart."""
GRADES = 8
"""Sizes of rings; errors below the first get none."""
WORST = 40
"""Errors of values that are ringed, the largest: rings that lie over each other hide what they are about."""


class ErrorRings:
    """The rings on a plane, drawn anew when another sample is wrong, or by another grade."""

    def __init__(self, plot: PlanePlot) -> None:
        self.wanted = True
        self._plot = plot
        self._outputs: npt.NDArray[np.floating] | None = None
        self._grades = np.zeros(0, int)

    def judges(self, sampled: Sampled | None) -> bool:
        """Return whether what is wrong among samples is looked for."""
        return self.wanted and sampled is not None and len(sampled) <= MOST

    def take(self, outputs: npt.NDArray[np.floating] | None) -> None:
        """Keep the outputs (samples, units) of all samples, or None, for ``draw``."""
        self._outputs = outputs

    def draw(self, experiment: Experiment, sampled: Sampled) -> None:
        """Ring what is wrong by the outputs that were taken."""
        grades = np.zeros(len(sampled), int)
        if self._outputs is not None:
            grades = sampled.grades(experiment, self._outputs, GRADES)
            if not experiment.targets.decides and grades.any():  # else outputs may be of other targets
                with np.errstate(all="ignore"):  # what has diverged may be beyond all numbers
                    errors = np.linalg.norm(self._outputs - sampled.targets, axis=1)
                errors = np.nan_to_num(errors, nan=np.inf)
                grades[np.argsort(-errors, kind="stable")[WORST:]] = 0
        if not np.array_equal(grades, self._grades):
            self._grades = grades
            sizes = RING + (LARGEST - RING) * (grades[grades > 0] - 1) / (GRADES - 1)
            self._plot.show_rings(sampled.xy[grades > 0], sizes)

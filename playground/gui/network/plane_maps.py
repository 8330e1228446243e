"""Maps of inputs over the plane."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from playground.data.plane_grid import middles
from playground.experiment.experiment import Experiment

SIDE = 25
"""Points to a side of a unit's map."""


def input_maps(experiment: Experiment, held: tuple[float, ...] = ()) -> npt.NDArray[np.floating] | None:
    """Return the maps of an experiment's inputs, (side, side, inputs); None where there is no plane.

    ``held`` is where inputs beyond the plane's two are, as in ``Experiment.inputs_at``.
    """
    if experiment.plane is None:
        return None
    return experiment.inputs_at(middles(SIDE), held).reshape(SIDE, SIDE, len(experiment.features))

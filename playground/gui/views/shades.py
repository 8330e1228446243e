"""What a map of outputs looks like: outputs, decisions or confidence as colours, and where decisions part."""

from __future__ import annotations

from enum import Enum

import numpy as np
import numpy.typing as npt

from playground.data.targets.base import Targets
from playground.gui.theme import Bytes, Theme
from playground.gui.views.contour import Ends, contour

Values = npt.NDArray[np.floating]


class Shading(Enum):
    """What the colours of a map stand for."""

    OUTPUTS = "outputs"
    DECISIONS = "decisions"
    CONFIDENCE = "confidence"


def levels(values: Values, low: float, high: float) -> npt.NDArray[np.uint8]:
    """Return where values lie between two limits, as 0 to 255."""
    scaled = np.clip((values - low) * (255.0 / (high - low)), 0.0, 255.0)
    return np.asarray(scaled.astype(np.uint8))


def shade(theme: Theme, targets: Targets, outputs: Values, shading: Shading) -> Bytes:
    """Return the picture (side, side, 3) of outputs (side, side, units)."""
    with np.errstate(all="ignore"):
        outputs = np.nan_to_num(outputs)
        sure = targets.confidence(outputs) if shading is Shading.CONFIDENCE else None
        if sure is not None:
            return np.asarray(theme.greys()[levels(sure, 0.0, 1.0)])
        if shading is Shading.DECISIONS:
            outputs = targets.discretised(outputs)
        classes = targets.shares(outputs)
        if classes is not None:
            return theme.blend(classes)
        # Of several values the first is shown.
        return np.asarray(theme.ramp()[levels(outputs[..., 0], *targets.range)])


def boundaries(targets: Targets, outputs: Values, reach: float) -> Ends:
    """Return the pieces of the lines where the decision between classes changes, as ``contour`` does."""
    with np.errstate(all="ignore"):
        edges = targets.edges(np.nan_to_num(outputs))
        found = [contour(heights, level, -reach, reach) for heights, level in edges]
    return np.concatenate(found) if found else np.zeros((0, 2))

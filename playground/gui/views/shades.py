"""What a map of outputs looks like: outputs, decisions or confidence as colours, and where decisions part."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import numpy as np
import numpy.typing as npt

from playground.experiment.experiment import Experiment
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


def shade(theme: Theme, experiment: Experiment, outputs: Values, shading: Shading) -> Bytes:
    """Return the picture (side, side, 3) of outputs (side, side, units)."""
    says, classes = experiment.says, experiment.classes
    with np.errstate(all="ignore"):
        outputs = np.nan_to_num(outputs)
        if classes and shading is Shading.CONFIDENCE:
            return np.asarray(theme.greys()[levels(confidence(experiment, outputs), 0.0, 1.0)])
        if classes and outputs.shape[-1] > 1:
            if shading is Shading.DECISIONS:
                return theme.blend(np.eye(outputs.shape[-1])[says.decide(outputs)])
            return theme.blend(_shares(experiment, outputs))
        low = says.low if classes else -1.0
        values = outputs[..., 0]  # of several values the first is shown
        if shading is Shading.DECISIONS:
            values = np.where(values > (low + 1.0) / 2, 1.0, low)
        return np.asarray(theme.ramp()[levels(values, low, 1.0)])


def output_count(experiment: Experiment) -> int:
    """Return how many outputs the network has."""
    if experiment.classes:
        return experiment.says.units(experiment.classes)
    return int(experiment.points.values.shape[1])


def confidence(experiment: Experiment, outputs: Values) -> Values:
    """Return how sure outputs (..., units) of classes are: 0 between classes, 1 wholly on one side."""
    says, units = experiment.says, outputs.shape[-1]
    if units == 1:
        half = (says.high - says.low) / 2.0
        return np.asarray(np.clip(np.abs(outputs[..., 0] - says.low - half) / half, 0.0, 1.0))
    first = _shares(experiment, outputs).max(axis=-1)
    return np.asarray(np.clip((first - 1.0 / units) / (1.0 - 1.0 / units), 0.0, 1.0))


def boundaries(experiment: Experiment, outputs: Values, reach: float) -> Ends:
    """Return the pieces of the lines where the decision between classes changes, as ``contour`` does."""
    found = [contour(heights, level, -reach, reach) for heights, level in _edges(experiment, outputs)]
    return np.concatenate(found) if found else np.zeros((0, 2))


def _edges(experiment: Experiment, outputs: Values) -> Iterator[tuple[Values, float]]:
    says = experiment.says
    if not experiment.classes:
        return
    with np.errstate(all="ignore"):
        outputs = np.nan_to_num(outputs)
        if outputs.shape[-1] == 1:
            yield outputs[..., 0], (says.low + says.high) / 2.0
            return
        # An edge between two classes is one of the first of them, so the last class needs no line of its own.
        for label in range(outputs.shape[-1] - 1):
            others = np.delete(outputs, label, axis=-1).max(axis=-1)
            yield outputs[..., label] - others, 0.0


def _shares(experiment: Experiment, outputs: Values) -> Values:
    says = experiment.says
    shares = np.clip((outputs - says.low) / (says.high - says.low), 0.0, 1.0)
    return np.asarray(shares / np.maximum(shares.sum(axis=-1, keepdims=True), 1.0))

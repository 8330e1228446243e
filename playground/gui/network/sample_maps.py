"""What tiles show of one sample: feature maps of images, strips over time, single numbers."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from playground.engine.wiring import Groups
from playground.gui.network.diagram import Diagram
from playground.worker.requests.one_sample import SampleActivity

Maps = npt.NDArray[np.floating]
STATE = "hidden"
"""What a layer that keeps a state calls it: all of it is shown, even if only the last is handed on."""


def sample_maps(activity: SampleActivity, diagram: Diagram) -> list[Maps]:
    """Return for every column a map of each of its groups, (height, width, groups), the bottom row first."""
    numbers = [activity.inputs, *(layer.get(STATE, layer["a"]) for layer in activity.layers)]
    return [_maps(each, groups) for each, groups in zip(numbers, diagram.columns, strict=True)]


def _maps(numbers: Maps, groups: Groups) -> Maps:
    match numbers.shape:
        case (_, _, _):
            return np.moveaxis(numbers, 0, -1)[::-1]
        case (_, _):
            return numbers[None]
    if groups.single:
        return numbers.reshape(1, 1, -1)
    side = math.ceil(math.sqrt(numbers.size))  # many units are one tile: they fill it row by row
    square = np.zeros(side * side, numbers.dtype)
    square[: numbers.size] = numbers
    return square.reshape(side, side, 1)[::-1]

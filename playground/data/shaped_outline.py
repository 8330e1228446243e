"""What is known of images or sequences whose file is not here: their shape, and what is predicted of them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from playground.data.outline import Outline
from playground.data.samples import Points
from playground.data.targets import writing
from playground.data.targets.base import Targets
from playground.data.targets.values import AS_IT_IS, Scale
from playground.files import strict_json

WIDEST = 3 * 64 * 64
"""Numbers that a sample may have: those of the largest image in colours."""


@dataclass(frozen=True, eq=False)
class ShapedOutline(Outline):
    """The shape of a sample, and how its numbers and what is predicted of it are to be read."""

    shape: tuple[int, ...]
    """An image (channels, height, width) or a sequence (time, features)."""
    targets: Targets
    symbols: tuple[str, ...] = ()
    """What each feature of a sequence stands for, as points say it ..."""
    scales: tuple[Scale, ...] = ()
    """... and how its numbers were scaled."""
    scale: Scale = AS_IT_IS
    largest: float = 1.0
    """The largest number of a sample: what full ink is of an image."""

    @classmethod
    def of(cls, points: Points, scale: Scale) -> Self:
        """Return what is to be known of points that have a shape."""
        assert points.shape is not None
        largest = float(np.abs(points.inputs).max())
        return cls(points.shape, points.targets, points.symbols, points.scales, scale, largest)

    def points(self) -> Points:
        targets = self.targets
        each = self.shape[:1] if targets.every_step else ()
        truth = np.zeros((0, *each), np.intp if targets.decides else np.float64)
        none = np.zeros((0, *self.shape), np.float32)
        return replace(Points.shaped(none, truth, targets, symbols=self.symbols), scales=self.scales)

    def described(self) -> str:
        told = {
            "shape": list(self.shape),
            "symbols": list(self.symbols),
            "seen": [*map(list, self.scales)],  # those of values to predict are "scales"
            "scale": list(self.scale),
            "largest": self.largest,
        }
        return json.dumps({**told, **writing.described(self.targets)})

    @classmethod
    def recalled(cls, text: str) -> Self:
        try:
            plain = strict_json.parse(text)
            shape, symbols = _shape(plain["shape"]), writing.words(plain["symbols"])
            scale, (largest, _) = writing.scales([plain["scale"], [plain["largest"], 1.0]])
            seen = writing.scales(plain["seen"])
            found = cls(shape, writing.recalled(plain), symbols, seen, scale, largest)
        except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise ValueError("not what is known of samples") from error
        if largest < 0.0:
            raise ValueError("not the largest number of a sample")
        if symbols and (len(shape) != 2 or len(symbols) != shape[1]):
            raise ValueError("not a symbol for each feature")
        if found.targets.every_step and len(shape) != 2:
            raise ValueError("only sequences have steps")
        if len(found.scales) > 1 or 0.0 in (scale[1], *(unit for _, unit in found.scales)):
            raise ValueError("not a scale for all numbers")
        return found


def _shape(plain: Any) -> tuple[int, ...]:
    if not isinstance(plain, list) or not 2 <= len(plain) <= 3:
        raise ValueError("not a shape")
    if not all(type(side) is int and side > 0 for side in plain) or math.prod(plain) > WIDEST:
        raise ValueError("not a shape")
    return tuple(plain)

"""One sample's numbers as a picture: pixels of an image, a strip of a sequence, bars of a row."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground.engine.activations.base import Array
from playground.export.pictures.base import INK, POSITIVE, empty_axes, ramp


def show(axes: Any, numbers: Array, low: float, high: float, title: str = "") -> None:
    """Draw numbers in their shape, between the least and the largest that any sample has."""
    with np.errstate(all="ignore"):
        numbers = np.nan_to_num(numbers.astype(float), posinf=high, neginf=low)
    empty_axes(axes, title)
    most = max(abs(low), abs(high), 1e-12)
    match numbers.shape:
        case (3, _, _):
            colored = np.clip((numbers - low) / ((high - low) or 1.0), 0.0, 1.0)
            axes.imshow(np.moveaxis(colored, 0, -1))
        case (_, _, _):
            axes.imshow(numbers.mean(axis=0), cmap="gray", vmin=low, vmax=high)
        case (_, _):
            axes.imshow(numbers.T, cmap=ramp(0.0), vmin=-most, vmax=most, aspect="auto")
        case _:
            axes.bar(range(len(numbers)), numbers, color=POSITIVE)
            axes.axhline(0.0, color=INK, linewidth=0.6)
            axes.set_ylim(min(low, 0.0), max(high, 0.0) or 1.0)


def ends(numbers: Array) -> tuple[float, float]:
    """Return the least and the largest of finite numbers."""
    found = numbers[np.isfinite(numbers)]
    return (float(found.min()), float(found.max())) if found.size else (0.0, 1.0)

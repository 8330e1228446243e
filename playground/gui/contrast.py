"""The numbers of a colour, and how well one colour is read on another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor


def rgb(name: str) -> npt.NDArray[np.float64]:
    """Return the red, green and blue of a colour, each 0 to 255."""
    colour = QColor(name)
    return np.array([colour.red(), colour.green(), colour.blue()], np.float64)


def luminance(name: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    channels = rgb(name) / 255.0
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(a: float, b: float) -> float:
    """Return the contrast of two luminances, 1 to 21, as WCAG 2 defines it."""
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)

"""An array of colours as a picture that Qt draws."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from playground.gui.theme import Bytes


def rgb_image(colours: Bytes) -> QImage:
    """Return colours (height, width, 3), the top row first, as a picture of as many pixels."""
    height, width, _ = colours.shape
    whole = np.ascontiguousarray(colours)
    # A copy: Qt does not keep the array alive.
    return QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()

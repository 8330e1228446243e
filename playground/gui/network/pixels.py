"""Numbers as small pictures, by a table of colours."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from playground.gui.theme import Bytes


def table_of(ramp: Bytes) -> list[int]:
    """Return a table of colours, 0xAARRGGBB, for numbers from -1 to 1, out of a ramp (256, 3)."""
    opaque, shifts = np.uint32(0xFF << 24), np.array([16, 8, 0], np.uint32)
    table: list[int] = (opaque | np.bitwise_or.reduce(ramp.astype(np.uint32) << shifts, axis=1)).tolist()
    return table


def positive_table(ramp: Bytes) -> list[int]:
    """Return a table of colours for numbers from 0 to 1, of which those below 0 have the first (n, 3)."""
    places = np.clip(np.arange(256) - 128, 0, None) * (len(ramp) - 1) // 127
    return table_of(ramp[places])


def picture(values: npt.NDArray[np.floating], table: list[int]) -> QImage:
    """Return a map (height, width), the bottom row first, as an image; beyond 1 it is scaled to its largest
    value.
    """
    finite = np.nan_to_num(values[::-1], posinf=0.0, neginf=0.0)
    scale = max(1.0, float(np.abs(finite).max(initial=0.0)))
    levels = np.ascontiguousarray((127.5 + 127.5 * (finite / scale)).astype(np.uint8))
    height, width = levels.shape
    image = QImage(levels.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(table)
    return image.copy()

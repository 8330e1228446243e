"""The colours of samples: those of their classes, or for values those of the map."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from playground.data.targets.base import Targets
from playground.gui.theme import Theme
from playground.gui.views.shades import levels


def sample_colours(
    theme: Theme, targets: Targets, true: npt.NDArray[np.floating], grades: int = 256
) -> tuple[list[QColor], npt.NDArray[np.intp]]:
    """Return a palette, and which of its colours each target (samples, units) has.

    Where targets are no classes the palette has so many ``grades``.
    """
    labels = targets.labels(true)
    if labels is not None:
        return theme.classes(), labels[:, -1] if labels.ndim > 1 else labels  # of a sequence, at its end
    places = levels(targets.heights(true), -1.0, 1.0).astype(np.intp) * grades // 256
    ramp = theme.ramp(1.0)[:: 255 // (grades - 1)]
    return [QColor(*map(int, colour)) for colour in ramp], places

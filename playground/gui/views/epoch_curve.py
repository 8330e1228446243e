"""A curve over the epochs, of which a single number can be seen, too."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg

DOT = 6.0
"""Pixels that the dot of a single number is wide."""


class EpochCurve(pg.PlotDataItem):  # type: ignore[misc]
    """A line through the numbers that there are; a single one, which makes no line, is a dot."""

    def __init__(self) -> None:
        # Pieces drawn one by one: one long antialiased path can take a second.
        super().__init__(antialias=True, segmentedLineMode="on", symbolPen=None, symbolSize=DOT)

    def draw(self, epochs: npt.NDArray[np.floating], values: npt.NDArray[np.floating]) -> None:
        """Show one value for each epoch; not a number where there is none."""
        alone = np.isfinite(values).sum() == 1
        self.setData(epochs, values, connect="finite", symbol="o" if alone else None)

    def setLogMode(self, x: bool, y: bool) -> None:
        self.setSymbol(None)  # what is drawn next has one again; a dot at zero would have no height
        super().setLogMode(x, y)

    def setPen(self, *pen: Any) -> None:
        super().setPen(*pen)
        self.setSymbolBrush(pg.mkPen(*pen).color())

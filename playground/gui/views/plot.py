"""What all plots share: quiet axes, the theme's colours, no menus of their own."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtGui import QColor

from playground.gui.theme import Theme, font

pg.setConfigOptions(imageAxisOrder="row-major", antialias=False, useOpenGL=False)

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis with a true minus sign and powers of ten as one writes them."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if self.logMode:
            return [_power(value) for value in values]
        places = max(0, -math.floor(math.log10(spacing))) if spacing > 0 else 0
        return [f"{value:,.{places}f}".replace(",", "\u2009").replace("-", "−") for value in values]

    def logTickValues(self, least: float, most: float, size: float, standard: object) -> list[object]:
        """Return ticks at whole powers of ten, or at 1, 2, 5 where less than two of them are in sight."""
        powers = [float(power) for power in range(math.ceil(least), math.floor(most) + 1)]
        step = max(1, math.ceil(len(powers) / 6))
        if len(powers) >= 2:
            return [(1.0, powers[::step])]
        fine = [
            power + math.log10(digit)
            for power in range(math.floor(least), math.ceil(most) + 1)
            for digit in (1, 2, 5)
        ]
        return [(0.3, [value for value in fine if least <= value <= most])]


def _power(value: float) -> str:
    if abs(value - round(value)) < 1e-9:
        return "10" + str(round(value)).translate(RAISED)
    return f"{10**value:.1g}" if value > -4 else f"{10**value:.0e}"


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot that follows the theme. Call ``set_theme`` once it has its items."""

    def __init__(self) -> None:
        super().__init__(axisItems={"left": Axis("left"), "bottom": Axis("bottom")})
        self.setMenuEnabled(False)
        self.hideButtons()
        self.plotItem.layout.setContentsMargins(0, 7, 9, 0)  # room for the labels at the ends of the axes
        self.setFrameShape(self.Shape.NoFrame)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setStyle(tickLength=0, tickTextOffset=6, hideOverlappingLabels=False)
            axis.setTickFont(font(11))

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self.setBackground(QColor(theme.surface))
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(pg.mkPen(theme.border))
            axis.setTextPen(QColor(theme.secondary))

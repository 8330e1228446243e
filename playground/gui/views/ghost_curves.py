"""The curves of the run before, faint under those of the run that goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from playground.experiment.figures import Figures
from playground.gui.theme import Theme
from playground.gui.views.curve_key import curve_pen
from playground.gui.views.curves import thinned
from playground.gui.views.plot import Plot
from playground.gui.views.run_curves import draw_parts, part_curves
from playground.gui.widgets.themed import Themed

OPACITY = 0.4
Values = npt.NDArray[np.floating]


class GhostCurves(Themed):
    """One curve for each part, on a plot whose lower axis is the epochs."""

    def __init__(self, plot: Plot) -> None:
        plot.themed.append(self)
        self.rows: tuple[Figures, ...] = ()
        """The history of the run before."""
        self.wanted = True
        self.curves = part_curves()
        plot.add(*self.curves.values())

    def draw(
        self, losses_of: Callable[[Sequence[Figures]], Mapping[str, Values]], shown: bool = True
    ) -> None:
        """Draw what a function makes of rows for each part, where that is wanted."""
        rows = thinned(self.rows) if self.wanted and shown else []
        draw_parts(self.curves, np.array([row.epoch for row in rows], float), losses_of(rows))

    @property
    def losses(self) -> list[Values]:
        """What is drawn, curve by curve."""
        found = (curve.getOriginalDataset()[1] for curve in self.curves.values())
        return [values for values in found if values is not None]

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for name, curve in self.curves.items():
            pen = curve_pen(theme, name)
            pen.setColor(QColor(theme.faded(pen.color().name(), OPACITY)))
            curve.setPen(pen)

"""Curves of other runs over those of the run that goes on: each run in a colour of its own, with a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from playground.experiment.figures import Figures
from playground.gui.theme import RUNS, Theme, font
from playground.gui.views.curve_key import PARTS
from playground.gui.views.curves import thinned
from playground.gui.views.epoch_curve import EpochCurve
from playground.gui.views.plot import Plot
from playground.gui.widgets.flow_layout import FlowLayout
from playground.gui.widgets.numbers import loss
from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import Themed

LINE, WIDEST = 16, 190
"""Pixels from the beginning of a line of the key to its name, and of the longest entry."""
STRENGTHS = {"train": 1.0, "validation": 0.75, "test": 0.5}
"""How strong a run's colour is in each of its curves, as it is with those of the run that goes on."""
Values = npt.NDArray[np.floating]


@dataclass(frozen=True)
class OtherRun:
    """A run whose curves are compared."""

    name: str
    colour: int
    """Its place among the colours of runs."""
    rows: tuple[Figures, ...]

    def near(self, epoch: float) -> Figures | None:
        """Return the figures at an epoch; None where the run was shorter."""
        if not self.rows or epoch > self.rows[-1].epoch + 0.5:
            return None
        return min(self.rows, key=lambda row: abs(row.epoch - epoch))


class RunEntry(QWidget, Themed):
    """One line of the key: a short line in the run's colour, and what the run is called."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.run = OtherRun("", 0, ())
        self.setFont(font(12))

    def show_run(self, run: OtherRun) -> None:
        """Name a run."""
        self.run = run
        self.setToolTip(plain(run.name))
        self.setAccessibleName(run.name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = LINE + self.fontMetrics().horizontalAdvance(self.run.name) + 2
        return QSize(min(wide, WIDEST), 18)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(RUNS[self.run.colour]), 2))
        painter.drawLine(0, 9, 11, 9)
        painter.setPen(QColor(self.theme.secondary))
        painter.setFont(self.font())
        room = self.rect().adjusted(LINE, 0, 0, 0)
        text = self.fontMetrics().elidedText(self.run.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class RunCurves(Themed):
    """As many runs as there are colours for them, on a plot whose lower axis is the epochs."""

    def __init__(self, plot: Plot, theme: Theme) -> None:
        plot.themed.append(self)
        self.runs: tuple[OtherRun, ...] = ()
        self.curves = [part_curves() for _ in RUNS]
        plot.add(*(curve for own in self.curves for curve in own.values()))
        self.key = FlowLayout(10)
        self.key.hide()
        self._entries = [RunEntry(theme) for _ in RUNS]
        for entry in self._entries:
            self.key.add(entry, shown=False)

    def show_runs(self, runs: Sequence[OtherRun]) -> None:
        """Show these runs, and no others, with the next ``draw``."""
        self.runs = tuple(runs)
        for entry, run in zip(self._entries, self.runs, strict=False):
            entry.show_run(run)
        for i, entry in enumerate(self._entries):
            entry.setVisible(i < len(self.runs))
        self.key.setVisible(bool(self.runs))

    def draw(self, losses_of: Callable[[Sequence[Figures]], Mapping[str, Values]]) -> tuple[Values, Values]:
        """Draw what a function makes of rows for each part; return all epochs and losses drawn."""
        epochs: list[Values] = [np.zeros(0)]
        losses: list[Values] = [np.zeros(0)]
        by_colour = {run.colour: run for run in self.runs}
        for i, own in enumerate(self.curves):
            rows = thinned(by_colour[i].rows) if i in by_colour else []
            along = np.array([row.epoch for row in rows], float)
            found = losses_of(rows)
            draw_parts(own, along, found)
            epochs += [along] * len(found)
            losses += found.values()
        return np.concatenate(epochs), np.concatenate(losses)

    def lines_at(self, epoch: float) -> list[str]:
        """Say every run's losses at an epoch."""
        said = []
        for run in self.runs:
            row = run.near(epoch)
            if row is not None:
                found = [loss(value) for part in PARTS if (value := getattr(row, f"{part}_loss")) is not None]
                said.append(f"{' · '.join(found)}  {_short(run.name)}")
        return said

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for colour, own in zip(RUNS, self.curves, strict=True):
            for name, curve in own.items():
                pen = pg.mkPen(theme.faded(colour, STRENGTHS[name]), width=1.4)
                pen.setStyle(Qt.PenStyle.DashLine if name == "validation" else Qt.PenStyle.SolidLine)
                curve.setPen(pen)


def part_curves() -> dict[str, EpochCurve]:
    """Return an empty curve for each part."""
    return {name: EpochCurve() for name in PARTS}


def draw_parts(curves: Mapping[str, EpochCurve], epochs: Values, values: Mapping[str, Values]) -> None:
    """Draw the values of each part by its curve; one that has none is hidden, and costs nothing."""
    for name, curve in curves.items():
        curve.setVisible(bool(np.isfinite(values[name]).any()))
        curve.draw(epochs, values[name])


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"

"""The hidden-space view: the plane and the samples as two units of a layer see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.sampled import Sampled
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.chosen_samples import ChosenSamples
from playground.gui.views.legend import MARKERS
from playground.gui.views.plot import Plot
from playground.gui.views.sample_colours import sample_colours
from playground.gui.views.view import View
from playground.gui.widgets.controls import combo_box, label, side_by_side
from playground.gui.widgets.themed import apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.outputs import LINES, BentGrid

GRADES = 7
"""Colours of values."""
Values = npt.NDArray[np.floating]


class HiddenView(View):
    """A grid of the plane, bent by the layers before, and the samples on it."""

    kind = "hidden"
    title = "Hidden space"
    about = "The plane and the samples, as mapped by two units of a layer"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self._widths: list[int] = []
        self._seen: Values = np.zeros((0, 2))
        self._range = np.zeros((2, 2))
        self.layer, self.across, self.up = (
            combo_box(name) for name in (self.tr("Layer"), self.tr("Unit across"), self.tr("Unit up"))
        )
        self.plot = Plot()
        self.plot.setAccessibleName(self.tr("Hidden space"))
        self.lines = pg.PlotCurveItem(connect="finite")
        self.plot.add(self.lines)
        self.points: list[tuple[npt.NDArray[np.intp], pg.ScatterPlotItem]] = []
        self.chosen = ChosenSamples(self.plot, selection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.layer.currentIndexChanged.connect(lambda _: self._offer_units())
        for choice in (self.across, self.up):
            choice.currentIndexChanged.connect(lambda _: self._ask())
        selection.held_changed.connect(self.requests_changed)
        apply_theme(self, theme)

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        # Without the plane's grid there are only the samples.
        return super().suits(experiment) and not (experiment.data.absent and experiment.plane is None)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        return (self._request,) if min(self._choices) >= 0 else ()

    @property
    def _choices(self) -> tuple[int, int, int]:
        return self.layer.currentIndex(), self.across.currentIndex(), self.up.currentIndex()

    @property
    def _request(self) -> BentGrid:
        return BentGrid(*self._choices, self.selection.held)

    def tools(self) -> Sequence[QWidget]:
        across, up = (label(self.tr(name), look="quiet") for name in ("across", "up"))
        return (self.layer, side_by_side(across, self.across), side_by_side(up, self.up))

    def show_experiment(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._sampled = Sampled.of(experiment)
        if len(self._seen) != len(self._sampled):
            self.chosen.show_nothing()
        self._group()
        widths = experiment.network().widths[1:]
        titles = layer_titles(experiment)
        shown = [self.layer.itemText(i) for i in range(self.layer.count())]
        if (widths, titles) != (self._widths, shown):
            self._widths = widths
            self._fill(self.layer, titles)
            broad = [i for i, width in enumerate(widths[:-1]) if width > 1]
            self.layer.setCurrentIndex(broad[-1] if broad else max(len(widths) - 2, 0))
            self._offer_units()

    def show_frame(self, frame: Frame) -> None:
        """Bend the grid and move the samples."""
        bent = frame.answer(self._request)
        crossings = LINES**2 if self._experiment is not None and self._experiment.plane is not None else 0
        if bent is None or self._sampled is None or len(bent) != crossings + len(self._sampled):
            return
        if not np.isfinite(bent).all():
            return
        self._seen = bent[crossings:]
        self._draw_grid(bent[:crossings])
        self._draw_samples()
        self._keep_in_sight(bent)

    def _draw_grid(self, crossings: Values) -> None:
        """Draw lines through the crossings (LINES * LINES, 2), or none."""
        grid = crossings.reshape(-1, LINES, 2)
        gap = np.full((len(grid), 1, 2), np.nan)
        ways = (grid, grid.transpose(1, 0, 2)) if len(grid) else ()
        lines = [np.concatenate([way, gap], axis=1).reshape(-1, 2) for way in ways]
        path = np.concatenate(lines) if lines else np.zeros((0, 2))
        self.lines.setData(path[:, 0], path[:, 1])

    def clear(self) -> None:
        self._range = np.zeros((2, 2))

    def show_nothing(self) -> None:
        self.clear()
        self._seen = np.zeros((0, 2))
        self.chosen.show_nothing()
        for item in (self.lines, *(item for _, item in self.points)):
            item.setData([], [])

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.lines.setPen(pg.mkPen(theme.faded(theme.secondary, 0.45), width=1))
        self._group()
        self._draw_samples()

    def _fill(self, choice: QComboBox, texts: Sequence[str]) -> None:
        choice.blockSignals(True)
        choice.clear()
        choice.addItems(list(texts))
        choice.blockSignals(False)

    def _offer_units(self) -> None:
        """Offer the units of the chosen layer: the first two, or those that were chosen before."""
        width = self._widths[self.layer.currentIndex()]
        for choice, first in ((self.across, 0), (self.up, 1)):
            before = choice.currentIndex()
            self._fill(choice, [str(unit + 1) for unit in range(width)])
            choice.setCurrentIndex(min(before if before >= 0 else first, width - 1))
        if self.across.currentIndex() == self.up.currentIndex() and width > 1:
            self.up.setCurrentIndex((self.across.currentIndex() + 1) % width)
        self._ask()

    def _ask(self) -> None:
        self._range = np.zeros((2, 2))
        self.requests_changed.emit()

    def _group(self) -> None:
        """Make one item for each part and colour: samples of one colour move much faster than of many."""
        for _, item in self.points:
            self.plot.remove(item)
        self.points = []
        if self._experiment is None or self._sampled is None:
            return
        sampled, theme = self._sampled, self.theme
        told = self._experiment.targets, sampled.targets
        targets, true = sampled.own if self._experiment.reconstruct else told
        colours, groups = sample_colours(theme, targets, true, GRADES)
        # The colour of a value in the middle is that of the paper.
        edge = theme.surface if targets.classes else theme.secondary
        for name, part in sampled.parts.items():
            for group in np.unique(groups[part]):
                places = np.arange(part.start, part.stop)[groups[part] == group]
                pen = pg.mkPen(edge, width=1)
                item = pg.ScatterPlotItem(pxMode=True, symbol=MARKERS[name], size=7, pen=pen)
                item.setBrush(pg.mkBrush(colours[int(group)]))
                self.plot.add(item)
                self.points.append((places, item))

    def _draw_samples(self) -> None:
        if self._sampled is not None and len(self._seen) == len(self._sampled):
            self.chosen.show(self._sampled, self._seen)
            for places, item in self.points:
                item.setData(self._seen[places, 0], self._seen[places, 1])

    def _keep_in_sight(self, points: Values) -> None:
        """Follow the points in steps, so that the plot does not tremble."""
        low, high = points.min(axis=0), points.max(axis=0)
        size = np.maximum(high - low, 1e-6)
        kept = self._range[1] - self._range[0]
        if (low < self._range[0]).any() or (high > self._range[1]).any() or (size < 0.5 * kept).any():
            self._range = np.stack([low - 0.08 * size, high + 0.08 * size])
        (left, bottom), (right, top) = self._range.tolist()
        self.plot.show_range((left, right), (bottom, top))

"""The gradients view: how every layer is doing, over time and at this moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.curves import Values, along, reach
from playground.gui.views.epoch_curve import EpochCurve
from playground.gui.views.marks import PastMoment
from playground.gui.views.plot import Plot
from playground.gui.views.spreads import SPREADS, Spreads, Strips, layer_colours
from playground.gui.views.view import ThrottledView
from playground.gui.widgets.controls import named
from playground.gui.widgets.menu import Menu
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.themed import apply_theme
from playground.inspection.layer_statistics import LayerStatistics
from playground.inspection.statistics_history import EpochStatistics, thinned
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.health import Statistics
from playground.worker.requests.past import PastStatistics

BINS = 31
"""Bins of a histogram."""
QUANTITIES: dict[str, Callable[[LayerStatistics], float]] = {
    "Gradient": lambda layer: layer.gradient,
    "Update / weight": lambda layer: layer.ratio,
    "Weights": lambda layer: layer.weight,
    "Dead units": lambda layer: len(layer.dead_apart) / layer.apart,
    "Saturation": lambda layer: layer.saturation,
    "Optimizer state": lambda layer: sum(size**2 for size in layer.state.values()) ** 0.5,
}
PAST, PORTION, SOON = 60, 4, 60
"""Moments along a run that are made up for, how many of them at once, and milliseconds between."""
NARROW = 80
"""Pixels that a menu has at least."""
SHARES = ("Dead units", "Saturation")


class GradientsView(ThrottledView):
    """One curve for each layer, on a logarithmic axis, and histograms of its numbers, now or over time."""

    kind = "gradients"
    title = "Gradients"
    of_samples = True
    about = "Size of gradients and updates, dead and saturated units, layer by layer"

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self.moments: list[EpochStatistics] = []
        self._asked: set[int] = set()  # epochs whose checkpoints were asked for
        self._shown: EpochStatistics | None = None
        self._absent = False  # whether the moments are of a run that is not shown
        self._titles: list[str] = []
        self.quantity, self.spread = Menu(), Menu()
        for menu, names, help in (
            (self.quantity, QUANTITIES, self.tr("What the curves show")),
            (self.spread, SPREADS, self.tr("What the histograms show")),
        ):
            menu.setAccessibleName(help)
            menu.setToolTip(help)
            menu.setSizeAdjustPolicy(Menu.SizeAdjustPolicy.AdjustToContents)
            menu.setMinimumWidth(NARROW)  # a heading line that is short of room shares what there is
            for name in names:
                menu.addItem(self.tr(name), name)
            menu.currentIndexChanged.connect(self._draw)
        self.check = named(QToolButton(), "chip")
        self.check.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.plot = Plot()
        self.plot.axis("left").setGrid(255)
        self.plot.setAccessibleName(self.tr("Gradients over time"))
        self.plot.axis("bottom").set_name(self.tr("epoch"))
        self._first = 0  # the epoch from which, by the lower axis, it was watched
        self.curves: list[EpochCurve] = []
        self.past = PastMoment(self.plot)
        self.spreads, self.strips = Spreads(theme), Strips(theme)
        self.strips.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.plot, 3)
        row.addWidget(self.spreads, 2)
        row.addWidget(self.strips, 3)
        apply_theme(self, theme)

    @property
    def switches(self) -> dict[str, Callable[[bool], None]]:
        return {"over_time": self._show_time}

    def _show_time(self, over_time: bool) -> None:
        self.spreads.setHidden(over_time)
        self.strips.setVisible(over_time)
        self._draw()

    def tools(self) -> Sequence[QWidget]:
        return self.quantity, self.spread, self.check

    def due_requests(self) -> Sequence[Request[Any]]:
        past = self._unseen()
        return (Statistics(BINS), PastStatistics(BINS, past)) if past else (Statistics(BINS),)

    def _unseen(self) -> tuple[int, ...]:
        """Return some epochs of which there is no moment near, since nobody looked then."""
        if self._absent or not self.moments:
            return ()
        seen = np.array([epoch for epoch, _ in self.moments])
        apart = max(1, -(-int(seen.max()) // PAST))
        marks = range(0, int(seen.max()), apart)
        lacking = [mark for mark in marks if np.abs(seen - mark).min() >= apart and mark not in self._asked]
        return tuple(lacking[:PORTION])

    def _take_past(self, frame: Frame) -> None:
        """Put moments that nobody saw among those that were seen."""
        for request, found in frame.answers.items():
            if isinstance(request, PastStatistics):
                self._asked.update(request.epochs)
                known = {epoch for epoch, _ in self.moments}
                new = [moment for moment in found or () if moment[0] not in known]
                self.moments = sorted([*self.moments, *new], key=lambda moment: moment[0])

    def show_experiment(self, experiment: Experiment) -> None:
        self._titles = layer_titles(experiment)

    def show_frame(self, frame: Frame) -> None:
        if not frame.earlier:  # what the run has gone back behind is no longer its own
            self.moments = [moment for moment in self.moments if moment[0] <= frame.figures.epoch]
        statistics = frame.answer(Statistics(BINS))
        if statistics is None:
            return
        self._take_past(frame)
        unseen = bool(self._unseen())
        self.throttle(SOON if unseen else 0)
        self._late = unseen  # the rest of the past is asked for also while nothing trains
        self._absent = False
        epoch, others = frame.figures.epoch, self.moments
        self._shown = (epoch, statistics.layers)
        before = [moment for moment in others if moment[0] < epoch]
        after = [moment for moment in others if moment[0] > epoch] if frame.earlier else []
        self.moments = thinned([*before, self._shown, *after])
        self.past.show_frame(frame)
        self._draw()

    def show_moments(self, moments: Sequence[EpochStatistics]) -> None:
        """Show what was seen of a run that goes on now."""
        self.moments, self._shown = list(moments), moments[-1] if moments else None
        self._draw()

    def show_nothing(self) -> None:
        self._shown, self._absent = None, True
        self.past.line.hide()
        self._draw()

    def clear(self) -> None:
        self.moments, self._shown, self._absent = [], None, False
        self._asked.clear()
        self.past.line.hide()
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for curve, colour in zip(self.curves, layer_colours(theme, len(self.curves)), strict=True):
            curve.setPen(pg.mkPen(colour, width=1.5))

    def _draw(self) -> None:
        name = str(self.quantity.currentData())
        layers = self._shown[1] if self._shown else ()
        while len(self.curves) < len(layers):
            curve = EpochCurve()
            self.plot.add(curve)
            self.curves.append(curve)
        self.plot.set_log(name not in SHARES)
        colours = layer_colours(self.theme, len(self.curves))
        moments = [] if self._absent else self.moments
        same = [moment for moment in moments if len(moment[1]) == len(layers)]
        epochs = np.array([epoch for epoch, _ in same], float)
        drawn = np.array([[QUANTITIES[name](layer) for layer in each] for _, each in same], float)
        drawn = drawn.reshape(len(same), len(layers))
        if name not in SHARES:
            drawn[drawn <= 0.0] = np.nan
        for i, (curve, colour) in enumerate(zip(self.curves, colours, strict=True)):
            curve.setPen(pg.mkPen(colour, width=1.5))
            if i < len(layers):
                curve.draw(epochs, drawn[:, i])
            else:
                curve.setData([], [])
        self.plot.show_range(_seen(epochs), (-0.03, 1.03) if name in SHARES else reach(drawn, log=True))
        self._explain(round(epochs[0]) if len(epochs) else 0)
        self._show_spreads(same, along(epochs)[1])

    def _explain(self, first: int) -> None:
        """Say why the curves begin late, where they do: nobody watched before."""
        if first != self._first:
            self._first, axis = first, self.plot.axis("bottom")
            late = self.tr("epoch (seen since {0})").format(grouped(first))
            axis.set_name(late if first else self.tr("epoch"))
            axis.set_theme(self.theme)

    def _show_spreads(self, moments: Sequence[EpochStatistics], end: float) -> None:
        """Show how the layers' numbers are spread at the moment that is shown, or at all up to an epoch."""
        layers = self._shown[1] if self._shown else ()
        titles, chosen = self._titles[: len(layers)], SPREADS[str(self.spread.currentData())]
        if self.strips.isHidden():
            self.spreads.show_layers(list(zip(titles, map(chosen, layers), strict=True)))
            return
        found = [[(epoch, chosen(each[i])) for epoch, each in moments] for i in range(len(layers))]
        kept = [
            [(epoch, spread) for epoch, spread in row if spread is not None and len(spread.counts) == BINS]
            for row in found
        ]
        self.strips.show_moments(list(zip(titles, kept, strict=True)), end)


def _seen(epochs: Values) -> tuple[float, float]:
    """Return what the lower axis shows: from the start on, or from where most of it was not watched."""
    start, end = along(epochs)
    first = float(epochs.min(initial=end))
    return (min(first, end - 10.0) if first > end / 2 else start), end

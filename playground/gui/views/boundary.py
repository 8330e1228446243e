"""The boundary view: the outputs over the plane, the samples, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled, Values, choose_samples
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.boundary_footer import BoundaryFooter
from playground.gui.views.boundary_plots import BoundaryPlots
from playground.gui.views.brush import BRUSH_KEYS, Brush
from playground.gui.views.brush_bar import BrushBar
from playground.gui.views.decision_map import DecisionMap
from playground.gui.views.error_rings import ErrorRings
from playground.gui.views.inspected_point import InspectedPoint
from playground.gui.views.prediction import PredictionCard
from playground.gui.views.shades import Shading
from playground.gui.views.view import RIGHT, View
from playground.gui.widgets.controls import named
from playground.gui.widgets.themed import apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.maps import OutputMap
from playground.worker.requests.outputs import PointOutputs, SampleOutputs

MAP = OutputMap(100)


class BoundaryView(View):
    """A map of the outputs with the samples of train (circles), validation (squares) and test (diamonds).

    Where only x₁ counts it is a curve instead.
    """

    kind = "boundary"
    title = "Decision boundary"
    about = "The network's output over the plane, and the samples"
    area = RIGHT
    of_data = True
    of_plane = True
    keys = (*BRUSH_KEYS, ("Esc", "Clear the selection, or cancel what is being drawn"))

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self.plots = BoundaryPlots()
        self.plot, self.function, self.card = self.plots.plane, self.plots.line, PredictionCard(self)
        self.inspected = InspectedPoint(self.card, self.plot, self.function)
        self._map, self._rings = DecisionMap(self.plot), ErrorRings(self.plot)
        self.paint, self.bar = named(QToolButton(), "chip"), BrushBar(Brush(self.plot), theme)
        self.paint.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.brush.previewed.connect(self._show_samples)
        self.bar.brush.painted.connect(self.edited_as)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        self.plots.clicked.connect(self._click)
        layout.addWidget(self.plots, 1)
        self.footer = BoundaryFooter(theme, selection)
        layout.addLayout(self.footer)
        selection.held_changed.connect(self.requests_changed)
        self.card.closed.connect(self.forget_point)
        away = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.forget_point)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        selection.changed.connect(lambda _: self._draw_chosen())
        apply_theme(self, theme)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        asked: list[Request[Any]] = [self._mapped] if self.plots.flat is None else []
        asked += [SampleOutputs()] if self._rings.judges(self._sampled) else []
        return [*asked, self._points] if self._points.points else asked

    @property
    def _points(self) -> PointOutputs:
        """The points of which the outputs are asked for: the clicked one, then those of the curve."""
        clicked = [] if self.inspected.point is None else [self.inspected.point]
        return PointOutputs((*clicked, *self.plots.along), self.selection.held)

    @property
    def _mapped(self) -> OutputMap:
        return replace(MAP, held=self.selection.held)

    @property
    def switches(self) -> dict[str, Callable[[bool], None]]:
        return {
            "discrete": self.set_discrete,
            "confidence": self.set_confidence,
            "line": self.set_line,
            "rings": self.set_rings,
        }

    def tools(self) -> Sequence[QWidget]:
        return (self.paint,)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show an experiment's samples; the map waits for a frame."""
        self.bar.show_experiment(experiment)
        self.footer.held.show_experiment(experiment, self.height())
        self._show_samples(experiment)

    def set_painting(self, on: bool) -> None:
        """Take the mouse for painting points, or leave it be."""
        self.bar.set_on(on)
        self.footer.set_painting(on, self.height())

    def _show_samples(self, experiment: Experiment) -> None:
        old, self._experiment = self._experiment, experiment
        if old is not None and _drawn(old) == _drawn(experiment):
            return
        self._sampled = Sampled.of(experiment)
        self._rings.take(None)
        self.plots.show_experiment(experiment)
        self.footer.show_samples(experiment, self.plots.flat is not None, self.height())
        curve = self.plots.flat is not None and not experiment.targets.decides
        self.title_changed.emit(self.tr("Function") if curve else self.title)
        self._explain()
        self._draw_samples()
        self._draw_errors()
        if self.inspected.point is not None:
            self.forget_point()

    def show_frame(self, frame: Frame) -> None:
        """Show a frame's map, and its outputs for the samples and for the point."""
        outputs = frame.answer(SampleOutputs())
        if (mapped := frame.answer(self._mapped)) is not None:
            self._map.take(mapped)
            self._draw_map()
        if outputs is not None and self.plots.flat is None and self._rings.judges(self._sampled):
            self._rings.take(outputs)
            self._draw_errors()
        if (at := frame.answer(self._points)) is not None:
            self._draw_points(at)

    def clear(self) -> None:
        self._rings.take(None)
        self._draw_errors()

    def show_nothing(self) -> None:
        self.clear()
        self._map.clear()
        self.function.show_outputs(np.zeros((len(self.function.along), 0)))
        self.forget_point()

    def set_discrete(self, discrete: bool) -> None:
        """Show predicted classes instead of outputs."""
        self._shade(Shading.DECISIONS, discrete)

    def set_confidence(self, confidence: bool) -> None:
        """Show how sure the outputs are instead of the outputs."""
        self._shade(Shading.CONFIDENCE, confidence)

    def set_line(self, shown: bool) -> None:
        """Show or hide the line where the decision changes."""
        self._map.lined = shown
        self._draw_map()

    def set_rings(self, shown: bool) -> None:
        """Show or hide the rings around what is wrong."""
        self._rings.wanted = shown
        self._rings.take(None)
        self._draw_errors()
        self._explain()
        self.requests_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw_samples()
        self._draw_map()

    def forget_point(self) -> None:
        """Close the card, and choose no sample."""
        self.inspected.forget()
        choose_samples(self.selection, ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.footer.fit(self.height())
        self.inspected.place(self.plots.shown)

    def _shade(self, shading: Shading, on: bool) -> None:
        self._map.choose(shading, on)
        self._explain()
        self._draw_map()

    def _explain(self) -> None:
        mapped = self.plots.flat is None
        self.footer.legend.show_meaning(self._map.shading, self._rings.wanted and mapped, mapped)

    def _click(self, x: float, y: float, modifiers: Qt.KeyboardModifier) -> None:
        """Ask about a point; near a sample about that, and choose it, with Ctrl or Shift beside others."""
        sampled, experiment = self._sampled, self._experiment
        if sampled is None or experiment is None:
            return
        more = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        point, place = self.plots.meant(experiment, sampled, x, y)
        if place is not None:
            row = int(sampled.rows[place])
            others = [one for one in self.selection.chosen.samples if one != row] if more else []
            choose_samples(self.selection, (*others, row))
        self.inspected.move(point, ringed=place is not None)
        self.requests_changed.emit()

    def _draw_points(self, outputs: Values) -> None:
        if self._experiment is None or self._sampled is None:
            return
        if self.plots.flat is not None:
            self.function.show_outputs(outputs[-len(self.function.along) :])
        self.inspected.show_outputs(self._experiment, self._sampled, outputs[0], self.plots.shown)

    def _draw_samples(self) -> None:
        if self._experiment is not None and self._sampled is not None:
            self.plots.show_samples(self.theme, self._experiment, self._sampled)
            self._draw_chosen()

    def _draw_chosen(self) -> None:
        if self._experiment is not None and self._sampled is not None:
            self.plots.show_chosen(self._experiment, self._sampled, self.selection.chosen.samples)

    def _draw_errors(self) -> None:
        if self._experiment is not None and self._sampled is not None:
            self._rings.draw(self._experiment, self._sampled)

    def _draw_map(self) -> None:
        if self._experiment is not None:
            self._map.draw(self.theme, self._experiment.targets)


def _drawn(experiment: Experiment) -> tuple[object, ...]:
    """Return what an experiment's samples, their colours and the axes depend on."""
    return (
        experiment.data,
        experiment.split,
        experiment.resolved_output,
        experiment.features,
        experiment.reconstruct,
    )

"""The boundary view: the outputs over the plane, the samples, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from playground.data.plane_grid import REACH
from playground.data.targets.short_names import cut
from playground.experiment.experiment import Experiment
from playground.gui.network.sampled import Sampled, choose_samples
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.views.brush import Brush
from playground.gui.views.brush_bar import BrushBar
from playground.gui.views.function import FunctionPlot, flat_at, heights
from playground.gui.views.legend import Legend
from playground.gui.views.plane import PlanePlot, Square
from playground.gui.views.plot import Plot
from playground.gui.views.prediction import PredictionCard, findings, whereabouts
from playground.gui.views.shades import Shading, boundaries, shade
from playground.gui.views.view import RIGHT, View
from playground.gui.widgets.controls import label, named
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import dress
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.maps import OutputMap
from playground.worker.requests.outputs import PointOutputs, SampleOutputs

MAP = OutputMap(100)
NEAR = 8.0
"""Pixels within which a click means a sample."""
RING, LARGEST = 12.0, 30.0
"""Pixels across: a ring around a mistaken sample, and the ring of the largest error."""
MOST = 20_000
"""Samples among which those that are wrong are ringed."""
GRADES = 8
"""Sizes of rings; errors below the first get none."""
LONGEST_INPUT, MOST_HELD = 22, 3
"""Characters of an input's name in the caption, and inputs beyond the plane that it names."""
Values = npt.NDArray[np.floating]


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
    keys = (
        ("Arrows", "While painting: move the brush, with Shift further"),
        ("Enter", "While painting: paint once, or select what is under the brush"),
        ("Delete", "While painting: remove the selected points"),
        ("Esc", "Clear the selection, or cancel what is being drawn"),
    )

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._sampled: Sampled | None = None
        self._map: Values | None = None
        self._outputs: Values | None = None
        self._shading, self._ringed, self._lined = Shading.OUTPUTS, True, True
        self._flat: float | None = None
        self._grades = np.zeros(0, int)
        self.point: tuple[float, float] | None = None
        self.plot, self.function = PlanePlot(), FunctionPlot()
        self.card = PredictionCard(self)
        self.legend = Legend(theme)
        self.paint, self.bar = named(QToolButton(), "chip"), BrushBar(Brush(self.plot), theme)
        self.paint.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.brush.previewed.connect(self._show_samples)
        self.bar.brush.painted.connect(self.drew)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        self._shapes = QStackedWidget()
        self._shapes.addWidget(Square(self.plot))
        self._shapes.addWidget(self.function)
        for plot in (self.plot, self.function):
            plot.setAccessibleName(self.tr("Decision boundary"))
            plot.clicked.connect(self._click)
        layout.addWidget(self._shapes, 1)
        layout.addWidget(self.legend)
        self.caption = label(look="quiet", wrap=True)
        layout.addWidget(self.caption)
        self.card.closed.connect(self.forget_point)
        away = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.forget_point)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        selection.changed.connect(lambda _: self._draw_chosen())
        dress(self, theme)

    @property
    def requests(self) -> Sequence[Request[Any]]:
        asked: list[Request[Any]] = [MAP] if self._flat is None else []
        asked += [SampleOutputs()] if self._judged else []
        points = self._points
        return [*asked, points] if points.points else asked

    @property
    def _points(self) -> PointOutputs:
        """The points of which the outputs are asked for: the clicked one, then those of the curve."""
        clicked = [] if self.point is None else [self.point]
        curve = [] if self._flat is None else [(float(x1), self._flat) for x1 in self.function.along]
        return PointOutputs((*clicked, *curve))

    @property
    def _judged(self) -> bool:
        """Whether what is wrong is looked for: rings tell nothing apart where samples lie that close."""
        return self._ringed and self._sampled is not None and len(self._sampled) <= MOST

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
        self._show_samples(experiment)

    def set_painting(self, on: bool) -> None:
        """Take the mouse for painting points, or leave it be."""
        self.bar.set_on(on)
        # The bar's colours say what the legend says; its room keeps the plane large, and under the brush the
        # plane must not change its size.
        self.legend.setVisible(not on)

    def _show_samples(self, experiment: Experiment) -> None:
        old, self._experiment = self._experiment, experiment
        if old is not None and (old.data, old.split, old.resolved_output, old.features) == (
            experiment.data,
            experiment.split,
            experiment.resolved_output,
            experiment.features,
        ):
            return
        self._sampled, self._outputs = Sampled.of(experiment), None
        self._flat = flat_at(experiment) if experiment.features else None
        self._shapes.setCurrentIndex(0 if self._flat is None else 1)
        self.legend.show_experiment(experiment)
        self._caption(experiment)
        self._explain()
        self._draw_samples()
        self._draw_errors()
        if self.point is not None:
            self.forget_point()

    def show_frame(self, frame: Frame) -> None:
        """Show a frame's map, and its outputs for the samples and for the point."""
        outputs, at = frame.answer(SampleOutputs()), frame.answer(self._points)
        if (mapped := frame.answer(MAP)) is not None:
            self._map = mapped
            self._draw_map()
        if outputs is not None and self._judged:
            self._outputs = outputs
            self._draw_errors()
        if at is not None:
            self._draw_points(at)

    def clear(self) -> None:
        self._outputs = None
        self._draw_errors()

    def show_nothing(self) -> None:
        self.clear()
        self._map = None
        self.plot.image.clear()
        self.plot.show_line(np.zeros((0, 2)))
        self.function.show_outputs(np.zeros((len(self.function.along), 0)))
        self.forget_point()

    def set_discrete(self, discrete: bool) -> None:
        """Show predicted classes instead of outputs."""
        self._set_shading(Shading.DECISIONS, discrete)

    def set_confidence(self, confidence: bool) -> None:
        """Show how sure the outputs are instead of the outputs."""
        self._set_shading(Shading.CONFIDENCE, confidence)

    def set_line(self, shown: bool) -> None:
        """Show or hide the line where the decision changes."""
        self._lined = shown
        self._draw_map()

    def set_rings(self, shown: bool) -> None:
        """Show or hide the rings around what is wrong."""
        self._ringed, self._outputs = shown, None
        self._draw_errors()
        self._explain()
        self.wanted.emit()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw_samples()
        self._draw_map()

    def forget_point(self) -> None:
        """Close the card, and choose no sample."""
        self.point = None
        self.card.hide()
        self.plot.marker.setData([], [])
        self.function.marker.hide()
        choose_samples(self.selection, ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.point is not None and self.card.isVisible():
            self.card.place(self._shown, self.point)

    def _caption(self, experiment: Experiment) -> None:
        """Say which inputs the plane shows, where they have names or there are more."""
        names, flat = experiment.input_names, self._flat is not None
        short = [cut(name, LONGEST_INPUT) for name in names]
        axes = [self.tr("Across: {0}").format(short[0])]
        if not flat:
            axes.append(self.tr("up: {0}").format(short[1]))
        held = short[2:] if not flat else []
        if len(held) > MOST_HELD:
            held[MOST_HELD - 1 :] = [self.tr("{0} more").format(len(held) - MOST_HELD + 1)]
        if held:
            axes.append(self.tr("held at their means: {0}").format(", ".join(held)))
        self.caption.setText("; ".join(axes) + ".")
        self.caption.setToolTip(plain("\n".join(names)) if held or short != list(names) else "")
        self.caption.setVisible(bool(experiment.points.input_names) or len(names) > 2)

    def _set_shading(self, shading: Shading, on: bool) -> None:
        if on:
            self._shading = shading
        elif self._shading is shading:
            self._shading = Shading.OUTPUTS
        self._explain()
        self._draw_map()

    def _explain(self) -> None:
        mapped = self._flat is None
        self.legend.show_meaning(self._shading, self._ringed and mapped, mapped)

    def _click(self, x: float, y: float, modifiers: Qt.KeyboardModifier) -> None:
        """Ask about a point; near a sample about that, and choose it, with Ctrl or Shift beside others."""
        sampled, experiment = self._sampled, self._experiment
        if sampled is None or experiment is None:
            return
        flat, plot = self._flat, self._shown
        spots = sampled.xy
        if flat is not None:
            spots = np.stack([sampled.xy[:, 0], heights(experiment, sampled)], axis=1)
        pixel = np.array(plot.field.viewPixelSize())
        away = np.linalg.norm((spots - (x, y)) / pixel, axis=1)
        self.point = (x, y if flat is None else flat)
        self.plot.marker.setData([x], [y])
        if len(away) and away.min() <= NEAR:
            self.plot.marker.setData([], [])  # its ring shows where it is
            place = int(away.argmin())
            self.point = (float(sampled.xy[place, 0]), float(sampled.xy[place, 1]))
            row = int(sampled.rows[place])
            more = modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            others = [one for one in self.selection.chosen.samples if one != row] if more else []
            choose_samples(self.selection, (*others, row))
        self.function.marker.setPos(self.point[0])
        self.function.marker.show()
        self.wanted.emit()

    @property
    def _shown(self) -> Plot:
        return self.plot if self._flat is None else self.function

    def _draw_points(self, outputs: Values) -> None:
        if self._experiment is None or self._sampled is None:
            return
        if self._flat is not None:
            self.function.show_outputs(outputs[-len(self.function.along) :])
        if self.point is not None:
            lines = findings(self._experiment, self._sampled, self.point, outputs[0])
            assert self._experiment.plane is not None
            x1, x2 = self._experiment.plane.pair([self.point])[0].tolist()
            self.card.lines = whereabouts((x1, x2), self._flat is not None) + lines
            self.card.place(self._shown, self.point)

    def _draw_samples(self) -> None:
        if self._experiment is not None and self._sampled is not None:
            self._shown.show_samples(self.theme, self._experiment, self._sampled)
            self._draw_chosen()

    def _draw_chosen(self) -> None:
        if self._experiment is None or self._sampled is None:
            return
        places = self._sampled.chosen(self.selection.chosen.samples)
        self.plot.chosen.setData(pos=self._sampled.xy[places], size=13)
        high = heights(self._experiment, self._sampled)[places]
        self.function.chosen.setData(self._sampled.xy[places, 0], high, size=15)

    def _draw_errors(self) -> None:
        """Ring misclassified samples; for values, rings grow with the error."""
        experiment, sampled, outputs = self._experiment, self._sampled, self._outputs
        if experiment is None or sampled is None:
            return
        grades = np.zeros(len(sampled), int)
        if outputs is not None and self._flat is None:
            grades = sampled.grades(experiment, outputs, GRADES)
        if not np.array_equal(grades, self._grades):
            self._grades = grades
            sizes = RING + (LARGEST - RING) * (grades[grades > 0] - 1) / (GRADES - 1)
            self.plot.show_rings(sampled.xy[grades > 0], sizes)

    def _draw_map(self) -> None:
        if self._map is None or self._experiment is None:
            return
        targets = self._experiment.targets
        if self._map.shape[-1] != targets.units:
            return  # of a network that is not there any more
        picture = shade(self.theme, targets, self._map, self._shading)
        self.plot.show_map(picture, self._shading is not Shading.DECISIONS)
        self.plot.show_line(boundaries(targets, self._map, REACH) if self._lined else np.zeros((0, 2)))

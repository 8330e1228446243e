"""The brush: what strokes do to the points on the plane while they are painted."""

from __future__ import annotations

from enum import Enum

import numpy as np
from PySide6.QtCore import QTimer, Signal

from playground.data.painting.brush import (
    Chosen,
    Place,
    added,
    erased,
    moved,
    near,
    retargeted,
    stroked,
    within,
    without,
)
from playground.data.painting.painted import Painted
from playground.data.samples import Array
from playground.experiment.experiment import Experiment
from playground.gui.views.brush_marks import BrushMarks
from playground.gui.views.plot import Plot
from playground.gui.views.plot_pointer import PlotPointer
from playground.gui.views.repainted import painted_rows, repainted

REACH_OF_CLICK = 0.3
"""How far from a click a point may lie to be meant by it."""
PREVIEW = 30
"""Milliseconds between two pictures of a stroke that goes on."""
BRUSH_KEYS = (
    ("Arrows", "While painting: move the brush, with Shift further"),
    ("Enter", "While painting: paint once, or select what is under the brush"),
    ("Delete", "While painting: remove the selected points"),
)
"""Keys that the brush answers to, each with what it does."""
NONE: Chosen = np.zeros(0, np.intp)


class Tool(Enum):
    """What a stroke does."""

    BRUSH = "brush"
    ERASER = "eraser"
    SELECT = "select"


class Brush(PlotPointer):
    """Lies over a plot and turns strokes into painted data. A whole stroke is one edit, shown while made."""

    previewed = Signal(object)
    """The experiment as it would be if the stroke ended now."""
    painted = Signal(object, str)
    """The experiment after a stroke, and what the stroke is called."""
    counted = Signal(int)
    """So many points there are."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self.tool, self.truth, self.radius, self.density = Tool.BRUSH, 0.0, 0.5, 6.0
        self._experiment: Experiment | None = None
        self._start: Array | None = None  # the rows before the stroke, while there is one
        self._rows: Array = np.zeros((0, 3))
        self._from: Place = (0.0, 0.0)
        self._chosen: Chosen = NONE
        self._banding = False
        self._drawn = np.random.default_rng()  # a hand is not repeated
        self._marks = BrushMarks(plot)
        self._preview = QTimer(self)
        self._preview.setSingleShot(True)
        self._preview.setInterval(PREVIEW)
        self._preview.timeout.connect(self._show)
        self.setAccessibleName(self.tr("Plane to paint on"))

    @property
    def chosen(self) -> Chosen:
        """The rows that are selected."""
        return self._chosen

    def set_on(self, on: bool) -> None:
        """Begin or end to take what the mouse does."""
        self.leave()
        self.show_pointer(False)
        self.setVisible(on)

    def set_tool(self, tool: Tool) -> None:
        """Choose what a stroke does."""
        self.tool = tool
        if tool is not Tool.SELECT:
            self._choose(NONE)
        self.show_pointer(False)

    def set_truth(self, truth: float) -> None:
        """Choose the class or value that is painted; what is selected gets it."""
        self.truth = truth
        if len(self._chosen):
            self._begin()
            self._rows = retargeted(self._rows, self._chosen, truth)
            self._end(self.tr("repainting points"))

    def show_experiment(self, experiment: Experiment) -> None:
        """Paint on this experiment's data from now on."""
        if self._experiment is None or experiment.data != self._experiment.data:
            self._start = None
            self._preview.stop()
            if not isinstance(experiment.data, Painted):
                self._choose(NONE)
        self._experiment = experiment
        if len(self._chosen):
            rows = self._rows_now()
            self._chosen = self._chosen[self._chosen < len(rows)]
            self._draw_marks(rows)
        self.counted.emit(len(experiment.points))

    def clear(self) -> None:
        """Take all points away."""
        self._begin()
        self._rows = self._rows[:0]
        self._choose(NONE)
        self._end(self.tr("clearing the points"))

    def remove(self) -> None:
        """Take the selected points away."""
        if len(self._chosen):
            self._begin()
            self._rows, gone = without(self._rows, self._chosen), self._chosen
            self._choose(NONE)
            self._end(self.tr("removing {0} points").format(len(gone)))

    def press(self, place: Place) -> None:
        self._from = place
        if self.tool is Tool.SELECT:
            under = near(self._rows_now(), place, REACH_OF_CLICK)
            if np.isin(under, self._chosen).any():
                self._begin()
            else:
                self._choose(under[:1])
                self._banding = True
            return
        self._begin()
        if self.tool is Tool.BRUSH:
            count = max(1, round(self.density * self.radius))
            self._rows = added(self._rows, place, self.truth, count, self.radius, self._drawn)
        else:
            self._rows = erased(self._rows, place, self.radius)
        self._preview.start()

    def drag(self, place: Place) -> None:
        if self._banding:
            self._marks.show_band(self._from, place)
        if self._banding or self._start is None:
            return
        if self.tool is Tool.BRUSH:
            stroke = (self._rows, self.at, place, self.truth, self.density)
            self._rows = stroked(*stroke, self.radius, self._drawn)
        elif self.tool is Tool.ERASER:
            self._rows = erased(self._rows, place, self.radius)
        else:
            step = (place[0] - self._from[0], place[1] - self._from[1])
            self._rows = moved(self._start, self._chosen, step)
        if not self._preview.isActive():
            self._preview.start()

    def release(self, place: Place) -> None:
        if self._banding:
            self._banding = False
            self._marks.show_band(place, place)
            if place != self._from:
                self._choose(within(self._rows_now(), self._from, place))
        elif self._start is not None:
            words = {
                Tool.BRUSH: self.tr("painting"),
                Tool.ERASER: self.tr("erasing"),
                Tool.SELECT: self.tr("moving points"),
            }
            self._end(words[self.tool])

    @property
    def busy(self) -> bool:
        return self._start is not None or self._banding or len(self._chosen) > 0

    def leave(self) -> None:
        self._cancel()
        self._choose(NONE)

    def _begin(self) -> None:
        self._start = self._rows = self._rows_now()

    def _end(self, text: str) -> None:
        """Hand the stroke over, if it has changed anything."""
        experiment, start = self._experiment, self._start
        self._start = None
        self._preview.stop()
        if experiment is not None and start is not None and not np.array_equal(start, self._rows):
            self.painted.emit(repainted(experiment, self._rows), text)

    def _cancel(self) -> None:
        """Leave the stroke, as if it had not been begun."""
        if self._start is not None and self._experiment is not None:
            self._start = None
            self._preview.stop()
            self.previewed.emit(self._experiment)
        self._banding = False
        self._marks.show_band(self.at, self.at)

    def _show(self) -> None:
        if self._start is not None and self._experiment is not None:
            self.previewed.emit(repainted(self._experiment, self._rows))
            self._draw_marks(self._rows)
            self.counted.emit(len(self._rows))

    def _rows_now(self) -> Array:
        assert self._experiment is not None
        return painted_rows(self._experiment)

    def _choose(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._draw_marks(self._rows_now() if len(chosen) and self._experiment else np.zeros((0, 3)))

    def _draw_marks(self, rows: Array) -> None:
        places = rows[self._chosen, :2] if len(self._chosen) else np.zeros((0, 2))
        self._marks.show_chosen(places)

    def show_pointer(self, shown: bool) -> None:
        """Show how far the brush reaches."""
        size = REACH_OF_CLICK if self.tool is Tool.SELECT else self.radius
        self._marks.show_ring(self.at, size if shown and not self.isHidden() else 0.0)

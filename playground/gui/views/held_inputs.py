"""Where inputs beyond the plane's two are held: a slider for each, in the numbers of its column."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.widgets.controls import TinyButton, label
from playground.gui.widgets.elided import Elided
from playground.gui.widgets.layouts import vertical_scroll_area
from playground.gui.widgets.number_editor import Slider
from playground.gui.widgets.plain_text import plain
from playground.parts.counts import number

MOST, ROWS, SHARE = 24, 3, 0.16
"""Inputs that have a slider; how many of these are in sight without scrolling at most, and how much of the
view's height they take."""
NAMED = 0.34
"""How much of the width a name takes at most."""
STOPS, ROW, NAME, VALUE = 200, 24, 124, 46
"""Stops of a slider; pixels of a row, of a name at most, and of a value."""


class HeldInput(NamedTuple):
    """An input beyond the plane's two: as the network's data have it, and as its column writes it."""

    name: str
    low: float
    high: float
    mean: float
    shift: float
    unit: float

    def at(self, stop: int) -> float:
        """Return the input at a stop of its slider."""
        return self.low + (self.high - self.low) * stop / STOPS

    def stop(self, value: float) -> int:
        """Return the stop that is nearest to an input."""
        return round(STOPS * (value - self.low) / (self.high - self.low)) if self.high > self.low else 0

    def said(self, value: float) -> str:
        """Return an input as its column writes it."""
        return number(self.shift + self.unit * value, 3)


def held_inputs(experiment: Experiment) -> list[HeldInput]:
    """Return the inputs of an experiment's data that the plane holds."""
    points, plane, prepared = experiment.points, experiment.plane, experiment.preparation
    if plane is None or not plane.held:
        return []
    count = points.inputs.shape[1]
    shift = np.zeros(count) if prepared is None else prepared.shift
    unit = np.ones(count) if prepared is None else np.where(prepared.unit == 0.0, 1.0, prepared.unit)
    every = zip(points.names, points.ends.T.tolist(), shift.tolist(), unit.tolist(), strict=True)
    return [
        HeldInput(name, low, high, mean, own, by)
        for (name, (low, high), own, by), mean in zip(list(every)[2:], plane.held, strict=True)
    ]


class HeldInputs(QWidget):
    """Sliders for the inputs that the plane holds; what they say is the selection's, so all maps follow."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self._selection = selection
        self._about: object = None
        self._inputs: list[HeldInput] = []
        self.sliders: list[Slider] = []
        """One for each of the first inputs."""
        self._values: list[QLabel] = []
        self._names: list[Elided] = []
        self.means = TinyButton("reset", self.tr("Hold all at their means"))
        self.means.clicked.connect(lambda: selection.hold(()))
        self._rows = QWidget()
        self.means.setParent(self._rows)
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.area = vertical_scroll_area(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        selection.held_changed.connect(self._show)
        self.hide()

    def show_experiment(self, experiment: Experiment, room: int) -> None:
        """Offer a slider for each input that the plane holds; of other data all are at their means.

        ``room`` is the height of the view.
        """
        about = experiment.data, experiment.split
        if about == self._about:
            return
        self._about, self._inputs = about, held_inputs(experiment)
        self._selection.hold(())
        self._build(room)
        self.setVisible(bool(self._inputs))

    @property
    def left_out(self) -> int:
        """How many inputs have no slider, and stay at their means."""
        return max(0, len(self._inputs) - MOST)

    def _build(self, room: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget is not self.means:
                widget.hide()
                widget.deleteLater()
        self.sliders, self._values = [], []
        names = self._names = [Elided(each.name) for each in self._inputs[:MOST]]
        for row, (each, name) in enumerate(zip(self._inputs, names, strict=False)):
            value, slider = label(look="cell"), Slider(Qt.Orientation.Horizontal)
            slider.setRange(0, STOPS)
            slider.setPageStep(STOPS // 10)
            slider.setAccessibleName(self.tr("{0}, held at").format(each.name))
            slider.setToolTip(plain(slider.accessibleName()))
            slider.setEnabled(each.high > each.low)
            slider.setFixedHeight(ROW)
            slider.valueChanged.connect(lambda stop, row=row: self._move(row, stop))
            value.setFixedWidth(VALUE)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, widget in enumerate((name, slider, value)):
                self._grid.addWidget(widget, row, column)
            self.sliders.append(slider)
            self._values.append(value)
        if self.sliders:
            self._grid.addWidget(self.means, 0, 3)
        self.fit(room)
        self._fit_names()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_names(self) -> None:
        """Give names what they need, up to a share of the width: a slider must have some."""
        needed = max((name.sizeHint().width() for name in self._names), default=0)
        for name in self._names:
            name.setFixedWidth(min(needed, NAME, max(round(NAMED * self.width()), 1)))

    def fit(self, room: int) -> None:
        """Take a share of a height of the view, at least a row."""
        rows = max(1, min(ROWS, int(room * SHARE / ROW)))
        self.area.setFixedHeight(ROW * min(rows, len(self.sliders)))

    @property
    def _held(self) -> list[float]:
        held = self._selection.held
        return list(held) if len(held) == len(self._inputs) else [each.mean for each in self._inputs]

    def _move(self, row: int, stop: int) -> None:
        held = self._held
        held[row] = self._inputs[row].at(stop)
        self._selection.hold(tuple(held))

    def _show(self) -> None:
        """Show where everything is held."""
        for each, slider, label_, value in zip(
            self._inputs, self.sliders, self._values, self._held, strict=False
        ):
            slider.blockSignals(True)
            if each.stop(value) != slider.value():
                slider.setValue(each.stop(value))
            slider.blockSignals(False)
            label_.setText(each.said(value))
            slider.setAccessibleDescription(label_.text())
        self.means.setEnabled(bool(self._selection.held))

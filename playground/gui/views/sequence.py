"""The sequence view: one sample over time, a layer's states, and the slope by every earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from playground.engine.activations.base import Array
from playground.experiment.experiment import Experiment
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.selection import Selection
from playground.gui.sequences.canvas import TimeCanvas
from playground.gui.sequences.heat import Heat
from playground.gui.sequences.lane import Lane
from playground.gui.sequences.norms import Norms, spanned
from playground.gui.sequences.reading import Reading, full
from playground.gui.theme import Theme
from playground.gui.views.view import RIGHT, View
from playground.gui.widgets.controls import TinyButton, label, side_by_side
from playground.gui.widgets.layouts import scrolling
from playground.gui.widgets.numbers import grouped
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import dress
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.one_sample import OneSample, SampleActivity

STATE, SLOPE = "hidden", "d_hidden"


class SequenceView(View):
    """Inputs, targets and outputs over time; below them what a layer holds, and how far slopes reach back."""

    kind = "sequence"
    title = "Sequence"
    about = (
        "One sample over time: what goes in and comes out, hidden states, and how far back the loss reaches"
    )
    area = RIGHT
    of_data = True
    shows_chosen = True
    keys = (
        ("Left, Right", "Go from step to step"),
        ("Up, Down", "Go from unit to unit"),
        ("Enter", "Choose the unit"),
    )

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._experiment: Experiment | None = None
        self._reading: Reading | None = None
        self._rows: list[int] = []
        self._titles: list[str] = []
        self._axis: tuple[int, int] | None = None
        self.activity: SampleActivity | None = None
        """What is shown."""
        self.layer, self.quantity = QComboBox(), QComboBox()
        for choice, name in (
            (self.layer, self.tr("Layer")),
            (self.quantity, self.tr("What is shown of its units")),
        ):
            choice.setAccessibleName(name)
            choice.setToolTip(plain(name))
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            choice.currentIndexChanged.connect(lambda _: self._draw())
        self.before = TinyButton("left", self.tr("Previous sample"))
        self.after = TinyButton("right", self.tr("Next sample"))
        self.which = label(look="quiet")
        for button, by in ((self.before, -1), (self.after, 1)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=by: self._walk(by))
        self.canvas = TimeCanvas(theme)
        self.canvas.picked.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(self.canvas))
        selection.sampled.connect(self._ask)
        selection.changed.connect(lambda _: self._draw())
        dress(self, theme)

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return len(experiment.inputs_shape) == 2

    def tools(self) -> Sequence[QWidget]:
        return side_by_side(self.before, self.which, self.after), self.layer, self.quantity

    @property
    def requests(self) -> Sequence[Request[Any]]:
        asked = self._asked
        return () if asked is None else (asked,)

    @property
    def _asked(self) -> OneSample | None:
        if not self._rows:
            return None
        row = self.selection.sample
        return OneSample(row if row in self._rows else self._rows[0])

    def show_experiment(self, experiment: Experiment) -> None:
        if not self.suits(experiment):
            self._experiment, self._reading, self._rows = None, None, []
            return
        self._experiment, self._reading = experiment, Reading(experiment)
        self._rows = [int(row) for rows in experiment.rows.values() for row in rows]
        self._titles = layer_titles(experiment)
        self._name_sample()

    def show_frame(self, frame: Frame) -> None:
        asked, reading = self._asked, self._reading
        activity = frame.answer(asked) if asked is not None else None
        if activity is None or reading is None:
            return
        if activity.inputs.shape != (reading.steps, reading.features):
            return  # of another experiment
        self.activity = activity
        self._offer()
        self._draw()

    def clear(self) -> None:
        self._axis = None

    def show_nothing(self) -> None:
        self.clear()
        self.activity = None
        self.canvas.show_lanes((), 0)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw()

    def _ask(self) -> None:
        self._name_sample()
        self.wanted.emit()

    def _name_sample(self) -> None:
        """Say which sample is in sight, and of which part."""
        asked = self._asked
        if asked is None or self._experiment is None:
            return
        parts = self._experiment.rows.items()
        part = next(name for name, rows in parts if asked.row in rows)
        self.which.setText(f"{part} {grouped(asked.row)}")

    def _walk(self, by: int) -> None:
        asked = self._asked
        if asked is not None:
            at = self._rows.index(asked.row)
            self.selection.show_sample(self._rows[(at + by) % len(self._rows)])

    def _pick(self, unit: int, step: int) -> None:
        layer = self.layer.currentData()
        if layer is not None:
            self.selection.look_at(int(layer), unit)

    def _offer(self) -> None:
        """Offer the layers that have numbers at every step, and what there is of the one that is shown."""
        found = [i for i in range(len(self._titles) - 1) if self._quantities(i)]
        _fill(self.layer, [(self._titles[i], i) for i in found], last=True)
        layer = self.layer.currentData()
        names = [] if layer is None else self._quantities(int(layer))
        _fill(self.quantity, [(self._called(name), name) for name in names])
        self.layer.setVisible(len(found) > 1)
        self.quantity.setVisible(len(names) > 1)

    def _quantities(self, layer: int) -> list[str]:
        """Return what a layer has for every step and unit: its state first, and the slope by it last."""
        values = self._values(layer)
        steps = 0 if self._reading is None else self._reading.steps
        units = max((each.shape[-1] for name, each in values.items() if name in ("a", STATE)), default=0)
        found = [name for name, each in values.items() if each.shape == (steps, units) and name[:1] != "d"]
        if STATE in found:
            found = [STATE, *(name for name in found if name not in (STATE, "a"))]
        slope = [SLOPE] if SLOPE in values and found else []
        return [*found, *slope]

    def _values(self, layer: int) -> dict[str, Array]:
        activity = self.activity
        return dict(activity.layers[layer]) if activity is not None and layer < len(activity.layers) else {}

    def _called(self, name: str) -> str:
        names = {
            STATE: self.tr("Hidden state"),
            "a": self.tr("Output"),
            "z": self.tr("Sum"),
            SLOPE: self.tr("Slope of the loss"),
        }
        return names.get(name) or name.replace("_", " ").capitalize()

    def _draw(self) -> None:
        reading, activity, layer = self._reading, self.activity, self.layer.currentData()
        if reading is None or activity is None:
            return
        lanes = reading.lanes(activity)
        if layer is not None:
            lanes += self._inside(reading, int(layer), str(self.quantity.currentData()))
        self.canvas.show_lanes(lanes, reading.steps)

    def _inside(self, reading: Reading, layer: int, quantity: str) -> list[Lane]:
        """Return the strip of a layer's units, and the norm of the slope by all of them at every step."""
        values = self._values(layer)
        shown = values.get(quantity)
        if shown is None or shown.ndim != 2:
            return []
        chosen = self.selection.chosen
        size = float(np.abs(shown[np.isfinite(shown)]).max(initial=0.0))
        gate = quantity.endswith("_gate")
        size = (size or 1.0) if quantity == SLOPE else max(1.0, size)
        found: list[Lane] = [
            Heat(
                self.tr("{0} of layer {1}, unit by unit").format(self._called(quantity), layer + 1),
                tuple(str(i + 1) for i in range(shown.shape[1])),
                shown.T,
                0.0 if gate else -size,
                1.0 if gate else size,
                Theme.ink if gate else full,
                units=True,
                chosen=chosen.unit if chosen.layer == layer else None,
            )
        ]
        slopes = values.get(SLOPE, values.get("da"))
        if slopes is not None and slopes.ndim == 2:
            with np.errstate(all="ignore"):
                norms = np.linalg.norm(slopes.astype(float), axis=1)
            self._axis = spanned(norms, self._axis)
            symbol = "‖∂L/∂h‖" if SLOPE in values else "‖∂L/∂a‖"
            found.append(Norms(symbol, norms, *self._axis, from_end=not reading.targets.every_step))
        return found


def _fill(choice: QComboBox, items: list[tuple[str, Any]], last: bool = False) -> None:
    """Offer these, and keep what is chosen; at first that is the first, or the last."""
    shown = [(choice.itemText(i), choice.itemData(i)) for i in range(choice.count())]
    if shown == items:
        return
    before = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    for text, data in items:
        choice.addItem(text, data)
    kept = [data for _, data in items]
    choice.setCurrentIndex(kept.index(before) if before in kept else len(items) - 1 if last else 0)
    choice.blockSignals(False)

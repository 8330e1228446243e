"""The sequence view: one sample over time, a layer's states, and the slope with respect to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from playground.engine.activations.base import Array
from playground.experiment.edits import keeps_weights
from playground.experiment.experiment import Experiment
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.sampled import SampleRows
from playground.gui.network.selection import Chosen, Selection
from playground.gui.sequences.canvas import TimeCanvas
from playground.gui.sequences.inside import called, norms, quantities, strip
from playground.gui.sequences.reading import Reading
from playground.gui.theme import Theme
from playground.gui.views.view import RIGHT, View
from playground.gui.widgets.controls import TinyButton, combo_box, label, side_by_side
from playground.gui.widgets.layouts import scroll_area
from playground.gui.widgets.plain_text import plain
from playground.gui.widgets.themed import apply_theme
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.one_sample import OneSample, SampleActivity


class SequenceView(View):
    """Inputs, targets and outputs over time; below them what a layer holds, and how far slopes reach back."""

    kind = "sequence"
    title = "Sequence"
    about = (
        "One sample over time: what goes in and comes out, hidden states, and how far back the loss reaches"
    )
    area = RIGHT
    of_data = True
    of_samples = True
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
        self._rows: SampleRows | None = None
        self._titles: list[str] = []
        self._axis: tuple[int, int] | None = None
        self.activity: SampleActivity | None = None
        """What is shown."""
        self.layer = combo_box(self.tr("Layer"))
        self.quantity = combo_box(self.tr("What is shown of its units"))
        for choice in (self.layer, self.quantity):
            choice.setToolTip(plain(choice.accessibleName()))
            choice.currentIndexChanged.connect(lambda _: self._choose())
        self.before = TinyButton("left", self.tr("Previous sample"))
        self.after = TinyButton("right", self.tr("Next sample"))
        self.which = label(look="quiet")
        for button, by in ((self.before, -1), (self.after, 1)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, by=by: self._walk(by))
        self.canvas = TimeCanvas(theme)
        self.canvas.picked.connect(self._pick)
        self.canvas.moved.connect(selection.point_at)
        selection.time_step_changed.connect(lambda: self.canvas.light(selection.time_step))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll_area(self.canvas))
        selection.sample_changed.connect(self._ask)
        selection.changed.connect(self._follow)
        apply_theme(self, theme)

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        return super().suits(experiment) and len(experiment.inputs_shape) == 2

    def tools(self) -> Sequence[QWidget]:
        return side_by_side(self.before, self.which, self.after), self.layer, self.quantity

    @property
    def requests(self) -> Sequence[Request[Any]]:
        asked = self._asked
        return () if asked is None else (asked,)

    @property
    def _asked(self) -> OneSample | None:
        return None if self._rows is None else OneSample(int(self._rows.rows[self._place]))

    @property
    def _place(self) -> int:
        """Where the sample in sight is among all."""
        return 0 if self._rows is None else self._rows.place_of(self.selection.sample) or 0

    def show_experiment(self, experiment: Experiment) -> None:
        before = self._experiment
        if before is None or not keeps_weights(before, experiment):
            self.activity = None  # what is drawn stays until another network's frame comes
        if not self.suits(experiment):
            self._experiment = self._reading = self._rows = None
            return
        self._experiment, self._reading = experiment, Reading(experiment)
        self._rows = SampleRows.every(experiment)
        self._titles = layer_titles(experiment)
        self._name_sample()

    def show_frame(self, frame: Frame) -> None:
        asked, reading = self._asked, self._reading
        activity = frame.answer(asked) if asked is not None else None
        if activity is None or reading is None:
            return
        if activity.inputs.ndim != 2 or activity.inputs.shape[1] != reading.features:
            return  # of another experiment
        self.activity, self._reading = activity, reading.over(len(activity.inputs))
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
        self.requests_changed.emit()

    def _name_sample(self) -> None:
        """Say which sample is in sight, and of which part."""
        if self._rows is not None:
            self.which.setText(self._rows.called(self._place))

    def _walk(self, by: int) -> None:
        if self._rows is not None:
            self.selection.show_sample(int(self._rows.rows[(self._place + by) % len(self._rows)]))

    def _pick(self, unit: int, step: int) -> None:
        layer = self.layer.currentData()
        if layer is not None:
            self.selection.look_at(int(layer), unit, step=step)

    def _choose(self) -> None:
        """Show another layer, or something else of it."""
        self._axis = None
        self._offer()
        self._draw()

    def _follow(self, chosen: Chosen) -> None:
        """Show the layer in which a unit was chosen, if it has numbers at every step."""
        at = self.layer.findData(chosen.layer)
        if chosen.unit is not None and at >= 0 and at != self.layer.currentIndex():
            self.layer.setCurrentIndex(at)  # which draws
        else:
            self._draw()

    def _offer(self) -> None:
        """Offer the layers that have numbers at every step, and what there is of the one that is shown."""
        steps = 0 if self._reading is None else self._reading.steps
        found = [i for i in range(len(self._titles) - 1) if quantities(self._values(i), steps)]
        _fill(self.layer, [(self._titles[i], i) for i in found], last=True)
        layer = self.layer.currentData()
        names = [] if layer is None else quantities(self._values(int(layer)), steps)
        _fill(self.quantity, [(called(name), name) for name in names])
        self.layer.setVisible(len(found) > 1)
        self.quantity.setVisible(len(names) > 1)

    def _values(self, layer: int) -> dict[str, Array]:
        activity = self.activity
        return dict(activity.layers[layer]) if activity is not None and layer < len(activity.layers) else {}

    def _draw(self) -> None:
        reading, activity, layer = self._reading, self.activity, self.layer.currentData()
        if reading is None or activity is None:
            return
        lanes = reading.lanes(activity)
        if layer is not None:
            values, chosen = self._values(int(layer)), self.selection.chosen
            unit = chosen.unit if chosen.layer == layer else None
            quantity = str(self.quantity.currentData())
            held = strip(values, quantity, int(layer), unit)
            slopes = norms(values, quantity, self._axis, from_end=not reading.targets.every_step)
            self._axis = None if slopes is None else (slopes.low, slopes.high)
            lanes += [each for each in (held, slopes) if each is not None]
        self.canvas.show_lanes(lanes, reading.steps)


def _fill(choice: QComboBox, items: list[tuple[str, Any]], last: bool = False) -> None:
    """Offer these, and keep what is chosen, unless that is the first, or the last: then it is so again."""
    shown = [(choice.itemText(i), choice.itemData(i)) for i in range(choice.count())]
    if shown == items:
        return
    usual = choice.currentIndex() == (len(shown) - 1 if last else 0)
    before = None if usual else choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    for text, data in items:
        choice.addItem(text, data)
    kept = [data for _, data in items]
    choice.setCurrentIndex(kept.index(before) if before in kept else len(items) - 1 if last else 0)
    choice.blockSignals(False)

"""The way between a recurrent network as it is and the same unfolded through time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from playground.gui.network.canvas import Canvas
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.selection import Selection
from playground.gui.network.unfolded import Unfolded
from playground.gui.theme import Theme
from playground.gui.widgets.controls import named

KEYS = (
    ("U", "Unfold a recurrent network through time, or fold it again"),
    ("Arrows", "Unfolded: go from step to step, and from unit to unit"),
    ("Enter", "Unfolded: open the unit at the step in the microscope"),
)


class Unfolding(QObject):
    """Shows one of the two where the network is; the button is there for networks that hand on a state."""

    opening = Signal()
    """A unit at a step is about to be chosen, to be opened."""

    def __init__(self, place: QWidget, canvas: Canvas, theme: Theme, selection: Selection) -> None:
        super().__init__(place)
        self._canvas, self._selection = canvas, selection
        self.unfolded = Unfolded(theme)
        self.unfolded.pointed.connect(selection.point_at)
        self.unfolded.opened.connect(self._open)
        selection.time_step_changed.connect(lambda: self.unfolded.light(selection.time_step))
        self.button = named(QToolButton(), "chip")
        self.button.setText(self.tr("Unfold"))
        self.button.setToolTip(self.tr("Show a copy of the network for every step (U)"))
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.toggled.connect(self._show)
        self.button.hide()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(canvas)
        layout.addWidget(self.unfolded)

    def show_network(self, numbers: NetworkNumbers) -> None:
        """Offer it for a network that hands something on from step to step."""
        links = (each for wiring in numbers.diagram.wirings for each in wiring.links)
        recurrent = len(numbers.experiment.inputs_shape) == 2 and any(each.recurrent for each in links)
        self.button.setVisible(recurrent)
        if not recurrent:
            self.button.setChecked(False)

    def press(self, key: int) -> bool:
        """Take the key that unfolds, if there is anything to unfold."""
        if key != Qt.Key.Key_U or self.button.isHidden():
            return False
        self.button.toggle()
        return True

    def _show(self, unfolded: bool) -> None:
        focused = self._canvas.hasFocus() or self.unfolded.hasFocus()
        self._canvas.setVisible(not unfolded)
        self.unfolded.setVisible(unfolded)
        if focused:
            (self.unfolded if unfolded else self._canvas).setFocus()

    def _open(self, layer: int, unit: int, step: int) -> None:
        self.opening.emit()
        self._selection.look_at(layer, unit, step=step)

"""Numbers of the network that are selected, and what the person does with them."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from PySide6.QtCore import QObject, QPoint, Signal

from playground.gui.network.canvas import Canvas, Spot
from playground.gui.network.number_field import NumberField
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.selection_bar import SelectionBar
from playground.worker.messages import Write

PERTURBATION = 0.1
"""The standard deviation of what Perturb adds."""


class Editing(QObject):
    """Sets, zeroes, perturbs, freezes and thaws the numbers at some spots of a canvas."""

    edited = Signal(object)
    """Another experiment: other numbers are frozen."""
    wrote = Signal(object, object, str)
    """A Write with the numbers before, one with those after, and its name."""
    changed = Signal()
    """Other spots are selected."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._reading: NetworkNumbers | None = None
        self.selected: frozenset[Spot] = frozenset()
        self.field, self.bar = NumberField(canvas), SelectionBar(canvas)
        self._edited: int | None = None  # the place that the field asks about
        self._random = np.random.default_rng()
        self.bar.zeroed.connect(lambda: self._change(self.tr("zeroing"), lambda value: 0.0))
        self.bar.perturbed.connect(lambda: self._change(self.tr("perturbing"), self._perturbed))
        self.bar.frozen.connect(lambda: self._freeze(lambda frozen, places: frozen | places))
        self.bar.thawed.connect(lambda: self._freeze(lambda frozen, places: frozen - places))
        self.field.entered.connect(self._enter)

    def show_reading(self, reading: NetworkNumbers, same: bool) -> None:
        """Take another reading; what is selected stays if it is of the same network."""
        self._reading = reading
        if not same:
            self.field.leave()
        self.select(self.selected if same else ())

    def select(self, spots: Collection[Spot]) -> None:
        """Offer what can be done with the numbers at these spots."""
        reading = self._reading
        if reading is not None:
            places = {spot: reading.place(spot) for spot in spots}
            self.selected = frozenset(spot for spot, place in places.items() if place is not None)
            self.bar.show_selection(len(self.selected), len(reading.frozen & set(self._places())))
            self.changed.emit()

    def ask(self, spot: Spot | None, where: QPoint) -> None:
        """Offer the same as a menu, of a spot and what is selected with it."""
        if spot is not None and spot not in self.selected:
            self.select(frozenset({spot}))
        if self.selected:
            self.bar.ask(where)

    def open(self, spot: Spot) -> bool:
        """Ask for another number at a spot, a link's weight or a unit's bias; return whether there is one."""
        reading = self._reading
        place = None if reading is None else reading.place(spot)
        value = None if reading is None or place is None else reading.value(place)
        if reading is None or value is None:
            return False
        self._edited = place
        self.field.ask(reading.number_name(spot), value, self._canvas.point_of(spot))
        return True

    def _places(self) -> list[int]:
        found = [self._reading.place(spot) for spot in self.selected] if self._reading is not None else []
        return sorted(place for place in found if place is not None)

    def _change(self, verb: str, rule: Callable[[float], float]) -> None:
        """Change every number that is selected by a rule."""
        places, reading = self._places(), self._reading
        if reading is not None and reading.inside is not None:
            values = {place: rule(float(reading.inside.parameters[place])) for place in places}
            self._write(values, self.tr("{0} {1} parameters").format(verb, len(places)))

    def _perturbed(self, value: float) -> float:
        return value + PERTURBATION * float(self._random.standard_normal())

    def _freeze(self, rule: Callable[[set[int], set[int]], set[int]]) -> None:
        if self._reading is not None:
            experiment = self._reading.experiment
            frozen = rule(set(experiment.frozen), set(self._places()))
            self.edited.emit(experiment.changed(frozen=tuple(sorted(frozen))))

    def _enter(self, value: float) -> None:
        if self._edited is not None:
            self._write({self._edited: value}, self.field.name)

    def _write(self, values: dict[int, float], text: str) -> None:
        """Write numbers into the network by their places, so that it can be undone."""
        reading = self._reading
        if reading is None or reading.inside is None:
            return
        places = tuple(values)
        before = tuple(float(reading.inside.parameters[place]) for place in places)
        after = tuple(values.values())
        if before != after:
            self.wrote.emit(Write(places, before), Write(places, after), text)

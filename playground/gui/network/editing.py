"""Numbers of the network that are selected, and what the person does with them."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from PySide6.QtCore import QObject, QPoint, Signal

from playground.gui.network.canvas import Canvas, Spot
from playground.gui.network.facts import NetworkFacts
from playground.gui.network.number_field import NumberField
from playground.gui.network.selection_bar import SelectionBar
from playground.gui.network.tiles import Off, Tile
from playground.worker.messages import SetParameters

PERTURBATION = 0.1
"""The standard deviation of what Perturb adds."""


class Editing(QObject):
    """Sets, zeroes, perturbs, freezes and thaws the numbers at some spots of a canvas; switches inputs."""

    edited = Signal(object)
    """Another experiment: with other inputs or layers, or with other numbers frozen."""
    numbers_edited = Signal(object, object, str)
    """A SetParameters with the numbers before, one with those after, and its name."""
    changed = Signal()
    """Other spots are selected."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._facts: NetworkFacts | None = None
        self.selected: frozenset[Spot] = frozenset()
        self.field, self.bar = NumberField(canvas), SelectionBar(canvas)
        self._edited: Spot | None = None  # what the field asks about
        self._random = np.random.default_rng()
        self.bar.zeroed.connect(lambda: self._change(self.tr("zeroing"), lambda value: 0.0))
        self.bar.perturbed.connect(lambda: self._change(self.tr("perturbing"), self._perturbed))
        self.bar.frozen.connect(lambda: self._freeze(lambda frozen, places: frozen | places))
        self.bar.thawed.connect(lambda: self._freeze(lambda frozen, places: frozen - places))
        self.field.entered.connect(self._enter)
        canvas.rectangle_selected.connect(lambda links: self.select(self.selected | set(links)))
        canvas.menu_requested.connect(self.ask)

    def show_network(self, facts: NetworkFacts, same: bool) -> None:
        """Take another experiment's; what is selected stays if it is of the same network."""
        self._facts = facts
        if not same:
            self.field.leave()
        self.select(self.selected if same else ())

    def select(self, spots: Collection[Spot]) -> None:
        """Offer what can be done with the numbers at these spots."""
        if self._facts is not None:
            numbers = self._facts.numbers
            self.selected = frozenset(spot for spot in spots if len(numbers.places(spot)))
            places = self._places()
            self.bar.show_selection(len(places), len(numbers.frozen.intersection(places)))
            self.changed.emit()

    def ask(self, spot: Spot | None, where: QPoint) -> None:
        """Offer the same as a menu, of a spot and what is selected with it."""
        if spot is not None and spot not in self.selected:
            self.select(frozenset({spot}))
        if self.selected:
            self.bar.ask(where)

    def open(self, spot: Spot) -> bool:
        """Ask for another number at a spot, a link's or a unit's bias; return whether there is one."""
        facts = self._facts
        places = () if facts is None else facts.numbers.places(spot)
        value = None if facts is None or not len(places) else facts.numbers.value(np.asarray(places))
        if facts is None or value is None:
            return False
        self._edited = spot
        self.field.ask(facts.number_name(spot), value, self._canvas.point_of(spot))
        return True

    def switch(self, spot: Tile | Off) -> None:
        """Switch an input on or off."""
        if self._facts is not None:
            numbers = self._facts.numbers
            self.edited.emit(numbers.experiment.changed(features=numbers.inputs.switched(spot)))

    def remove(self, layer: int) -> None:
        """Remove a layer, if it is a hidden one."""
        experiment = None if self._facts is None else self._facts.numbers.experiment
        if experiment is not None and 0 <= layer < len(layers := experiment.layers):
            self.edited.emit(experiment.changed(layers=layers[:layer] + layers[layer + 1 :]))

    def _places(self) -> list[int]:
        if self._facts is None:
            return []
        numbers = self._facts.numbers
        return sorted({place for spot in self.selected for place in numbers.places(spot).tolist()})

    def _change(self, verb: str, rule: Callable[[float], float]) -> None:
        """Change every number that is selected by a rule."""
        places, inside = self._places(), None if self._facts is None else self._facts.numbers.inside
        if inside is not None:
            values = {place: rule(float(inside.parameters[place])) for place in places}
            self._write(values, self.tr("{0} {1} parameters").format(verb, len(places)))

    def _perturbed(self, value: float) -> float:
        return value + PERTURBATION * float(self._random.standard_normal())

    def _freeze(self, rule: Callable[[set[int], set[int]], set[int]]) -> None:
        if self._facts is not None:
            experiment = self._facts.numbers.experiment
            frozen = rule(set(experiment.frozen), set(self._places()))
            self.edited.emit(experiment.changed(frozen=tuple(sorted(frozen))))

    def _enter(self, value: float) -> None:
        if self._edited is not None and self._facts is not None:
            numbers = self._facts.numbers
            self._write(numbers.changed(numbers.places(self._edited), value), self.field.name)

    def _write(self, values: dict[int, float], text: str) -> None:
        """Write numbers into the network by their places, so that it can be undone."""
        inside = None if self._facts is None else self._facts.numbers.inside
        if inside is None:
            return
        places = tuple(values)
        before = tuple(float(inside.parameters[place]) for place in places)
        after = tuple(values.values())
        if before != after:
            self.numbers_edited.emit(SetParameters(places, before), SetParameters(places, after), text)

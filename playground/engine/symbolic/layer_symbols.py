"""One layer's numbers for one sample, as the symbols of its formulas."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import Line, Node, Symbol, symbol

Place = tuple[int, ...]
"""Where a number is in the shape that it belongs to, counted from 0."""


class Letter(NamedTuple):
    """How one of a layer's values or parameters is written, and what it is, in a sentence."""

    letter: str
    means: str
    by: str = ""
    """Of a slope: the name of what it is the loss's derivative by."""


INPUT = Letter("x", "An input of the network.")
BELOW = Letter("a", "The output of a unit of the layer before.")
OUTPUT = Letter("a", "The output of a unit.")
SLOPE = "The derivative of the loss with respect to a unit's output."


@dataclass(frozen=True, eq=False)
class LayerSymbols:
    """What a layer's formulas are made of: its numbers for one sample, each as a symbol that knows its node.

    Places count from 0 here and from 1 in symbols. A place has as many numbers as the shape that it is in.
    """

    position: int
    """Which layer it is, from 1."""
    inputs_shape: Shape
    shape: Shape
    """Of its outputs."""
    values: Mapping[str, Any]
    """The layer's handles by name, each (batch, numbers) in the order of their shape, or (batch, *shape)."""
    parameters: Mapping[str, Any]
    """Its parameters by name: ``weight`` (inputs, units), ``bias`` (units,) ..."""
    row: int
    """Which sample of the batch."""
    sample: int | None
    """What that sample is called, or None where nothing else could be meant."""
    letters: Mapping[str, Letter]
    """How the layer writes its values and parameters."""
    _made: dict[tuple[str, Place], Symbol] = field(default_factory=dict, init=False, repr=False)
    """What has been asked for: a chain through time names every symbol many times."""

    @property
    def input_places(self) -> list[Place]:
        """Where the layer has inputs."""
        return list(np.ndindex(*self.inputs_shape))

    @property
    def places(self) -> list[Place]:
        """Where it has outputs."""
        return list(np.ndindex(*self.shape))

    def x(self, place: Place) -> Symbol:
        """Return one input: an output of the layer below."""
        return self._once("x", place, self._input)

    def value(self, name: str, place: Place) -> Symbol:
        """Return a value at one place: ``z``, ``a``, ``mask`` ...; a mean over the batch has none."""
        return self._once(name, place, self._value)

    def parameter(self, name: str, index: Place) -> Symbol:
        """Return one parameter."""
        return self._once(name, index, self._parameter)

    def _once(self, name: str, place: Place, make: Callable[[str, Place], Symbol]) -> Symbol:
        """Return the symbol of a name at a place: values and parameters have names of their own."""
        made = self._made.get((name, place))
        if made is None:
            made = self._made[name, place] = make(name, place)
        return made

    def _input(self, name: str, place: Place) -> Symbol:
        below = {"layer": self.position - 1} if self.position > 1 else {}
        letter = BELOW if self.position > 1 else INPUT
        found = self._at(self.values[name], place, self.inputs_shape)
        return self._symbol(letter, found, place, Node(self.position - 1, "a", place), below)

    def _value(self, name: str, place: Place) -> Symbol:
        array = self.values[name]
        count = math.prod(self.shape)
        own = math.prod(array.shape[1:]) > 1 or count == 1
        found = self._at(array, place, self.shape)
        node = Node(self.position, name, place)
        return self._symbol(
            self._letter(name),
            found,
            place if own else None,
            node,
            {"layer": self.position},
            one=array.shape[0] == 1,
        )

    def slope(self, place: Place) -> Symbol:
        """Return the loss's derivative with respect to the output at a place."""
        return replace(self.value("da", place), letter=OUTPUT.letter, of="L", means=SLOPE)

    def with_respect_to(self, slope: Node) -> Symbol:
        """Return what a slope is the loss's derivative by; its number is NaN where the layer keeps none."""
        name = "a" if slope.name == "da" else self._letter(slope.name).by
        if name in self.values:
            return self.value(name, slope.index)
        letter, means, _ = self._letter(name)
        around = {"layer": self.position, "sample": self.sample, "means": means, "node": slope}
        return symbol(letter, math.nan, one_based(slope.index), **around)

    def every(self, name: str) -> list[Symbol]:
        """Return one value at all places."""
        return [self.value(name, place) for place in self.places]

    def _parameter(self, name: str, index: Place) -> Symbol:
        letter, means, _ = self._letter(name)
        found, node = self.parameters[name][index], Node(self.position, name, index)
        return symbol(letter, found, one_based(index), layer=self.position, means=means, node=node)

    def line(self, name: str, place: Place, term: Any, note: str) -> Line:
        """Return the line for a value at a place."""
        return Line(self.value(name, place), term, note)

    def _symbol(
        self,
        letter: Letter,
        value: Any,
        place: Place | None,
        node: Node,
        around: dict[str, Any],
        one: bool = False,
    ) -> Symbol:
        index = "" if place is None else one_based(place)
        sample = None if one else self.sample
        return symbol(letter.letter, value, index, sample=sample, means=letter.means, node=node, **around)

    def _letter(self, name: str) -> Letter:
        return self.letters.get(name, Letter(name, ""))

    def _at(self, array: Any, place: Place, shape: Shape) -> Any:
        rows = np.asarray(array)
        row = rows[self.row if len(rows) > 1 else 0]
        if row.size == 1:
            return row.reshape(())[()]
        return (row.reshape(shape) if row.ndim == 1 else row)[place]


@lru_cache(1 << 14)  # a chain through time names each place many times
def one_based(place: Place) -> str:
    """Return a place as the index of a symbol, counted from 1."""
    return ",".join(str(each + 1) for each in place)

"""One layer's numbers for one sample, as the symbols of its formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from playground.engine.formulas import Line, Symbol, symbol


class Letter(NamedTuple):
    """How one of a layer's values or parameters is written, and what it is, in a sentence."""

    letter: str
    means: str


INPUT = Letter("x", "An input of the network.")
BELOW = Letter("a", "The output of a unit of the layer before.")
OUTPUT = Letter("a", "The output of a unit.")
SLOPE = "The slope of the loss by a unit's output."


@dataclass(frozen=True, eq=False)
class Reading:
    """What a layer's formulas are made of; units and inputs are counted from 0 here and from 1 in symbols."""

    position: int
    """Which layer it is, from 1."""
    values: Mapping[str, Any]
    """The layer's handles by name, each (batch, units)."""
    parameters: Mapping[str, Any]
    """Its parameters by name: ``weight`` (inputs, units), ``bias`` (units,) ..."""
    row: int
    """Which sample of the batch."""
    sample: int | None
    """What that sample is called, or None where nothing else could be meant."""
    letters: Mapping[str, Letter]
    """How the layer writes its values and parameters."""

    @property
    def units(self) -> int:
        """How many units the layer has."""
        return int(self.values["a"].shape[1])

    @property
    def inputs(self) -> int:
        """How many inputs it has."""
        return int(self.values["x"].shape[1])

    def x(self, unit: int) -> Symbol:
        """Return one input: what the layer below says."""
        below = {"layer": self.position - 1} if self.position > 1 else {}
        letter = BELOW if self.position > 1 else INPUT
        return self._symbol(letter, self._at(self.values["x"], self.row, unit), unit, below)

    def value(self, name: str, unit: int) -> Symbol:
        """Return one value of a unit: ``z``, ``a``, ``mask`` ...; a mean over the batch is nobody's own."""
        found = self.values[name]
        return self._symbol(
            self._letter(name),
            self._at(found, self.row, unit),
            unit if found.shape[1] > 1 or self.units == 1 else None,
            {"layer": self.position},
            one=found.shape[0] == 1,
        )

    def slope(self, unit: int) -> Symbol:
        """Return the loss's derivative by what a unit says."""
        return replace(self.value("da", unit), letter=OUTPUT.letter, of="L", means=SLOPE)

    def every(self, name: str) -> list[Symbol]:
        """Return one value of all units."""
        return [self.value(name, unit) for unit in range(self.units)]

    def parameter(self, name: str, *index: int) -> Symbol:
        """Return one parameter."""
        places = ",".join(str(place + 1) for place in index)
        letter, means = self._letter(name)
        return symbol(letter, self.parameters[name][index], places, layer=self.position, means=means)

    def line(self, name: str, unit: int, term: Any, note: str) -> Line:
        """Return the line for a value of a unit."""
        return Line(self.value(name, unit), term, note)

    def _symbol(
        self, letter: Letter, value: Any, unit: int | None, around: dict[str, Any], one: bool = False
    ) -> Symbol:
        index = "" if unit is None else str(unit + 1)
        sample = None if one else self.sample
        return symbol(letter.letter, value, index, sample=sample, means=letter.means, **around)

    def _letter(self, name: str) -> Letter:
        return self.letters.get(name, Letter(name, ""))

    def _at(self, array: Any, row: int, unit: int) -> Any:
        rows, units = array.shape
        return np.asarray(array)[row if rows > 1 else 0, unit if units > 1 else 0]

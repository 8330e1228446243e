"""What is known of a table whose file is not here: its columns, how they are scaled, what is predicted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from playground.data.coordinates import Coordinates
from playground.data.formula import INPUTS
from playground.data.outline import Outline
from playground.data.samples import Points
from playground.data.tables.preparation import Preparation
from playground.data.targets import writing
from playground.data.targets.base import Targets
from playground.files import strict_json


@dataclass(frozen=True, eq=False)
class TableOutline(Outline):
    """How the columns of a table become inputs, and which columns are predicted, as what: no sample."""

    preparation: Preparation
    targets: Targets
    names: tuple[str, ...]
    """The columns that are predicted."""
    decimal: str = "automatic"
    """The decimal sign of the table: it settles what another one leaves open."""
    units: tuple[str, ...] = ()
    """What stands behind the numbers of the columns that are predicted, where that is known."""

    def described(self) -> str:
        told = {"targets": list(self.names), "decimal": self.decimal, "units": list(self.units)}
        return json.dumps({**self.preparation.described(), **told, **writing.described(self.targets)})

    @classmethod
    def recalled(cls, text: str) -> Self:
        try:
            plain = strict_json.parse(text)
            names, targets = writing.words(plain["targets"]), writing.recalled(plain)
            if targets.every_step:
                raise ValueError("a table has no steps")
            if len(names) != (1 if targets.decides else targets.units):
                raise ValueError("not as many columns as targets")
            decimal = plain.get("decimal", "automatic")
            if decimal not in ("automatic", "point", "comma"):
                raise ValueError("not a decimal sign")
            units = writing.words(plain.get("units", []))
            if len(units) not in (0, len(names)):
                raise ValueError("not a unit for each target")
            return cls(Preparation.recalled(plain), targets, names, decimal, units)
        except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise ValueError("not what is known of a table") from error

    def agrees(self, other: Outline) -> bool:
        if isinstance(other, TableOutline):  # how a file was written is another matter
            other = replace(other, decimal=self.decimal, units=self.units)
        return super().agrees(other)

    def points(self) -> Points:
        ready, count = self.preparation, len(self.targets.classes) or self.targets.units
        width = max(len(ready.names), 2)  # a single number lies on the axis
        names = (*ready.names, *("",) * (width - len(ready.names)))
        decides = self.targets.decides
        truth = np.zeros(0, np.intp) if decides else np.zeros((0, count) if count > 1 else 0)
        shape = (width,) if width > INPUTS else None
        none = Points(np.zeros((0, width)), truth, self.targets, names, None, shape, scales=ready.scales)
        return replace(none, plane=Coordinates.of_scaled(none.ends, ready.scales))

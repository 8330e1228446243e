"""What is known of a table whose file is not here: its columns, how they are scaled, what is predicted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from playground.data.coordinates import Coordinates
from playground.data.formula import INPUTS
from playground.data.samples import Points
from playground.data.tables.preparation import Preparation
from playground.data.targets.base import Targets
from playground.data.targets.classes import Classes
from playground.data.targets.values import Values


@dataclass(frozen=True, eq=False)
class Outline:
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
        """Return all of it as JSON; ``recalled`` reads it."""
        targets: dict[str, Any] = {"classes": list(self.targets.classes)}
        if isinstance(self.targets, Values):
            targets = {"values": list(self.targets.names), "scales": [*map(list, self.targets.scales)]}
        told = {"targets": list(self.names), "decimal": self.decimal, "units": list(self.units)}
        return json.dumps({**self.preparation.described(), **told, **targets})

    @classmethod
    def recalled(cls, text: str) -> Self:
        """Return what was described. Raises ValueError for anything else."""
        try:
            plain = json.loads(text)
            names, targets = _words(plain["targets"]), _targets(plain)
            if len(names) != (1 if targets.decides else targets.units):
                raise ValueError("not as many columns as targets")
            decimal = plain.get("decimal", "automatic")
            if decimal not in ("automatic", "point", "comma"):
                raise ValueError("not a decimal sign")
            units = _words(plain.get("units", []))
            if len(units) not in (0, len(names)):
                raise ValueError("not a unit for each target")
            return cls(Preparation.recalled(plain), targets, names, decimal, units)
        except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise ValueError("not what is known of a table") from error

    def points(self) -> Points:
        """Return its points, of which there are none."""
        ready, count = self.preparation, len(self.targets.classes) or self.targets.units
        width = max(len(ready.names), 2)  # a single number lies on the axis
        names = (*ready.names, *("",) * (width - len(ready.names)))
        decides = self.targets.decides
        truth = np.zeros(0, np.intp) if decides else np.zeros((0, count) if count > 1 else 0)
        shape = (width,) if width > INPUTS else None
        none = Points(np.zeros((0, width)), truth, self.targets, names, None, shape, scales=ready.scales)
        return replace(none, plane=Coordinates.of_scaled(none.ends, ready.scales))


def _targets(plain: Mapping[str, Any]) -> Targets:
    if "classes" in plain:
        names = _words(plain["classes"])
        if not 2 <= len(names) == len(set(names)):
            raise ValueError("not classes")
        return Classes(len(names), names)
    values = Values(
        len(plain["values"]),
        _words(plain["values"]),
        scales=tuple((float(shift), float(unit)) for shift, unit in plain["scales"]),
    )
    if len(values.scales) not in (0, values.count) or not np.isfinite(np.array(values.scales)).all():
        raise ValueError("not values")
    return values


def _words(plain: Any) -> tuple[str, ...]:
    if not isinstance(plain, list) or not all(isinstance(each, str) for each in plain):
        raise ValueError("not a list of words")
    return tuple(plain)

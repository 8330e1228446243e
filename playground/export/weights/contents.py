"""What stands in a file of weights, before anybody knows whether it is a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.files.reasons import Unreadable
from playground.parts.text import name_of, shown

LARGEST = 150_000_000
"""How many bytes a file of weights may have, packed and unpacked."""
TEXTS = ("preset", "network", "figures", "data", "table")
"""What a file of ours says of its arrays, each in JSON: the experiment, the layers, how far it had come, and
what its data are like, which stood under table in earlier versions.
"""
Arrays = Mapping[str, npt.NDArray[Any]]


class BadWeights(Exception):
    """A file whose weights cannot be used; the text says why, in one line, which is all of ``lines``."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name_of(name)}: {reason}")
        self.lines = [reason]


@dataclass(frozen=True, eq=False)
class Contents:
    """Arrays by name, in the file's order, and the texts that say what they are, if there are any."""

    arrays: Arrays
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def outline(self) -> str:
        """What it says of the data, if anything."""
        return self.texts.get("data", self.texts.get("table", ""))

    def checked(self) -> Contents:
        """Return the same, if all arrays are finite numbers. Raises Unreadable."""
        for name, array in self.arrays.items():
            if array.dtype.kind not in "fiu":
                raise Unreadable(f"{shown(name)} has no numbers")
            if array.dtype.kind == "f" and not np.isfinite(array).all():
                raise Unreadable(f"{shown(name)} has a number that is not finite")
        return self

"""Putting the arrays of a file where they belong in a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.network import Network
from playground.engine.parameters import Shape
from playground.export.weights.contents import Arrays
from playground.files.reasons import Unreadable
from playground.parts.text import shown

FEW = 5
"""So many names are listed in a line."""


def fill(network: Network, arrays: Arrays) -> None:
    """Write the arrays of a file into a network. Raises Unreadable, and then nothing is written."""
    wanted = {name: array.shape for name, array in network.arrays().items()}
    check(wanted, arrays)
    for name, array in network.arrays().items():
        array[...] = arrays[name]


def check(wanted: Mapping[str, Shape], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """See that there are these arrays, and no others. Raises Unreadable."""
    missing = [name for name in wanted if name not in arrays]
    if missing:
        raise Unreadable(f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    extra = [name for name in arrays if name not in wanted]
    if extra:
        raise Unreadable(f"the network has no {_listed(extra)}")
    for name, shape in wanted.items():
        found = arrays[name].shape
        if found != shape:
            raise Unreadable(f"{shown(name)} is {sides(found)}; the network needs {sides(shape)}")


def sides(shape: Shape) -> str:
    """Return a shape as a message says it."""
    return " × ".join(map(str, shape)) or "a single number"


def fits(array: npt.NDArray[Any], dtype: np.dtype[Any]) -> bool:
    """Return whether numbers stay finite in a precision."""
    return (
        array.dtype.kind != "f"
        or array.dtype.itemsize <= dtype.itemsize
        or bool((np.abs(array) <= np.finfo(dtype).max).all())
    )


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return ", ".join(map(shown, names[:FEW])) + more

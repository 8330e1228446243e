"""Where in a network a number stands: ``1.weight[0,2]``, ``1.bias[2]``, ``1.unit[2]``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from playground.microscope.trace import Trace
from playground.parts import shown

ADDRESS = re.compile(r"(\d{1,4})\.([a-z_]+)\[(\d{1,6}(?:,\d{1,6})*)\]")


@dataclass(frozen=True)
class Place:
    """A parameter or a unit; layers count from 1 as in names of files, the rest from 0 as in arrays."""

    layer: int
    name: str
    """``weight`` [input, unit], ``bias`` [unit], ``scale`` or ``shift`` [unit], or ``unit`` [unit]."""
    index: tuple[int, ...]

    @property
    def unit(self) -> int:
        """The unit that it belongs to."""
        return self.index[-1]

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit, not a parameter."""
        return self.name == "unit"

    def __str__(self) -> str:
        return f"{self.layer}.{self.name}[{','.join(map(str, self.index))}]"


def place(trace: Trace, address: str) -> Place:
    """Read an address. Raises ValueError in one line where there is nothing."""
    found = ADDRESS.fullmatch(address) if len(address) < 200 else None
    if found is None:
        raise ValueError(f"{shown(address)} is not a place such as 1.weight[0,2], 1.bias[2] or 1.unit[2]")
    wanted = Place(int(found[1]), found[2], tuple(int(part) for part in found[3].split(",")))
    if not 1 <= wanted.layer <= len(trace.layers):
        raise ValueError(f"{address}: there are layers 1 to {len(trace.layers)}")
    layer = trace.layers[wanted.layer - 1]
    shapes = {name: view.shape for name, view in layer.named(trace.before).items()}
    shapes["unit"] = layer.values["a"].shape[1:]
    shape = shapes.get(wanted.name)
    if shape is None:
        raise ValueError(f"{address}: {layer.name} has {', '.join(shapes)}, but no {wanted.name}")
    inside = [index < size for index, size in zip(wanted.index, shape, strict=False)]
    if len(wanted.index) != len(shape) or not all(inside):
        last = ",".join(str(size - 1) for size in shape)
        raise ValueError(f"{address}: the last one is {wanted.layer}.{wanted.name}[{last}]")
    return wanted


def places(trace: Trace) -> list[Place]:
    """Return the place of every parameter, in the order of the flat arrays' names."""
    return [
        Place(position, name, index)
        for position, layer in enumerate(trace.layers, 1)
        for name, view in layer.named(trace.before).items()
        for index in np.ndindex(*view.shape)
    ]

"""Addresses, as a person types them: ``1.weight[0,2]``, ``1.bias[2]``, ``1.unit[2]``."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable

import numpy as np

from playground.engine.network import Network
from playground.engine.symbolic.expressions import Node
from playground.microscope.trace import Trace
from playground.parts.text import meant, shown

UNIT = "unit"
"""How an address names an output with all that leads to it."""
ADDRESS = re.compile(r"(\d{1,4})\.([a-z_]+)\[(\d{1,6}(?:,\d{1,6})*)\]")


def read(address: str) -> Node:
    """Return what an address names, in whatever network. Raises ValueError in one line."""
    found = ADDRESS.fullmatch(address) if len(address) < 200 else None
    if found is None:
        raise ValueError(f"{shown(address)} is not a place such as 1.weight[0,2], 1.bias[2] or 1.unit[2]")
    return Node(int(found[1]), found[2], tuple(int(part) for part in found[3].split(",")))


def node(trace: Trace, where: Node | str) -> Node:
    """Return the node that is meant, by itself or by its address. Raises ValueError where there is none."""
    wanted = read(where) if isinstance(where, str) else where
    if not 1 <= wanted.layer <= len(trace.layers):
        raise ValueError(f"{wanted}: there are layers 1 to {len(trace.layers)}")
    layer = trace.layers[wanted.layer - 1]
    shapes = {name: view.shape for name, view in layer.named(trace.before).items()}
    # A layer that hands on its last states alone has units at the earlier steps as well.
    inside = wanted.name == UNIT and len(wanted.index) == len(layer.state_shape)
    shapes[UNIT] = layer.state_shape if inside else layer.shape
    shape = shapes.get(wanted.name)
    if shape is None:
        raise ValueError(f"{wanted}: {layer.name} has no {wanted.name}{meant(wanted.name, list(shapes))}")
    within = [index < size for index, size in zip(wanted.index, shape, strict=False)]
    if len(wanted.index) != len(shape) or not all(within):
        last = ",".join(str(size - 1) for size in shape)
        raise ValueError(f"{wanted}: the last one is {wanted.layer}.{wanted.name}[{last}]")
    return wanted


def numbers(network: Network, addresses: Iterable[str]) -> dict[str, float]:
    """Return those of a network's parameters that stand at some addresses, by these."""
    views = [layout.views(network.parameters[0]) for layout in network.layouts]
    found = {}
    for address in addresses:
        with contextlib.suppress(ValueError, LookupError, TypeError):
            wanted = read(address)
            found[address] = float(dict(enumerate(views, 1))[wanted.layer][wanted.name][wanted.index])
    return found


def parameters(trace: Trace) -> list[Node]:
    """Return the node of every parameter, in the order of the flat arrays' names."""
    return [
        Node(position, name, index)
        for position, layer in enumerate(trace.layers, 1)
        for name, view in layer.named(trace.before).items()
        for index in np.ndindex(*view.shape)
    ]

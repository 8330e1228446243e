"""How the numbers of a network are laid out in a file: described once, and followed both ways.

A layout takes the arrays of every layer and returns those of the file, by turning, cutting and joining them.
Given a network's numbers it writes; given the places of these numbers instead, it says where each number of a
file belongs, and so it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.network import Network

AnyArray = npt.NDArray[Any]
ABSENT = 0
"""Where a number of a file belongs that stands for none of the network's; these are counted from 1."""


@dataclass(frozen=True, eq=False)
class LayerArrays:
    """The arrays of one layer by name: numbers to be written, or places to be read into."""

    named: Mapping[str, AnyArray]
    again: Callable[[AnyArray], AnyArray] = np.zeros_like
    """What stands in a file where the same numbers have a second array: 0 if written; read, it adds up."""

    def __getitem__(self, name: str) -> AnyArray:
        return self.named[name]

    def __contains__(self, name: str) -> bool:
        return name in self.named


Arrange = Callable[[Network, Sequence[LayerArrays]], dict[str, AnyArray]]


def ours(network: Network, layers: Sequence[LayerArrays]) -> dict[str, AnyArray]:
    """Return arrays as they are: ``01_dense/weight`` (inputs, units)."""
    return {
        f"{name}/{own}": array
        for name, layer in zip(network.names(), layers, strict=True)
        for own, array in layer.named.items()
    }


def numbers(network: Network) -> list[LayerArrays]:
    """Return the arrays of the first network's layers."""
    parameters, state = network.parameters[0], network.state[0]
    return [LayerArrays(each.views(parameters) | each.kept_views(state)) for each in network.layouts]


def places(network: Network) -> list[LayerArrays]:
    """Return where in the network each number stands: in its parameters, and behind them in its state."""
    end = 1 + network.parameters.shape[1]
    return [
        LayerArrays(
            {name: 1 + at for name, at in own.items()} | {name: end + at for name, at in kept.items()}, _same
        )
        for own, kept in zip(network.places(), network.kept_places(), strict=True)
    ]


def _same(array: AnyArray) -> AnyArray:
    return array


def put(network: Network, belongs: Sequence[tuple[AnyArray, AnyArray]]) -> None:
    """Write the numbers of arrays into the first network, each with the places where they belong.

    One that is too large for the network's precision is infinite there.
    """
    end = network.parameters.shape[1]
    flat = np.zeros(1 + end + network.state.shape[1], network.parameters.dtype)
    for array, where in belongs:
        with np.errstate(over="ignore"):
            cast = array.ravel().astype(flat.dtype)
        np.add.at(flat, where.ravel(), cast)
    network.parameters[0], network.state[0] = flat[1 : 1 + end], flat[1 + end :]

"""What a picture of a layer consists of: groups of numbers on both sides, and links between the groups."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from playground.engine.parameters import Parameter, Role, Shape

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Groups:
    """What of an edge is drawn as one thing: a unit, whatever the time, or a channel of an image."""

    shape: Shape
    called: str
    """What one of them is called."""
    of: Places
    """(numbers,): the group of each number of a flat row, counted from 0."""

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.of[-1]) + 1 if len(self.of) else 0

    @property
    def single(self) -> bool:
        """Whether every group is one number."""
        return self.count == len(self.of)

    def at(self, place: tuple[int, ...]) -> int:
        """Return the group of the number at a place of the shape."""
        return int(self.of[np.ravel_multi_index(place, self.shape)])

    def last(self, group: int) -> int:
        """Return the last number of a group in a flat row: of a sequence, what all time steps have led to."""
        return int(np.flatnonzero(self.of == group)[-1])

    def place(self, number: int) -> tuple[int, ...]:
        """Return where in the shape a number of a flat row is."""
        return tuple(int(i) for i in np.unravel_index(number, self.shape))


MOST_UNITS = 128
"""So many units of an edge are drawn one by one; more are one group."""


def groups(shape: Shape) -> Groups:
    """Return what is drawn of an edge over which such a shape flows."""
    match shape:
        case (units,) if units > MOST_UNITS:
            return Groups(shape, "units", np.zeros(units, np.intp))
        case (units,):
            return Groups(shape, "unit", np.arange(units))
        case (time, units):
            return Groups(shape, "unit", np.tile(np.arange(units), time))
    return Groups(shape, "channel", np.repeat(np.arange(shape[0]), math.prod(shape[1:])))


@dataclass(frozen=True, eq=False)
class Links:
    """Links of one sort between the groups on a layer's sides, as arrays with a row for each."""

    source: Places
    """(links,): the group of inputs that each comes from ..."""
    target: Places
    """(links,): ... and the group of outputs that it leads to."""
    parameter: str | None = None
    """The name of the parameter whose numbers they are; None where numbers are only handed on ..."""
    numbers: Places = field(default_factory=lambda: np.empty((0, 0), np.intp))
    """(links, numbers): ... and which of its numbers, in its flat order, each link stands for."""
    recurrent: bool = False
    """Whether they come from the layer's own groups of outputs, a time step before."""


@dataclass(frozen=True, eq=False)
class Wiring:
    """What is drawn of one layer."""

    inputs: Groups
    outputs: Groups
    links: tuple[Links, ...]
    own: Mapping[str, Places]
    """By the names of parameters that are no links, kept ones among them: which of their numbers, in their
    flat order, belong to each group of outputs, (groups, numbers)."""

    @property
    def weighted(self) -> bool:
        """Whether links have numbers; where none has, the layer only shapes what passes through it."""
        return any(links.parameter is not None for links in self.links)


def wired(parameters: Mapping[str, Parameter], shape: Shape, outputs: Shape) -> Wiring:
    """Return what is drawn of a layer whose parameters lie as their roles say.

    A weight leads from what its first axis counts to what its last counts, and the axes between are numbers
    of one link, as are those of stacked arrays; with one axis, from each to its own. Anything else belongs to
    what its last axis counts, or to none in particular.
    """
    below, above = groups(shape), groups(outputs)
    weights = {name: each for name, each in parameters.items() if each.role.is_weight}
    links = tuple(_folded(_weights(name, each), below, above) for name, each in weights.items())
    own = {
        name: np.arange(each.size).reshape(-1, above.count).T
        for name, each in parameters.items()
        if name not in weights
        and each.shape[-1] in (above.count * each.stacked, len(above.of) * each.stacked)
    }
    return Wiring(below, above, links or (_handed_on(below, above),), own)


def _weights(name: str, parameter: Parameter) -> Links:
    if len(parameter.shape) == 1:
        each = np.arange(parameter.size)
        return Links(each, each, name, each[:, None])
    sources, *middle, last = parameter.shape
    between, targets = math.prod(middle) * parameter.stacked, last // parameter.stacked
    numbers = np.moveaxis(np.arange(parameter.size).reshape(sources, between, targets), 1, 2)
    return Links(
        np.repeat(np.arange(sources), targets),
        np.tile(np.arange(targets), sources),
        name,
        numbers.reshape(sources * targets, between),
        recurrent=parameter.role is Role.RECURRENT_WEIGHT,
    )


def _folded(links: Links, below: Groups, above: Groups) -> Links:
    """Return links between units as links between groups, where many units are one group."""
    source, target = links.source, links.target
    sides = [(source, above if links.recurrent else below), (target, above)]
    if all(group.count > 1 or group.single for _, group in sides):
        return links
    first, second = (np.zeros_like(ends) if group.count == 1 else ends for ends, group in sides)
    pairs, which = np.unique(np.stack([first, second], axis=1), axis=0, return_inverse=True)
    order = np.argsort(which.ravel(), kind="stable")
    numbers = links.numbers[order].reshape(len(pairs), -1)
    return replace(links, source=pairs[:, 0], target=pairs[:, 1], numbers=numbers)


def _handed_on(below: Groups, above: Groups) -> Links:
    """Return the links of a layer without weights: each number goes to its own place, or else each group."""
    if len(below.of) == len(above.of):
        pairs = np.unique(np.stack([below.of, above.of], axis=1), axis=0)
    else:
        pairs = np.repeat(np.arange(min(below.count, above.count))[:, None], 2, axis=1)
    return Links(pairs[:, 0], pairs[:, 1])

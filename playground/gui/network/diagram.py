"""A network as it is drawn: columns of groups, links between them, and where all their numbers stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from playground.engine.network import Network
from playground.engine.parameters import Role
from playground.engine.wiring import Places, Wiring, groups
from playground.gui.network.blocks import Blocks
from playground.gui.network.tiles import Tile

Index = tuple[int, ...]


class Link(NamedTuple):
    """What leads from an input of a layer to one of its units, or from unit to unit a moment later."""

    layer: int
    input: int
    unit: int
    sort: int = 0
    """Which of the layer's sorts of links it is of: between the same two there may be one of each."""


class LinkArrays:
    """All links of a network that have numbers, as arrays (links,) in the order of layers, inputs, units."""

    def __init__(self, layers: Sequence[tuple[Wiring, Mapping[str, Places]]]) -> None:
        """For each layer its wiring and the places of its parameters."""
        found = [
            (layer, sort, links, places[links.parameter].ravel()[links.numbers])
            for layer, (wiring, places) in enumerate(layers)
            for sort, links in enumerate(wiring.links)
            if links.parameter is not None
        ]
        self.layer = joined([np.full(len(links.source), layer) for layer, _, links, _ in found])
        """Which layer they lead into ..."""
        self.column = joined(
            [np.full(len(each.source), layer + each.recurrent) for layer, _, each, _ in found]
        )
        """... in which column they begin: that of the layer's inputs, or that of its own outputs ..."""
        self.source = joined([links.source for _, _, links, _ in found])
        self.target = joined([links.target for _, _, links, _ in found])
        """... and the group in that column, and in the layer's."""
        self.sort = joined([np.full(len(links.source), sort) for _, sort, links, _ in found])
        self.numbers = Blocks([numbers for _, _, _, numbers in found])
        """The places of their numbers."""

    def __len__(self) -> int:
        return len(self.layer)

    def link(self, row: int) -> Link:
        """Return the link in a row of the arrays."""
        return Link(*(int(each[row]) for each in (self.layer, self.source, self.target, self.sort)))

    def row(self, link: Link) -> int | None:
        """Return the row of a link, if there is one."""
        arrays = (self.layer, self.source, self.target, self.sort)
        same = [each == wanted for each, wanted in zip(arrays, link, strict=True)]
        rows = np.flatnonzero(np.logical_and.reduce(same))
        return int(rows[0]) if len(rows) else None


class Diagram:
    """What is drawn of a network."""

    def __init__(self, network: Network) -> None:
        pairs = list(zip(network.layers, network.shapes, strict=False))
        self.wirings = [layer.wiring(shape) for layer, shape in pairs]
        self.columns = [groups(shape) for shape in network.shapes]
        """The groups of the inputs, then of every layer's outputs ..."""
        self.widths = [column.count for column in self.columns]
        """... and how many there are."""
        self.slim = [layer for layer, wiring in enumerate(self.wirings) if not wiring.weighted]
        """The layers that have no links with numbers: they only shape what passes through them."""
        self.wires = [
            (layer, links)
            for layer, wiring in enumerate(self.wirings)
            for links in wiring.links
            if links.parameter is None
        ]
        """Links without numbers, each with the layer that they lead into."""
        self._places = network.places()
        self.links = LinkArrays(list(zip(self.wirings, self._places, strict=True)))
        kept = network.kept_places()
        every = [trained | own for trained, own in zip(self._places, kept, strict=True)]
        self._roles = [
            {name: each.role for name, each in layout.declared.items()} for layout in network.layouts
        ]
        self._own = [
            {name: places[name].ravel()[numbers] for name, numbers in wiring.own.items()}
            for wiring, places in zip(self.wirings, every, strict=True)
        ]
        self.biases = [Blocks(_beside(self._of(layer, Role.BIAS))) for layer in range(len(self.wirings))]
        """For each layer where the biases of its units stand."""
        self.kernels = [self._kernels(layer) for layer in range(len(self.wirings))]
        """For each layer where the kernels (height, width, filters) stand, if they see one channel alone."""

    def _kernels(self, layer: int) -> Places | None:
        if self.columns[layer].count > 1:
            return None
        roles = self._roles[layer].items()
        names = [name for name, role in roles if role is Role.KERNEL]
        return self._places[layer][names[0]][0] if names else None

    def own(self, layer: int, *roles: Role) -> dict[str, Blocks]:
        """Return by name where the numbers of some roles that a layer's units have beside links stand.

        What is trained stands in the parameters, what is only kept in the state.
        """
        return {name: Blocks([places]) for name, places in self._of(layer, *roles).items()}

    def parameter_places(self, layer: int) -> Mapping[str, Places]:
        """Return by name where a layer's parameters stand, each in its shape."""
        return self._places[layer]

    def bias_name(self, layer: int) -> str | None:
        """Return what the bias of a layer's units is called in its formulas, if they have one."""
        return next(iter(self._of(layer, Role.BIAS)), None)

    def parameter_name(self, link: Link) -> str:
        """Return the name of the parameter that a link stands for."""
        name = self.wirings[link.layer].links[link.sort].parameter
        assert name is not None, "only links with numbers are in the arrays"
        return name

    def start(self, link: Link) -> Tile:
        """Return the unit from which a link comes; a recurrent one comes from a unit of its own layer."""
        recurrent = self.wirings[link.layer].links[link.sort].recurrent
        return Tile(link.layer if recurrent else link.layer - 1, link.input)

    def parameter(self, link: Link) -> tuple[str, Index] | None:
        """Return the name of a link's parameter, and at which index of it the first of its numbers is."""
        row = self.links.row(link)
        if row is None:
            return None
        name = self.parameter_name(link)
        where = np.argwhere(self._places[link.layer][name] == self.links.numbers.of(row)[0])[0]
        return name, tuple(int(i) for i in where)

    def holding(self, layer: int, name: str, index: Index) -> Link | None:
        """Return the link that has a parameter's number, if one has."""
        places = self._places[layer].get(name) if 0 <= layer < len(self._places) else None
        fits = places is not None and len(index) == places.ndim and (np.array(index) < places.shape).all()
        row = self.links.numbers.holding(int(places[index])) if places is not None and fits else None
        return None if row is None else self.links.link(row)

    def _of(self, layer: int, *roles: Role) -> dict[str, Places]:
        return {
            name: places for name, places in self._own[layer].items() if self._roles[layer][name] in roles
        }


def _beside(arrays: Mapping[str, Places]) -> list[Places]:
    """Return arrays (units, numbers) as one, if there are any."""
    return [np.concatenate(list(arrays.values()), axis=1)] if arrays else []


def joined(arrays: Sequence[Places]) -> Places:
    """Return index arrays end to end; an empty one of none."""
    return np.concatenate([*arrays, np.empty(0, np.intp)])

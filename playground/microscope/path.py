"""The way of one number: down to the sample, up to the loss and back, along the symbols of its lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace

from playground.engine.symbolic.expressions import Line, Node, Symbol
from playground.engine.symbolic.layer_symbols import Place
from playground.engine.symbolic.traversal import nodes
from playground.microscope.graph import Graph
from playground.microscope.loss_lines import LossLines

PATHS = 4
"""Of a layer in which everything meets, so many places are opened at a step: above those with the steepest
slopes, below those that add most."""
FARTHEST = 256
"""Steps of a walk, one for each layer and each moment of time."""
Spot = tuple[int, Place]
"""A layer, counted from 1, and a place of its outputs."""


class Path:
    """What leads from one output of a layer to the loss and back, for one row of the batch."""

    def __init__(self, graph: Graph, position: int, place: Place) -> None:
        self._graph, self._start = graph, (position, place)
        self._below: dict[Spot, int] = {}
        """The outputs below that are opened, each with how many steps down it is."""
        self.above: dict[Spot, int] = {}
        """The outputs above that are opened, each with how many steps up it is."""

    def open(self) -> Iterator[None]:
        """Find what is to be opened, a little at a time."""

        def inputs(spot: Spot) -> Iterator[tuple[Node, float]]:
            for symbol, part in self._inputs(spot):
                if symbol.node is not None and symbol.node.layer > 0:
                    yield symbol.node, part

        def slopes(spot: Spot) -> Iterator[tuple[Node, float]]:
            for line in self._graph.backward_of(*spot):
                for symbol, _ in nodes(line.right):
                    if symbol.node is not None and self._is_slope(symbol.node):
                        yield symbol.node, float(symbol.number)

        self._below = yield from self._walked(inputs)
        self.above = yield from self._walked(slopes)

    def _walked(
        self, neighbours: Callable[[Spot], Iterable[tuple[Node, float]]]
    ) -> Generator[None, None, dict[Spot, int]]:
        found, frontier = {self._start: 0}, [self._start]
        for step in range(1, FARTHEST):
            sizes: dict[Spot, float] = {}
            for spot in frontier:
                yield
                for node, size in neighbours(spot):
                    near = node.layer, node.index
                    if near not in found:
                        sizes[near] = max(sizes.get(near, 0.0), abs(size) if math.isfinite(size) else 0.0)
            frontier = []
            for layer in sorted({layer for layer, _ in sizes}):
                own = sorted(spot for spot in sizes if spot[0] == layer)
                frontier += sorted(own, key=lambda spot: -sizes[spot])[:PATHS]
            found |= dict.fromkeys(frontier, step)
            if not frontier:
                break
        return found

    def _inputs(self, spot: Spot) -> Iterator[tuple[Symbol, float]]:
        """Yield the outputs and states, of this layer or of that below, that one is made of."""
        for line in self._graph.forward_of(*spot):
            yield from (each for each in nodes(line.right) if each[0].node and self._passes(each[0].node))

    def _passes(self, node: Node) -> bool:
        return node.name in (
            self._graph.trace.layers[node.layer - 1].rule.carried_values if node.layer else {"a"}
        )

    def _is_slope(self, node: Node) -> bool:
        layer = self._graph.trace.layers[node.layer - 1]
        return node.name in (layer.rule.carried_slopes & layer.values.keys() or {"da"})

    def _order(self, spot: Spot) -> tuple[int, bool, Place]:
        """Return by what spots are sorted: what is inside a layer comes before its outputs."""
        position, place = spot
        return position, len(place) == len(self._graph.trace.layers[position - 1].shape), place

    def forward(self) -> Iterator[Line]:
        """Yield what leads from the sample to the number, and the opened outputs above it."""
        spots = sorted({**self._below, **self.above}, key=self._order)
        begun = set[int]()
        for position, place in spots:
            for line in self._graph.forward_of(position, place):
                left_out = "" if position in begun else self._left_out(position, place)
                begun.add(position)
                yield replace(line, note=line.note + left_out)

    def _left_out(self, position: int, place: Place) -> str:
        """Return a sentence for the note where not all inputs of an output are explained before it."""
        inputs = {
            symbol.node for symbol, _ in self._inputs((position, place)) if symbol.node and symbol.node.layer
        }
        spots = self._below.keys() | self.above.keys()
        opened = sum((node.layer, node.index) in spots for node in inputs)
        if opened == len(inputs):
            return ""
        if position > self._start[0]:
            return f" Its other inputs are the outputs of the other units of layer {position - 1}."
        return f" The {opened} of its {len(inputs)} inputs that add most are explained above."

    def loss(self) -> Iterator[Line]:
        """Yield the loss of the sample, that of the batch, and the penalty."""
        last = len(self._graph.trace.layers)
        yield from LossLines(self._graph, sum(layer == last for layer, _ in self.above)).lines()

    def backward(self) -> Iterator[Line]:
        """Yield the slopes from the outputs down to the number."""
        order = sorted(self.above.items(), key=lambda each: (-each[0][0], -each[1], each[0][1]))
        for spot, _ in order:
            yield from self._graph.backward_of(*spot)

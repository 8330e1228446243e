"""Paths back from the loss to one number: each is a product of derivatives, one for every link."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, islice

from playground.engine.symbolic.expressions import (
    Chained,
    Derivative,
    Line,
    Node,
    Symbol,
    Term,
    symbol,
)
from playground.engine.symbolic.layer_symbols import Place, one_based
from playground.engine.symbolic.linear import coefficients
from playground.engine.symbolic.sums import MOST, total
from playground.engine.symbolic.traversal import nodes
from playground.microscope.change import PART
from playground.microscope.graph import Graph
from playground.microscope.path import Path

SHARE = "What one sample adds to the gradient at one of the places at which the parameter works."
SHOWN = 3
"""So many of many paths are written out."""
PathFactors = tuple[Derivative, ...]
"""The factors from the loss down to the number."""


@dataclass(frozen=True, eq=False)
class Factor:
    """A slope that is nearer to the loss, and by what it is multiplied."""

    near: Node
    factor: Term


class BackwardPaths:
    """The paths from the loss to the slopes by which one number learns, for one row of the batch.

    With ``until`` paths begin no later than at that step: the slopes that come to it from later ones are
    taken as they are.
    """

    def __init__(self, graph: Graph, path: Path, until: int | None = None) -> None:
        self._graph, self._path, self._until = graph, path, until
        self._links: dict[Node, list[Factor]] = {}
        self._begins: dict[Node, Line] = {}
        self.complete = True
        """Whether all paths that there are lead through what the path has opened."""

    def open(self) -> Iterator[None]:
        """Find the links of all paths, a little at a time."""
        for spot in self._path.above:
            if not self._is_later(Node(spot[0], "", spot[1])):
                for line in self._graph.backward_of(*spot):
                    self._take(line)
                    yield
        near = {link.near for links in self._links.values() for link in links}
        self.complete = self.complete and near <= self._links.keys()

    def _take(self, line: Line) -> None:
        node = line.left.node
        assert node is not None, "a slope is one of a number of the network"
        own = self._links.setdefault(node, [])
        if self._from_loss(node):
            self._begins[node] = line
            return
        parts, slopes = 0.0, self._slopes(line.right)
        if any(map(self._is_later, slopes)):
            self._begins[node] = replace(line, right=line.left)
            return
        factors = coefficients(line.right, slopes.keys())
        for near, slope in slopes.items():
            if (factor := factors.get(near)) is not None:
                own.append(Factor(near, factor))
                parts += float(factor.number) * slope
        self.complete = self.complete and math.isclose(parts, line.right.number, rel_tol=1e-6, abs_tol=1e-12)

    def _is_later(self, node: Node) -> bool:
        """Return whether a number is of a step after that at which paths begin."""
        shape = self._graph.trace.layers[node.layer - 1].state_shape
        timed = len(node.index) == len(shape) == 2
        return self._until is not None and timed and node.index[0] > self._until

    def _from_loss(self, node: Node) -> bool:
        """Return whether a slope is one that the loss hands over."""
        last = self._graph.trace.layers[-1]
        place = len(node.index) == len(last.shape)
        here = node.layer == len(self._graph.trace.layers) and place
        return here and node.name == ("dz" if last.linked else "da")

    def _slopes(self, term: Term) -> dict[Node, float]:
        """Return the slopes in a formula, each with its number."""
        return {
            each.node: float(each.number)
            for each, _ in nodes(term)
            if each.node is not None and self._is_slope(each.node)
        }

    def _is_slope(self, node: Node) -> bool:
        return node.name in {"da", *self._graph.trace.layers[node.layer - 1].rule.carried_slopes}

    @cached_property
    def _strongest(self) -> dict[Node, float]:
        """Return of every slope the size of the largest product that leads to it."""
        found: dict[Node, float] = {}
        waiting = list(self._links)
        while waiting:
            node = waiting[-1]
            links = [link for link in self._links[node] if link.near in self._links]
            missing = [link.near for link in links if link.near not in found]
            if missing and node not in found:
                waiting += missing
                continue
            waiting.pop()
            begins = self._begins.get(node)
            own = [abs(float(begins.right.number))] if begins is not None else []
            own += [abs(float(link.factor.number)) * found[link.near] for link in links]
            found[node] = max((_finite(size) for size in own), default=-1.0)
        return found

    def to(self, ends: Iterable[tuple[Node, Derivative | None]]) -> Iterator[PathFactors]:
        """Yield the paths to some slopes, those with the largest products first; each is followed by a last
        factor, if it has one.
        """
        order, waiting = count(), list[tuple[float, int, Node | None, float, PathFactors]]()

        def wait(node: Node | None, size: float, factors: PathFactors) -> None:
            most = size if node is None else size * self._strongest.get(node, -1.0)
            if most >= 0.0:
                heapq.heappush(waiting, (-_finite(most), -next(order), node, size, factors))

        for end, last in ends:
            wait(end, 1.0 if last is None else abs(float(last.number)), () if last is None else (last,))
        while waiting:
            _, _, node, size, factors = heapq.heappop(waiting)
            if node is None:
                yield factors
                continue
            if (begins := self._begins.get(node)) is not None:
                first = Derivative(begins.right.number, self._loss, self._variable(node), begins.right)
                wait(None, size * abs(float(first.number)), (first, *factors))
            for link in self._links.get(node, ()):
                step = Derivative(
                    link.factor.number, self._variable(link.near), self._variable(node), link.factor
                )
                wait(link.near, size * abs(float(step.number)), (step, *factors))

    @property
    def _loss(self) -> Symbol:
        return symbol("L", self._graph.trace.loss, means="The loss of the batch.")

    def _variable(self, slope: Node) -> Symbol:
        return self._graph.symbols(slope.layer).with_respect_to(slope)

    def to_parameter(self, where: Node, place: Place, shared: bool) -> Iterator[Line]:
        """Yield the lines of what this row adds to a parameter's gradient at a place at which it works."""
        graph = self._graph
        layer, at = graph.trace.layers[where.layer - 1], graph.symbols(where.layer)
        w, name = at.parameter(where.name, where.index), graph.called(graph.row)
        share = layer.rule.share_formula(at, where.name, where.index, place)
        slopes = self._slopes(share)
        factors = coefficients(share, slopes.keys())
        ends: list[tuple[Node, Derivative | None]] = [
            (slope, Derivative(factor.number, at.with_respect_to(slope), w, factor))
            for slope in slopes
            if (factor := factors.get(slope)) is not None
        ]
        part = replace(w, number=share.number, of="L", sample=name, means=PART)
        if shared:
            part = symbol("share", share.number, one_based(place), sample=name, means=SHARE)
        yield from self.lines(ends, part)

    def to_unit(self, where: Node) -> Iterator[Line]:
        """Yield the lines of the slope of a unit."""
        layer, at = self._graph.trace.layers[where.layer - 1], self._graph.symbols(where.layer)
        dz = layer.values.get("dz")
        sums = dz is not None and dz.size == layer.values["a"].size
        if len(where.index) > len(layer.shape):
            slope = self._graph.state_slope(where)
        else:
            slope = at.value("dz", where.index) if sums else at.slope(where.index)
        assert slope.node is not None, "all slopes of a layer are of its numbers"
        yield from self.lines([(slope.node, None)], slope)

    def lines(self, ends: list[tuple[Node, Derivative | None]], part: Symbol) -> Iterator[Line]:
        """Yield the strongest path in Leibniz's notation, then by its formulas; with others, also the sum of
        all paths, ``part``.
        """
        found = list(islice(self.to(ends), MOST + 1))
        if not found or len(found[0]) < 2:
            return
        several = len(found) > 1 or not self.complete
        paths = [chained(factors) for factors in found]
        first = _called(1, paths[0]) if several else part
        origin = "The whole way from the loss" if self._until is None else "The way from a later slope"
        note = f"{origin} as one product: a factor for every link"
        note += ", along the path that carries most." if several else "."
        yield Line(first, paths[0], note)
        formulas = tuple(each.formula for each in found[0])
        yield Line(
            first,
            Chained(paths[0].number, formulas, found[0]),
            "The same factors, each by its formula.",
        )
        if several:
            yield self._sum(part, paths)

    def _sum(self, part: Symbol, paths: list[Chained]) -> Line:
        all_shown = self.complete and len(paths) <= MOST
        shown: list[Term] = [
            _called(i, factors) for i, factors in enumerate(paths if all_shown else paths[:SHOWN], 1)
        ]
        if not all_shown:
            rest = float(part.number) - sum(float(each.number) for each in shown)
            shown.append(symbol("other paths", rest, means="What all other paths add up to."))
        return Line(
            part, total(shown), "All paths from the loss, added up: the chain rule of many variables."
        )


def chained(factors: PathFactors) -> Chained:
    """Return the product of the factors of a path."""
    return Chained(math.prod(each.number for each in factors), factors, factors)


def _called(number: int, factors: Chained) -> Symbol:
    means = "What one path from the loss carries: the product of its factors."
    return symbol("path", factors.number, str(number), means=means)


def _finite(size: float) -> float:
    return size if math.isfinite(size) else math.inf

"""The chain of one parameter or unit: every line from the sample to the new weight, with its numbers."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.parameters import Role
from playground.engine.symbolic.expressions import Line, Node
from playground.engine.symbolic.layer_symbols import Place, one_based
from playground.microscope.addresses import UNIT, node
from playground.microscope.backward_paths import BackwardPaths
from playground.microscope.change import Change
from playground.microscope.graph import Graph
from playground.microscope.nudge import nudged
from playground.microscope.path import Path
from playground.microscope.trace import Trace

NAMED = 3
"""Samples of a batch that a title names."""


@dataclass(frozen=True, eq=False)
class Stage:
    """One leg of the way: ``forward``, ``loss``, ``backward``, ``batch`` ... ``update``."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, eq=False)
class Chain:
    """How one number came about, stage by stage; stages that do nothing are left out."""

    trace: Trace
    """The step of which it is."""
    title: str
    node: Node
    place: Place
    """The output through which the chain leads: a parameter that is shared works at several."""
    uses: tuple[Place, ...]
    """All places at which the parameter works."""
    stages: tuple[Stage, ...]
    row: int
    """The sample through which it leads, among those of the step."""

    @property
    def lines(self) -> list[Line]:
        """All lines, in order."""
        return [line for stage in self.stages for line in stage.lines]

    def phase_of(self, line: Line) -> str:
        """Return the name of the stage in which a line stands; "" if it stands in none."""
        return next((stage.name for stage in self.stages if line in stage.lines), "")


@dataclass(frozen=True)
class Route:
    """Through what a chain leads; a row or a use left open is the one from which the node learns most."""

    row: int | None = None
    """The row of the batch, counted from 0."""
    use: int | None = None
    """Which of the places at which a shared parameter works."""
    unrolled: int | None = None
    """From how many steps later the product along the path goes back; None is from the loss."""


class ChainBuilder:
    """A chain in the making: one through time has thousands of lines, and whoever draws must not wait for it.

    ``where`` is a node or an address as a person types it.
    """

    def __init__(self, trace: Trace, where: Node | str, route: Route = Route()) -> None:
        self.chain: Chain | None = None
        """What has been built, when all is."""
        self._building = _built(trace, where, route)

    def build(self, seconds: float = math.inf) -> bool:
        """Go on for about so long; return whether that was all.

        Raises ValueError where there is nothing, and for a row or a use that is not there.
        """
        end = time.perf_counter() + seconds
        with np.errstate(all="ignore"):
            while self.chain is None and time.perf_counter() < end:
                try:
                    next(self._building)
                except StopIteration as done:
                    self.chain = done.value
        return self.chain is not None


def chain(trace: Trace, where: Node | str, route: Route = Route()) -> Chain:
    """Return the chain of a parameter or unit: see ``ChainBuilder``, whose errors it raises."""
    builder = ChainBuilder(trace, where, route)
    builder.build()
    assert builder.chain is not None
    return builder.chain


def _built(trace: Trace, where: Node | str, route: Route) -> Generator[None, None, Chain]:
    target, row, use = node(trace, where), route.row, route.use
    if row is not None and not 0 <= row < len(trace.rows):
        raise ValueError(f"there is no sample {row} in a batch of {len(trace.rows)}")
    uses = _uses(trace, target)
    if use is not None and not 0 <= use < len(uses):
        raise ValueError(f"{target} works at {len(uses)} places: there is no use {use}")
    shares = np.abs(np.nan_to_num(_shares(trace, target, row, use)))
    best_row, best_use = np.unravel_index(int(np.argmax(shares)), shares.shape)
    row, use = int(best_row) if row is None else row, int(best_use) if use is None else use
    graph = Graph(trace, row)
    path = Path(graph, target.layer, uses[use])
    yield from path.open()
    found: list[tuple[str, list[Line]]] = []
    for name, lines in (("forward", path.forward()), ("loss", path.loss()), ("backward", path.backward())):
        found.append((name, []))
        for line in lines:
            found[-1][1].append(line)
            yield
    paths = BackwardPaths(graph, path, _until(uses[use], route.unrolled))
    yield from paths.open()
    several = len(uses) > 1
    to = paths.to_unit(target) if target.name == UNIT else paths.to_parameter(target, uses[use], several)
    found.append(("path", list(to)))
    yield
    if target.name != UNIT:
        batch, *rest = Change(target, graph).stages()
        yield
        found += [batch, ("nudge", nudged(target, graph)), *rest]
    stages = tuple(Stage(name, tuple(lines)) for name, lines in found if lines)
    return Chain(trace, _title(trace, target, row, uses, use), target, uses[use], tuple(uses), stages, row)


def parts(trace: Trace, where: Node | str) -> Array:
    """Return what every sample of the batch adds to the gradient of a parameter, (batch,).

    They add up to the gradient; times the number of samples they are the samples' own gradients. Raises
    ValueError where no parameter is.
    """
    target = node(trace, where)
    if target.name == UNIT:
        raise ValueError(f"{where}: a unit is not a parameter")
    return np.array([term.number for term in Change(target, Graph(trace, 0)).parts()])


def _uses(trace: Trace, target: Node) -> list[Place]:
    return [target.index] if target.name == UNIT else Change(target, Graph(trace, 0)).uses


def _shares(trace: Trace, target: Node, row: int | None, use: int | None) -> Array:
    """Return what the node learns from each sample at each place: (rows, uses); one row where it is given."""
    rows = range(len(trace.rows)) if row is None else [row]
    if row is not None and use is not None:
        return np.zeros((1, 1))
    if target.name == UNIT:
        layer = trace.layers[target.layer - 1]
        if len(target.index) > len(layer.shape):
            return np.array([[Graph(trace, each).state_slope(target).number] for each in rows])
        own = layer.slopes.reshape(len(trace.rows), -1)
        return own[list(rows), np.ravel_multi_index(target.index, layer.shape)][:, None]
    change = Change(target, Graph(trace, 0))
    return np.array([[term.number for term in change.at_uses(each)] for each in rows])


def _until(place: Place, unrolled: int | None) -> int | None:
    """Return the step from which slopes are taken as they are: so many after that of a place in time."""
    return place[0] + unrolled if unrolled is not None and len(place) == 2 else None


def _title(trace: Trace, target: Node, row: int, uses: Sequence[Place], use: int) -> str:
    role = None if target.name == UNIT else trace.layers[target.layer - 1].layout.trained[target.name].role
    unit = f"unit {one_based(uses[use])} of layer {target.layer}"
    if role is None:
        what = unit.capitalize()
    elif role is Role.WEIGHT and len(uses) == 1:
        what = f"Weight from input {one_based(target.index[:-1])} to {unit}"
    elif len(uses) == 1:
        what = f"{target.name.capitalize()} of {unit}"
    else:
        own = (
            f"{target.name.replace('_', ' ').capitalize()} {one_based(target.index)} of layer {target.layer}"
        )
        what = f"{own} at {one_based(uses[use])}, one of {len(uses)} places"
    rows = range(len(trace.rows))
    names = ", ".join(str(trace.called(each)) for each in rows[:NAMED]) + (", …" if len(rows) > NAMED else "")
    samples = f"{trace.part} sample{'s' if len(trace.rows) > 1 else ''} {names}"
    when = f"step {trace.step + 1} in epoch {trace.epoch + 1}"
    if trace.hypothetical:
        when += ", if it were made with these"
    through = f"; shown through sample {trace.called(row)}" if len(trace.rows) > 1 else ""
    return f"{what}, {when}: {samples}{through}"

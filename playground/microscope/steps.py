"""A walk through a whole trace: every unit forward, the loss, every unit back, then every parameter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from playground.engine.symbolic.expressions import Line, Node
from playground.microscope.addresses import UNIT, parameters
from playground.microscope.change import Change
from playground.microscope.graph import Graph
from playground.microscope.loss_lines import LossLines
from playground.microscope.trace import Trace

Grain = Literal["unit", "layer", "phase"]
CHANGES = ("batch", "regularizer", "clipping", "optimizer", "frozen", "update")
"""What becomes of a parameter, in order; most go through some of these only."""


@dataclass(frozen=True)
class Stop:
    """Where a walk can rest: one unit or parameter in one phase."""

    phase: str
    """``forward``, ``loss``, ``backward``, or one of ``CHANGES``."""
    node: Node
    """A unit, or after ``backward`` a parameter; for the loss the first output."""


def stops(trace: Trace) -> list[Stop]:
    """Return all stops in the order in which a step computes them; parameters from the last layer down."""
    units = [
        [Node(position, UNIT, place) for place in np.ndindex(*layer.shape)]
        for position, layer in enumerate(trace.layers, 1)
    ]
    forward = [Stop("forward", where) for layer in units for where in layer]
    backward = [Stop("backward", where) for layer in reversed(units) for where in layer]
    changed = sorted(_phases(trace), key=lambda each: -each[0].layer)
    changes = [Stop(phase, where) for phase in CHANGES for where, own in changed if phase in own]
    return [*forward, Stop("loss", units[-1][0]), *backward, *changes]


def _phases(trace: Trace) -> Iterator[tuple[Node, frozenset[str]]]:
    """Yield every parameter with the phases that it goes through, which are the same for all of its kind."""
    known: dict[tuple[str, bool], frozenset[str]] = {}
    frozen = [layer.named(trace.frozen.astype(float)) for layer in trace.layers]
    for where in parameters(trace):
        kind = where.name, bool(frozen[where.layer - 1][where.name][where.index])
        if kind not in known:
            stages = Change(where, Graph(trace, 0)).stages()
            with np.errstate(all="ignore"):
                known[kind] = frozenset(name for name, lines in stages if lines)
        yield where, known[kind]


def lines(trace: Trace, stop: Stop, row: int = 0) -> list[Line]:
    """Return what is computed at a stop, for one row of the batch."""
    graph, layer, place = Graph(trace, row), stop.node.layer, stop.node.index
    with np.errstate(all="ignore"):
        match stop.phase:
            case "forward":
                return list(graph.forward_of(layer, place))
            case "loss":
                return list(LossLines(graph, 1).lines())
            case "backward":
                return list(graph.backward_of(layer, place))
            case phase:
                return dict(Change(stop.node, graph).stages())[phase]


def onward(stops: list[Stop], at: int, grain: Grain) -> int:
    """Return the next stop at which something of this grain begins, or the last one."""
    now = _grain(stops[at], grain)
    return next((i for i in range(at + 1, len(stops)) if _grain(stops[i], grain) != now), len(stops) - 1)


def back(stops: list[Stop], at: int, grain: Grain) -> int:
    """Return where the thing of this grain before the present one begins, or the first stop."""
    begin = at
    while begin > 0 and _grain(stops[begin - 1], grain) == _grain(stops[at], grain):
        begin -= 1
    if begin == 0:
        return 0
    before = begin - 1
    while before > 0 and _grain(stops[before - 1], grain) == _grain(stops[begin - 1], grain):
        before -= 1
    return before


def _grain(stop: Stop, grain: Grain) -> tuple[object, ...]:
    match grain:
        case "unit":
            return stop.phase, stop.node
        case "layer":
            return stop.phase, stop.node.layer
        case "phase":
            return (stop.phase,)

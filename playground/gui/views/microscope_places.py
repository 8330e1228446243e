"""Where the microscope looks in the network's picture, and what it shows of what is chosen there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.engine.symbolic.expressions import Chained, Line, Node, Sum, Symbol, Term
from playground.engine.symbolic.layer_symbols import Place
from playground.engine.symbolic.traversal import symbols
from playground.engine.wiring import groups
from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Chosen, LitPath, LitStep, Selection
from playground.microscope import Rows, Trace, addresses
from playground.microscope.addresses import UNIT
from playground.microscope.chain import Chain
from playground.microscope.term_groups import opened
from playground.microscope.trace import TracedLayer


def chosen_with(shown: Chain) -> Chosen:
    """Return what is chosen when a chain is looked at: its unit, and its parameter if that is a weight."""
    node, layer = shown.node, shown.trace.layers[shown.node.layer - 1]
    weight = node.name != UNIT and layer.layout.declared[node.name].role.is_weight
    parameter = (node.name, node.index) if weight else None
    timed = node.name == UNIT and len(layer.state_shape) == len(node.index) == 2
    step = shown.place[0] if timed and shown.place[0] + 1 < layer.state_shape[0] else None
    return Chosen(node.layer - 1, _unit(layer, shown.place), parameter, step=step)


def light(selection: Selection, trace: Trace | None = None, read: tuple[Line, int] | None = None) -> None:
    """Light up the unit or the path that a line is about, and the factor that is read of it; or nothing."""
    if trace is None or read is None:
        selection.highlight(None)
        selection.light(None)
        return
    selection.highlight(unit_of(trace, read[0]))
    selection.light(path_of(trace, *read))


def unit_of(trace: Trace, line: Line) -> tuple[int, int] | None:
    """Return the layer, from 0, and the unit that a line is about, if it is about one."""
    node = line.left.node
    if node is None or not node.layer:
        return None
    layer = trace.layers[node.layer - 1] if node.layer <= len(trace.layers) else None
    if layer is None or node.name in layer.layout.declared:
        return node.layer - 1, node.index[-1]
    return node.layer - 1, _unit(layer, node.index)


def path_of(trace: Trace, line: Line, term: int) -> LitPath | None:
    """Return the path that a line is about, if it is about one; ``term`` is the factor that is read, from 1,
    or 0. Of a sum the term that is read is such a step: what stands in it.
    """
    if isinstance(line.right, Chained):
        steps = tuple(_step_of(trace, (each.of, each.by), each.formula) for each in line.right.links)
        return LitPath(steps, term - 1 if term else None)
    found = opened(line.right) if term else None
    if found is None or not isinstance(found.whole, Sum):
        return None
    read, _ = found.whole.terms[term - 1]
    step = _step_of(trace, tuple(symbols(read)), read)
    return LitPath((step,), 0) if step.units else None


def _step_of(trace: Trace, ends: Sequence[Symbol], formula: Term) -> LitStep:
    """Return a step between some numbers, with the first weight among them or in a formula."""
    weights, units, places = list[Node](), list[tuple[int, int]](), list[Place]()
    for each in (*ends, *symbols(formula)):
        node = each.node
        if node is None:
            continue
        layer = trace.layers[node.layer - 1] if node.layer else None
        declared = None if layer is None else layer.layout.declared.get(node.name)
        if declared is not None and declared.role.is_weight:
            weights.append(node)
        elif declared is None and each in ends:
            units.append((node.layer - 1, _unit_at(trace, node)))
            places.append(node.index)
    weight = (weights[0].layer - 1, weights[0].name, weights[0].index) if weights else None
    return LitStep(tuple(units), tuple(places), weight)


def _unit_at(trace: Trace, node: Node) -> int:
    shape = trace.layers[node.layer - 1].shape if node.layer else trace.layers[0].inputs_shape
    return groups(shape).at(node.index) if len(node.index) == len(shape) else node.index[-1]


def _unit(layer: TracedLayer, place: Place) -> int:
    """Return what of a layer's outputs a place belongs to; it may be inside, as at a time before the last."""
    return groups(layer.shape).at(place) if len(place) == len(layer.shape) else place[-1]


def node_of(experiment: Experiment, chosen: Chosen) -> Node | None:
    """Return the node of a parameter or unit that is chosen: of a unit's several numbers, of the last.

    Where a step of a sequence is chosen with the unit it is that of the step.
    """
    if chosen.parameter is not None:
        name, index = chosen.parameter
        return Node(chosen.layer + 1, name, index)
    if chosen.unit is None or chosen.layer < 0:
        return None
    network = experiment.network()
    below, shape = network.shapes[chosen.layer : chosen.layer + 2]
    links = network.layers[chosen.layer].wiring(below).links
    if chosen.step is not None and (len(shape) == 2 or any(each.recurrent for each in links)):
        return Node(chosen.layer + 1, UNIT, (chosen.step, chosen.unit))
    found = groups(shape)
    return Node(chosen.layer + 1, UNIT, found.place(found.last(chosen.unit)))


def rows_of(experiment: Experiment, samples: tuple[int, ...]) -> Rows:
    """Return the chosen samples that are of the same part as the first."""
    for part, rows in experiment.every_row.items():
        if samples[0] in rows:
            return Rows(tuple(np.flatnonzero(np.isin(rows, samples)).tolist()), part)
    return Rows()


def is_there(trace: Trace, target: Node | None) -> bool:
    """Return whether a network has a number."""
    try:
        return target is not None and bool(addresses.node(trace, target))
    except ValueError:
        return False


def first_weight(trace: Trace) -> Node:
    """Return the node of a network's first weight; the last layer has some in any case."""
    return next(
        Node(position, name, (0,) * len(parameter.shape))
        for position, layer in enumerate(trace.layers, 1)
        for name, parameter in layer.layout.trained.items()
        if parameter.role.is_weight
    )

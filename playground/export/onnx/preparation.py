"""What makes inputs of what a person has, and their own units of outputs, as operators of ONNX."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.data.tables.preparation import Preparation
from playground.export.onnx.graph import GraphBuilder


def prepared(graph: GraphBuilder, x: str, preparation: Preparation, inputs: int) -> str:
    """Add what fills gaps (NaN) and scales columns (batch, columns); return the name of (batch, inputs)."""
    graph.scope = "preparation"
    if not np.isnan(preparation.usual).all():
        usual = graph.constant(preparation.usual, "usual")
        x = graph.add("Where", graph.add("IsNaN", x, called="missing"), usual, x, called="filled")
    if preparation.shift.any():
        x = graph.add("Sub", x, graph.constant(preparation.shift, "shift"), called="shifted")
    unit = preparation.unit
    if (unit != 1.0).any():
        x = graph.add("Div", x, graph.constant(np.where(unit == 0.0, 1.0, unit), "unit"), called="scaled")
    if (unit == 0.0).any():  # columns that did not vary
        x = graph.add("Mul", x, graph.constant(unit != 0.0, "varies"), called="varying")
    if inputs > len(unit):  # a single number lies on the axis
        x = graph.add("Concat", x, graph.add("Sub", x, x, called="nothing"), called="on_the_axis", axis=1)
    return x


def scaled(graph: GraphBuilder, x: str, shift: float, unit: float) -> str:
    """Add what brings the numbers of samples of any shape to the size from which the network has learned."""
    graph.scope = "preparation"
    if shift:
        x = graph.add("Sub", x, graph.constant(shift, "shift"), called="shifted")
    return graph.add("Div", x, graph.constant(unit, "unit"), called="scaled") if unit != 1.0 else x


def in_own_unit(graph: GraphBuilder, x: str, answers: Sequence[tuple[float, float]]) -> str:
    """Add what leads outputs (batch, ..., outputs) back to the unit that the targets have."""
    graph.scope = "answer"
    shift, unit = np.array(answers).T
    x = graph.add("Mul", x, graph.constant(unit, "unit"), called="scaled")
    x = graph.add("Add", x, graph.constant(shift, "shift"), called="in_own_unit")
    graph.scope = ""
    return x

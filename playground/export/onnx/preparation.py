"""What makes inputs of a table's columns, as operators of ONNX: a person feeds in their own numbers."""

from __future__ import annotations

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

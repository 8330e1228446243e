"""Features as operators of ONNX, so that a person feeds in samples as they are in the data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import singledispatch

import numpy as np

from playground.data.expression_parser import read
from playground.data.features import (
    Feature,
    FormulaFeature,
    SinX1,
    SinX2,
    X1Squared,
    X1TimesX2,
    X2Squared,
)
from playground.data.formula import VARIABLES, FormulaNode
from playground.export.onnx.graph import GraphBuilder

Column = Callable[[int], str]
"""Gives the name of an input (batch, 1), counted from 0."""
ONE = {
    "sin": "Sin", "cos": "Cos", "tan": "Tan", "exp": "Exp", "log": "Log", "sqrt": "Sqrt", "abs": "Abs",
    "sign": "Sign", "tanh": "Tanh", "floor": "Floor", "-": "Neg",
}  # fmt: skip
TWO = {"+": "Add", "-": "Sub", "*": "Mul", "/": "Div", "^": "Pow", "min": "Min", "max": "Max"}
COMPARED = {">": "Greater", "<": "Less", ">=": "GreaterOrEqual", "<=": "LessOrEqual"}
FLOAT = 1
"""What ONNX calls float32."""


def with_features(graph: GraphBuilder, x: str, features: Sequence[Feature], inputs: int) -> str:
    """Add the features of samples (batch, inputs) and return the name of (batch, features)."""
    graph.scope = "features"
    plain = [feature.input for feature in features if feature.input is not None]
    if plain == list(range(inputs)) and len(plain) == len(features):
        return x
    if len(plain) == len(features):
        return graph.add("Gather", x, graph.constant(plain, "which", np.int64), called="chosen", axis=1)
    columns: dict[int, str] = {}

    def column(i: int) -> str:
        if i not in columns:
            which = graph.constant([i], f"number_{i + 1}", np.int64)
            columns[i] = graph.add("Gather", x, which, called=f"x{i + 1}", axis=1)
        return columns[i]

    return graph.add("Concat", *(feature_of(each, graph, column) for each in features), called="all", axis=1)


@singledispatch
def feature_of(feature: Feature, graph: GraphBuilder, column: Column) -> str:
    """Add one feature and return the name of (batch, 1). Raises LookupError for one that is not known."""
    if feature.input is None:
        raise LookupError(f"{feature.title} has no counterpart in ONNX")
    return column(feature.input)


@feature_of.register
def _(feature: X1Squared, graph: GraphBuilder, column: Column) -> str:
    return graph.add("Mul", column(0), column(0), called="x1_squared")


@feature_of.register
def _(feature: X2Squared, graph: GraphBuilder, column: Column) -> str:
    return graph.add("Mul", column(1), column(1), called="x2_squared")


@feature_of.register
def _(feature: X1TimesX2, graph: GraphBuilder, column: Column) -> str:
    return graph.add("Mul", column(0), column(1), called="x1_times_x2")


@feature_of.register
def _(feature: SinX1, graph: GraphBuilder, column: Column) -> str:
    return graph.add("Sin", column(0), called="sin_x1")


@feature_of.register
def _(feature: SinX2, graph: GraphBuilder, column: Column) -> str:
    return graph.add("Sin", column(1), called="sin_x2")


@feature_of.register
def _(feature: FormulaFeature, graph: GraphBuilder, column: Column) -> str:
    root = read(feature.text).root
    value = _node(root, graph, column)
    if any(node.name in VARIABLES for node in root.parts()):
        return value
    return graph.add("Expand", value, graph.add("Shape", column(0)), called="everywhere")


def _node(node: FormulaNode, graph: GraphBuilder, column: Column) -> str:
    if not node.name:
        return graph.constant(node.number, "number")
    if node.name in VARIABLES:
        return column(VARIABLES[node.name])
    inner = [_node(each, graph, column) for each in node.arguments]
    if node.name in COMPARED:
        return graph.add("Cast", graph.add(COMPARED[node.name], *inner), to=FLOAT)
    if node.name == "hypot":
        squares = [graph.add("Mul", each, each) for each in inner]
        return graph.add("Sqrt", graph.add("Add", *squares))
    if node.name == "atan2":
        return _angle(graph, *inner)
    return graph.add((ONE if len(inner) == 1 else TWO)[node.name], *inner)


def _angle(graph: GraphBuilder, y: str, x: str) -> str:
    """Add the angle of a point, from -π to π; that of the origin is 0."""
    zero, half, whole = (
        graph.constant(k * math.pi, name) for k, name in ((0.0, "zero"), (0.5, "half_pi"), (1.0, "pi"))
    )
    right = graph.add("Atan", graph.add("Div", y, x, called="slope"), called="angle_on_the_right")
    above = graph.add("Add", right, whole, called="angle_above")
    below = graph.add("Sub", right, whole, called="angle_below")
    is_below = graph.add("Less", y, zero, called="is_below")
    left = graph.add("Where", is_below, below, above, called="angle_on_the_left")
    upright = graph.add("Mul", graph.add("Sign", y, called="up_or_down"), half, called="angle_between")
    is_left = graph.add("Less", x, zero, called="is_left")
    beside = graph.add("Where", is_left, left, right, called="angle_beside")
    is_between = graph.add("Equal", x, zero, called="is_between")
    return graph.add("Where", is_between, upright, beside, called="angle")

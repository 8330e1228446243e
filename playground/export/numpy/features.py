"""Features as NumPy, so that a person hands in samples as they are in the data."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
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
from playground.data.formula import COMPARISONS, VARIABLES, FormulaNode
from playground.export.numpy.terms import ATOM, POWER, PRODUCT, SIGN, SUM, negated, plain, power
from playground.export.spelling import row

RENAMED = {"min": "minimum", "max": "maximum", "atan2": "arctan2"}
"""What NumPy calls functions otherwise than a person does."""
TIGHT = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}
ROOM = 76
"""Characters of an expression that stands in a line of its own."""
VARIABLE = re.compile(r"\bx(\d+)\b")


def feature_lines(features: Sequence[Feature], inputs: int) -> list[str]:
    """Return what makes features of ``inputs`` (samples, inputs) and returns them; nothing if they are these.

    Raises LookupError for a feature that nobody has told NumPy of.
    """
    plainly = [feature.input for feature in features if feature.input is not None]
    if len(plainly) == len(features):
        return [] if plainly == list(range(inputs)) else [f"return inputs[:, {plainly}]"]
    before = list[str]()
    columns = [feature_text(feature, before) for feature in features]
    columns = [
        each if VARIABLE.search(each) or "part" in each else f"np.full_like(x1, {each})" for each in columns
    ]
    used = sorted({int(number) for text in (*before, *columns) for number in VARIABLE.findall(text)})
    if used == list(range(1, inputs + 1)) and 1 < inputs <= 4:
        lines = [f"{', '.join(f'x{i}' for i in used)} = inputs.T"]
    else:
        lines = [f"x{i} = inputs[:, {i - 1}]" for i in used]
    stacked = row("columns = [", columns, "]", 4)
    return [*lines, *before, *stacked.replace("\n    ", "\n").split("\n"), "return np.stack(columns, axis=1)"]


@singledispatch
def feature_text(feature: Feature, before: list[str]) -> str:
    """Return one feature of x1, x2 and so on; lines are added of what must be computed before it.

    Raises LookupError for one that is not known.
    """
    if feature.input is None:
        raise LookupError(f"{feature.title} has no counterpart in NumPy")
    return f"x{feature.input + 1}"


@feature_text.register
def _(feature: X1Squared, before: list[str]) -> str:
    return "x1**2"


@feature_text.register
def _(feature: X2Squared, before: list[str]) -> str:
    return "x2**2"


@feature_text.register
def _(feature: X1TimesX2, before: list[str]) -> str:
    return "x1 * x2"


@feature_text.register
def _(feature: SinX1, before: list[str]) -> str:
    return "np.sin(x1)"


@feature_text.register
def _(feature: SinX2, before: list[str]) -> str:
    return "np.sin(x2)"


@feature_text.register
def _(feature: FormulaFeature, before: list[str]) -> str:
    return _node(read(feature.text).root, before)[0]


def _node(node: FormulaNode, before: list[str]) -> tuple[str, int]:
    """Return an expression, and how tightly it holds together."""
    if not any(each.name in VARIABLES for each in node.parts()):
        return _constant(node)
    if node.name in VARIABLES:
        return f"x{VARIABLES[node.name] + 1}", ATOM
    inside = [_node(each, before) for each in node.arguments]
    text, tightness = _joined(node.name, inside)
    while len(text) > ROOM:
        longest = max(range(len(inside)), key=lambda i: len(inside[i][0]))
        name = f"part{sum(line.startswith('part') for line in before) + 1}"
        before.append(f"{name} = {inside[longest][0]}")
        inside[longest] = name, ATOM
        text, tightness = _joined(node.name, inside)
    return text, tightness


def _constant(node: FormulaNode) -> tuple[str, int]:
    """Return a number, computed as it was for the data: Python itself would stop at what is too large."""
    with np.errstate(all="ignore"):
        number = float(node.value(()))
    if number in (math.pi, math.e):
        return ("np.pi" if number == math.pi else "np.e"), ATOM
    return plain(number) if math.isfinite(number) else (f"np.{number}".replace("np.-", "-np."), SIGN)


def _joined(name: str, inside: Sequence[tuple[str, int]]) -> tuple[str, int]:
    def within(i: int, least: int) -> str:
        text, tightness = inside[i]
        return text if tightness >= least else f"({text})"

    if name in COMPARISONS:
        return f"np.where({within(0, SUM)} {name} {within(1, SUM)}, 1.0, 0.0)", ATOM
    if name == "-" and len(inside) == 1:
        return negated(*inside[0]), SIGN
    if name == "^":
        return power(within(0, ATOM), within(1, SIGN)), POWER
    if name in TIGHT:
        own = TIGHT[name]
        return f"{within(0, own)} {name} {within(1, own + 1)}", own
    return f"np.{RENAMED.get(name, name)}({', '.join(text for text, _ in inside)})", ATOM

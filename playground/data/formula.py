"""A formula that a person typed, as a value: a tree that NumPy computes and that can be written out again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.data.samples import Array
from playground.parts.counts import grouped

INPUTS = 32
"""The variables are x1 to x32."""
FARTHEST = 1e6
"""How large values can be that are learned, or learned from, as everywhere else in a preset."""

FUNCTIONS: dict[str, tuple[Callable[..., Any], int]] = {
    "sin": (np.sin, 1),
    "cos": (np.cos, 1),
    "tan": (np.tan, 1),
    "exp": (np.exp, 1),
    "log": (np.log, 1),
    "sqrt": (np.sqrt, 1),
    "abs": (np.abs, 1),
    "sign": (np.sign, 1),
    "tanh": (np.tanh, 1),
    "floor": (np.floor, 1),
    "hypot": (np.hypot, 2),
    "min": (np.minimum, 2),
    "max": (np.maximum, 2),
    "atan2": (np.arctan2, 2),
}
COMPARISONS = {">": np.greater, "<": np.less, ">=": np.greater_equal, "<=": np.less_equal}
OPERATORS: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
    **COMPARISONS,
}
CONSTANTS = {"pi": math.pi, "e": math.e}
VARIABLES = {"x": 0, "y": 1} | {f"x{i + 1}": i for i in range(INPUTS)}


@dataclass(frozen=True)
class FormulaNode:
    """A number, a variable, or an operator or function of other nodes."""

    name: str
    """A variable's number, a function's name or an operator's sign; empty for a number."""
    arguments: tuple[FormulaNode, ...] = ()
    number: float = 0.0
    column: int = field(default=0, compare=False)

    def value(self, inputs: tuple[Any, ...]) -> Any:
        """Return the value for inputs of any one shape."""
        if not self.name:
            return self.number
        if not self.arguments:
            return inputs[VARIABLES[self.name]]
        return self.of(*(argument.value(inputs) for argument in self.arguments))

    def of(self, *values: Any) -> Any:
        """Return the value for arguments that are known."""
        if len(values) == 1 and self.name == "-":
            return np.negative(values[0])
        if self.name in COMPARISONS:  # of what has no value neither side is the greater
            holds = COMPARISONS[self.name](*values)
            return np.where(np.isnan(values[0]) | np.isnan(values[1]), np.nan, holds)
        operator = OPERATORS.get(self.name) or FUNCTIONS[self.name][0]
        return operator(*values)

    def computed(self, point: tuple[float, ...]) -> str:
        """Return what is computed here at a point, its arguments as numbers."""
        with np.errstate(all="ignore"):
            values = [f"{float(argument.value(point)):.4g}" for argument in self.arguments]
        if not values:
            return self.name or f"{self.number:.4g}"
        if self.name in FUNCTIONS:
            return f"{self.name}({', '.join(values)})"
        return f"{values[0]} {self.name} {values[1]}" if len(values) > 1 else f"{self.name}({values[0]})"

    def parts(self) -> Iterator[FormulaNode]:
        """Yield every node below this one, the innermost first, and then this one."""
        for argument in self.arguments:
            yield from argument.parts()
        yield self

    def __str__(self) -> str:
        words = [str(argument) for argument in self.arguments]
        if not self.name:
            return repr(self.number)
        if not words:
            return self.name
        if self.name in OPERATORS:
            return f"({words[0]} {self.name} {words[1]})" if len(words) == 2 else f"(-{words[0]})"
        return f"{self.name}({', '.join(words)})"


@dataclass(frozen=True)
class Expression:
    """A formula that was read. ``str`` spells it in one way, however it was typed."""

    root: FormulaNode

    @property
    def inputs(self) -> int:
        """How many inputs are needed: the number of the last variable."""
        names = [node.name for node in self.root.parts() if node.name in VARIABLES]
        return 1 + max((VARIABLES[name] for name in names), default=-1)

    @property
    def compares(self) -> bool:
        """Whether the whole is a comparison."""
        return self.root.name in COMPARISONS

    def value(self, *inputs: Array) -> Array:
        """Return the value at inputs of one shape; not finite where there is none, without a warning."""
        with np.errstate(all="ignore"):
            return np.array(np.broadcast_to(self.root.value(inputs), inputs[0].shape), float)

    def trouble(self, *inputs: Array, most: float = math.inf) -> str:
        """Say in one sentence where the formula has no finite value, or one beyond ``most``, if anywhere."""
        values = self.value(*inputs)
        endless = np.flatnonzero(~np.isfinite(values))
        bad = endless if len(endless) else np.flatnonzero(np.abs(values) > most)
        if not len(bad):
            return ""
        point = tuple(float(each.ravel()[bad[0]]) for each in inputs)
        node, fault = self.root, f"goes beyond {grouped(most)}"
        if len(endless):
            with np.errstate(all="ignore"):
                node = next(node for node in self.root.parts() if not np.isfinite(node.value(point)))
            fault = "has no finite value"
        used = {node.name: VARIABLES[node.name] for node in self.root.parts() if node.name in VARIABLES}
        where = " and ".join(f"{name} = {point[i]:.4g}" for name, i in used.items())
        return f"column {node.column}: {node.computed(point)} {fault}" + (f", where {where}" if where else "")

    def __str__(self) -> str:
        return str(self.root)

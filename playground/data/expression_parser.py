"""Formulas that a person types: a small grammar, read by hand and computed by NumPy.

Numbers, ``x1``, ``x2`` ..., ``pi``, ``e``, ``+ - * / ^`` (or ``**``), ``> < >= <=``, parentheses and the
functions of FUNCTIONS. A power binds tightest and to the right, and ``-x1^2`` is minus the square. A
comparison is 1 where it holds and 0 elsewhere. ``x`` and ``y`` are other names of ``x1`` and ``x2``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from playground.data.samples import Array
from playground.parts.text import meant, printable

LONGEST, DEEPEST = 200, 25
"""The most characters, and the most parentheses inside each other."""
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
# What keyboards and books write, one character for one, so that columns stay what they were.
SPELLINGS = str.maketrans("−×·÷₀₁₂₃₄₅₆₇₈₉", "-**/0123456789")
TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)|(?P<sign>\*\*|>=|<=|[-+*/^()<>,])"
)


class BadExpression(ValueError):
    """A formula that cannot be read; ``column`` counts characters from 1."""

    def __init__(self, column: int, text: str) -> None:
        super().__init__(f"column {column}: {text}")
        self.column = column


@dataclass(frozen=True)
class Node:
    """A number, a variable, or an operator or function of other nodes."""

    name: str
    """A variable's number, a function's name or an operator's sign; empty for a number."""
    arguments: tuple[Node, ...] = ()
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

    def parts(self) -> Iterator[Node]:
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

    root: Node

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
        """Return the value at inputs of one shape; not finite where there is none, and nobody is warned."""
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
        node, fault = self.root, f"goes beyond {most:g}"
        if len(endless):
            with np.errstate(all="ignore"):
                node = next(node for node in self.root.parts() if not np.isfinite(node.value(point)))
            fault = "has no finite value"
        used = {node.name: VARIABLES[node.name] for node in self.root.parts() if node.name in VARIABLES}
        where = " and ".join(f"{name} = {point[i]:.4g}" for name, i in used.items())
        return f"column {node.column}: {node.computed(point)} {fault}" + (f", where {where}" if where else "")

    def __str__(self) -> str:
        return str(self.root)


@lru_cache(maxsize=256)
def read(text: str) -> Expression:
    """Return the formula in a text. Raises BadFormula and nothing else."""
    if len(text) > LONGEST:
        raise BadExpression(LONGEST + 1, f"a formula has at most {LONGEST} characters")
    return Expression(_Reader(text).whole())


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int


class _Reader:
    """Reads one text from left to right; a method for every level of binding, the loosest first."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text.translate(SPELLINGS)))
        self._at = self._depth = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self, *texts: str) -> _Token | None:
        if self._next.kind == "sign" and self._next.text in texts:
            self._at += 1
            return self._tokens[self._at - 1]
        return None

    def whole(self) -> Node:
        node, rest = self._comparison(), self._next
        if rest.kind == "end":
            return node
        if rest.text in COMPARISONS:
            raise BadExpression(
                rest.column, "only one comparison is allowed here; put the other in parentheses"
            )
        if rest.text == ",":
            raise BadExpression(rest.column, 'commas only separate arguments; the decimal point is "."')
        if rest.text == ")":
            raise BadExpression(rest.column, 'this ")" has no matching "("')
        raise BadExpression(rest.column, f'an operator, such as *, is missing before "{rest.text}"')

    def _comparison(self) -> Node:
        node = self._sum()
        if sign := self._take(*COMPARISONS):
            return Node(sign.text, (node, self._sum()), column=sign.column)
        return node

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._take("+", "-"):
            node = Node(sign.text, (node, self._product()), column=sign.column)
        return node

    def _product(self) -> Node:
        node = self._signed()
        while sign := self._take("*", "/"):
            node = Node(sign.text, (node, self._signed()), column=sign.column)
        return node

    def _signed(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadExpression(self._next.column, f"more than {DEEPEST} levels of nesting")
        if sign := self._take("-", "+"):
            node = self._signed()
            node = Node("-", (node,), column=sign.column) if sign.text == "-" else node
        else:
            node = self._power()
        self._depth -= 1
        return node

    def _power(self) -> Node:
        node = self._atom()
        if sign := self._take("^", "**"):
            return Node("^", (node, self._signed()), column=sign.column)
        return node

    def _atom(self) -> Node:
        token = self._next
        if self._take("("):
            node = self._comparison()
            self._close(token)
            return node
        if token.kind in ("number", "name"):
            self._at += 1
            return self._number(token) if token.kind == "number" else self._named(token)
        found = f'not "{token.text}"' if token.text else "and the text ends"
        raise BadExpression(token.column, f"a number, a variable or a function is expected, {found}")

    def _number(self, token: _Token) -> Node:
        number = float(token.text)
        if not math.isfinite(number):
            raise BadExpression(token.column, "the number is too large")
        return Node("", number=number, column=token.column)

    def _named(self, token: _Token) -> Node:
        name, bracket = token.text, self._take("(")
        if bracket:
            if name not in FUNCTIONS:
                text = f'no function is called "{name}"' + meant(name, list(FUNCTIONS))
                raise BadExpression(token.column, text)
            arguments = [self._comparison()]
            while self._take(","):
                arguments.append(self._comparison())
            self._close(bracket)
            wanted = FUNCTIONS[name][1]
            if len(arguments) != wanted:
                text = f"{name} takes {wanted} argument{'s' * (wanted > 1)}, not {len(arguments)}"
                raise BadExpression(token.column, text)
            return Node(name, tuple(arguments), column=token.column)
        if name in CONSTANTS:
            return Node("", number=CONSTANTS[name], column=token.column)
        if name in VARIABLES:
            return Node(f"x{VARIABLES[name] + 1}", column=token.column)
        if name in FUNCTIONS:
            raise BadExpression(token.column, f"{name} is a function: write {name}(...), with parentheses")
        close = meant(name, ["x1", "x2", *CONSTANTS, *FUNCTIONS])
        raise BadExpression(token.column, f'nothing is called "{name}"{close}')

    def _close(self, opened: _Token) -> None:
        if not self._take(")"):
            raise BadExpression(self._next.column, f'the "(" of column {opened.column} is not closed')


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = TOKEN.match(text, at)
        if found is None:
            raise BadExpression(at + 1, f'"{printable(text[at])}" has no meaning in a formula')
        yield _Token(str(found.lastgroup), found.group(), at + 1)
        at = found.end()
    yield _Token("end", "", len(text) + 1)

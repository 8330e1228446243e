"""Reading formulas that a person types: Python's own parser for a small part of Python's expressions.

Numbers, ``x1``, ``x2`` ..., ``pi``, ``e``, ``+ - * / ^`` (or ``**``), ``> < >= <=``, parentheses and the
functions of FUNCTIONS. A power binds tightest and to the right, and ``-x1^2`` is minus the square. A
comparison is 1 where it holds and 0 elsewhere. ``x`` and ``y`` are other names of ``x1`` and ``x2``.

Nothing is evaluated. Only tokens of this grammar in an order that it allows are handed to Python, which
returns the tree that says what binds to what; the tree is then walked.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from playground.data.formula import CONSTANTS, FUNCTIONS, VARIABLES, Expression, FormulaNode
from playground.parts.text import meant, printable

LONGEST, DEEPEST = 200, 25
"""The most characters, and the most levels of parentheses, signs and exponents inside each other."""
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


@lru_cache(maxsize=256)
def read(text: str) -> Expression:
    """Return the formula in a text. Raises BadExpression and nothing else."""
    if len(text) > LONGEST:
        raise BadExpression(LONGEST + 1, f"a formula has at most {LONGEST} characters")
    tokens = list(_tokens(text.translate(SPELLINGS)))
    _check(tokens)
    # A token to a line: the line numbers of the tree are those of its tokens.
    lines = "\n".join(token.python for token in tokens)
    return Expression(_node(ast.parse(f"({lines})", mode="eval").body, tokens))


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int

    @property
    def python(self) -> str:
        """How Python spells it, which takes no zeros in front of a number."""
        return repr(float(self.text)) if self.kind == "number" else self.text.replace("^", "**")


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


def _check(tokens: list[_Token]) -> None:
    """Raise BadExpression at the first token that is unknown, or cannot stand where it does."""
    opened: list[tuple[int, int]] = []  # of every open parenthesis its column, and how deep it stands
    depth, operand_ended = 1, False
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        word = token.kind in ("number", "name")
        begins = word or token.text == "("
        if operand_ended and begins:
            raise BadExpression(token.column, f'an operator, such as *, is missing before "{token.text}"')
        if not operand_ended and not begins and token.text not in ("+", "-"):
            found = f'not "{token.text}"' if token.text else "and the text ends"
            raise BadExpression(token.column, f"a number, a variable or a function is expected, {found}")
        if word:
            _check_word(token, called=after.text == "(")
        elif token.text == "(":
            opened.append((token.column, depth))
            depth += 1
        elif token.text == ")":
            if not opened:
                raise BadExpression(token.column, 'this ")" has no matching "("')
            depth = opened.pop()[1]
        elif token.text in ("^", "**") or not operand_ended:
            depth += 1
        else:
            depth = opened[-1][1] + 1 if opened else 1
        if depth > DEEPEST:
            raise BadExpression(after.column, f"more than {DEEPEST} levels of nesting")
        operand_ended = token.text == ")" or (
            token.kind in ("number", "name") and token.text not in FUNCTIONS
        )
    if opened:
        raise BadExpression(tokens[-1].column, f'the "(" of column {opened[-1][0]} is not closed')


def _check_word(token: _Token, called: bool) -> None:
    """Raise BadExpression for a number that is too large, and for a name that nothing has."""
    name = token.text
    if token.kind == "number":
        if not math.isfinite(float(name)):
            raise BadExpression(token.column, "the number is too large")
    elif called and name not in FUNCTIONS:
        raise BadExpression(token.column, f'no function is called "{name}"' + meant(name, list(FUNCTIONS)))
    elif not called and name in FUNCTIONS:
        raise BadExpression(token.column, f"{name} is a function: write {name}(...), with parentheses")
    elif not called and name not in CONSTANTS and name not in VARIABLES:
        close = meant(name, ["x1", "x2", *CONSTANTS, *FUNCTIONS])
        raise BadExpression(token.column, f'nothing is called "{name}"{close}')


def _node(tree: ast.expr, tokens: list[_Token]) -> FormulaNode:
    """Return what Python read, as far as it is allowed in a formula."""
    own = tokens[tree.lineno - 1]
    match tree:
        case ast.Constant():
            return FormulaNode("", number=float(own.text), column=own.column)
        case ast.Name(id=name) if name in CONSTANTS:
            return FormulaNode("", number=CONSTANTS[name], column=own.column)
        case ast.Name(id=name):
            return FormulaNode(f"x{VARIABLES[name] + 1}", column=own.column)
        case ast.UnaryOp(operand=operand):
            inside = _node(operand, tokens)
            return FormulaNode("-", (inside,), column=own.column) if own.text == "-" else inside
        case ast.BinOp(left=left, right=right) | ast.Compare(left=left, comparators=[right]):
            sign = _between(left, right, tokens)
            name = sign.text.replace("**", "^")
            return FormulaNode(name, (_node(left, tokens), _node(right, tokens)), column=sign.column)
        case ast.Call(args=found):
            name, wanted = own.text, FUNCTIONS[own.text][1]
            if len(found) != wanted:
                text = f"{name} takes {wanted} argument{'s' * (wanted > 1)}, not {len(found)}"
                raise BadExpression(own.column, text)
            return FormulaNode(name, tuple(_node(each, tokens) for each in found), column=own.column)
        case ast.Compare(comparators=[first, second, *_]):
            text = "only one comparison is allowed here; put the other in parentheses"
            raise BadExpression(_between(first, second, tokens).column, text)
        case ast.Tuple(elts=[first, second, *_]):
            text = 'commas only separate arguments; the decimal point is "."'
            raise BadExpression(_between(first, second, tokens).column, text)
    raise BadExpression(own.column, f'"{own.text}" has no meaning in a formula')


def _between(left: ast.expr, right: ast.expr, tokens: list[_Token]) -> _Token:
    """Return the token that joins two operands, which may stand in parentheses."""
    between = tokens[left.end_lineno or 0 : right.lineno - 1]
    return next(token for token in between if token.text not in "()")

"""Formulas as values: terms that have a number and can be written down, in symbols and in numbers.

A part writes its formula once, with these terms in place of arrays; whoever shows it decides how. Numbers are
float64, or arrays of them: the same formula then holds for many samples or parameters at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

MOST = 8
"""So many terms of a sum are written down; the others are taken together."""


@dataclass(frozen=True, eq=False)
class Term:
    """Something with a number."""

    number: Any

    def __add__(self, other: Any) -> Sum:
        return added((self, True), (_term(other), True))

    def __radd__(self, other: Any) -> Sum:
        return added((_term(other), True), (self, True))

    def __sub__(self, other: Any) -> Sum:
        return added((self, True), (_term(other), False))

    def __rsub__(self, other: Any) -> Sum:
        return added((_term(other), True), (self, False))

    def __neg__(self) -> Sum:
        return added((self, False))

    def __mul__(self, other: Any) -> Product:
        return _multiplied(self, _term(other))

    def __rmul__(self, other: Any) -> Product:
        return _multiplied(_term(other), self)

    def __truediv__(self, other: Any) -> Quotient:
        under = _term(other)
        return Quotient(self.number / under.number, self, under)

    def __rtruediv__(self, other: Any) -> Quotient:
        return _term(other) / self

    def __pow__(self, other: Any) -> Power:
        exponent = _term(other)
        return Power(self.number**exponent.number, self, exponent)


@dataclass(frozen=True)
class Node:
    """Which number of a network a symbol is."""

    layer: int
    """Counted from 1; 0 stands for the inputs of the network."""
    name: str
    """As what: ``a``, ``z``, ``da`` ... or a parameter, such as ``weight``; ``unit`` is an output with all
    that leads to it."""
    index: tuple[int, ...]
    """Where in the shape that it has there, counted from 0."""

    def __str__(self) -> str:
        return f"{self.layer}.{self.name}[{','.join(map(str, self.index))}]"


@dataclass(frozen=True, eq=False)
class Constant(Term):
    """A number that is its own name."""


@dataclass(frozen=True, eq=False)
class Symbol(Term):
    """A number with a name: a letter with what is written around it."""

    letter: str
    """One letter, Greek ones too, or a word."""
    index: str = ""
    layer: int | None = None
    """Counted from 1."""
    sample: int | None = None
    """Which row of the samples it belongs to, where several are told apart."""
    mark: str = ""
    """``hat``, ``prime``, or nothing."""
    of: str = ""
    """Of what it is the derivative: then the symbol is that of ∂L/∂a."""
    means: str = ""
    """What it stands for, in a sentence."""
    node: Node | None = None
    """Which number of the network it is, if it is one."""
    made_of: tuple[Term, ...] = ()
    """The terms that it stands for, where they are not written down."""


@dataclass(frozen=True, eq=False)
class Sum(Term):
    """Terms, each added (True) or taken away."""

    terms: tuple[tuple[Term, bool], ...]


@dataclass(frozen=True, eq=False)
class Product(Term):
    """Factors."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Quotient(Term):
    """One term over another."""

    over: Term
    under: Term


@dataclass(frozen=True, eq=False)
class Power(Term):
    """A term to the power of another."""

    base: Term
    exponent: Term


@dataclass(frozen=True, eq=False)
class Call(Term):
    """A function of terms; how it is written goes by its name."""

    function: str
    compute: Callable[..., Any]
    terms: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Either(Term):
    """One term where ``left`` is less than ``right``, otherwise another."""

    left: Term
    right: Term
    yes: Term
    no: Term


@dataclass(frozen=True, eq=False)
class Line:
    """One line of a calculation: a symbol, the formula for it, and where the formula's numbers come from."""

    left: Symbol
    right: Term
    note: str
    remembered: str = ""
    """The optimizer's array that this is the new value of."""


def nodes(term: Term) -> Iterator[tuple[Symbol, float]]:
    """Yield the symbols of a formula that are nodes of a network, also those that are not written down, each
    with the number of the product that it is a factor of, or its own.
    """
    match term:
        case Symbol():
            if term.node is not None:
                yield term, float(term.number)
            for each in term.made_of:
                yield from nodes(each)
        case Product():
            for factor in term.factors:
                for symbol, own in nodes(factor):
                    yield symbol, float(term.number) if symbol is factor else own
        case _:
            for each in _parts(term):
                yield from nodes(each)


def _parts(term: Term) -> tuple[Term, ...]:
    match term:
        case Sum(terms=terms):
            return tuple(each for each, _ in terms)
        case Product(factors=parts) | Call(terms=parts):
            return parts
        case Quotient(over=first, under=second) | Power(base=first, exponent=second):
            return first, second
        case Either():
            return term.yes, term.left, term.right, term.no
    return ()


def symbols(term: Term) -> Iterator[Symbol]:
    """Yield the symbols of a formula, in the order in which they are written."""
    match term:
        case Symbol():
            yield term
        case _:
            for each in _parts(term):
                yield from symbols(each)


def number(value: Any) -> Any:
    """Return a number, or an array of them, as terms have it."""
    found = np.asarray(value, np.float64)
    return found if found.ndim else found[()]


def symbol(letter: str, value: Any, index: str = "", **around: Any) -> Symbol:
    """Return a symbol for a number or an array."""
    return Symbol(number(value), letter, index, **around)


PI = symbol("π", math.pi, means="3.14159…")


def others(count: int, value: Any, terms: Sequence[Term] = ()) -> Symbol:
    """Return what stands in a sum for so many terms that are not written down."""
    means = "So many terms together that are not written down."
    return symbol(f"{count} more", value, means=means, made_of=tuple(terms))


def _term(value: Any) -> Term:
    return value if isinstance(value, Term) else Constant(number(value))


def added(*terms: tuple[Term, bool]) -> Sum:
    """Return a sum of terms, each with whether it is added or taken away; sums that begin it are opened."""
    flat: list[tuple[Term, bool]] = []
    for term, plus in terms:
        flat.extend(term.terms if isinstance(term, Sum) and plus else [(term, plus)])
    return Sum(sum(term.number if plus else -term.number for term, plus in terms), tuple(flat))


def _multiplied(*terms: Term) -> Product:
    flat: list[Term] = []
    for term in terms:
        flat.extend(term.factors if isinstance(term, Product) else [term])
    return Product(math.prod(term.number for term in terms), tuple(flat))


def total(terms: Sequence[Term]) -> Term:
    """Return the sum of any number of terms; of many the first are written down, the others together."""
    if not terms:
        return Constant(number(0.0))
    if len(terms) == 1:
        return terms[0]
    shown, hidden = (terms, ()) if len(terms) <= MOST else (terms[: MOST - 1], terms[MOST - 1 :])
    rest = [others(len(hidden), sum(term.number for term in hidden), hidden)] if hidden else []
    return added(*((term, True) for term in (*shown, *rest)))


def mean(terms: Sequence[Term]) -> Term:
    """Return the mean of some terms."""
    return total(terms) / len(terms) if len(terms) > 1 else terms[0]


def over(term: Term, count: int) -> Term:
    """Return a term divided by a count; by 1 nothing is to be seen."""
    return term / count if count > 1 else term


def less(left: Any, right: Any, yes: Any, no: Any) -> Either:
    """Return ``yes`` where ``left`` is less than ``right``, otherwise ``no``."""
    a, b, first, second = (_term(value) for value in (left, right, yes, no))
    return Either(number(np.where(a.number < b.number, first.number, second.number)), a, b, first, second)


def named(term: Term, letter: str, index: str = "", **around: Any) -> Symbol:
    """Return a symbol for what a formula has given."""
    return Symbol(term.number, letter, index, **around)


def valued(like: Symbol, value: Any) -> Symbol:
    """Return the same symbol for another number."""
    return replace(like, number=number(value))


def call(function: str, compute: Callable[..., Any], *terms: Any) -> Call:
    """Return a function of some terms, computed from their numbers."""
    found = tuple(_term(term) for term in terms)
    return Call(number(compute(*(term.number for term in found))), function, compute, found)


def exp(x: Any) -> Call:
    """e to the power of x."""
    return call("exp", np.exp, x)


def ln(x: Any) -> Call:
    """The natural logarithm, finite also at 0."""
    return call("ln", lambda value: np.log(np.maximum(value, np.finfo(float).tiny)), x)


def tanh(x: Any) -> Call:
    """The hyperbolic tangent."""
    return call("tanh", np.tanh, x)


def sigmoid(x: Any) -> Call:
    """1 / (1 + exp(-x)), in the form that cannot overflow."""
    return call("sigmoid", lambda value: np.exp(-np.logaddexp(0.0, -value)), x)


def softplus(x: Any) -> Call:
    """ln(1 + exp(x)), in the form that cannot overflow."""
    return call("softplus", lambda value: np.logaddexp(0.0, value), x)


def sqrt(x: Any) -> Call:
    """The square root."""
    return call("sqrt", np.sqrt, x)


def absolute(x: Any) -> Call:
    """The size of x."""
    return call("abs", np.abs, x)


def sign(x: Any) -> Call:
    """-1, 0 or 1."""
    return call("sign", np.sign, x)


def least(*terms: Any) -> Call:
    """The smallest of some terms."""
    return call("min", lambda *values: np.minimum.reduce(np.broadcast_arrays(*values)), *terms)


def largest(*terms: Any) -> Call:
    """The largest of some terms."""
    return call("max", lambda *values: np.maximum.reduce(np.broadcast_arrays(*values)), *terms)

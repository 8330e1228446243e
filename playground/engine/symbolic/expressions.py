"""Formulas as values: terms that have a number and can be written down, in symbols and in numbers.

A part writes its formula once, with these terms in place of arrays; how it is shown is decided elsewhere.
Numbers are float64, or arrays of them: the same formula then holds for many samples or parameters at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np


@dataclass(frozen=True, eq=False)
class Term:
    """Something with a number."""

    number: Any

    def __add__(self, other: Any) -> Sum:
        return added((self, True), (as_term(other), True))

    def __radd__(self, other: Any) -> Sum:
        return added((as_term(other), True), (self, True))

    def __sub__(self, other: Any) -> Sum:
        return added((self, True), (as_term(other), False))

    def __rsub__(self, other: Any) -> Sum:
        return added((as_term(other), True), (self, False))

    def __neg__(self) -> Sum:
        return added((self, False))

    def __mul__(self, other: Any) -> Product:
        return _multiplied(self, as_term(other))

    def __rmul__(self, other: Any) -> Product:
        return _multiplied(as_term(other), self)

    def __truediv__(self, other: Any) -> Quotient:
        denominator = as_term(other)
        return Quotient(self.number / denominator.number, self, denominator)

    def __rtruediv__(self, other: Any) -> Quotient:
        return as_term(other) / self

    def __pow__(self, other: Any) -> Power:
        exponent = as_term(other)
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
    """Which row of the samples it belongs to, where there are several."""
    mark: str = ""
    """``hat``, ``prime``, ``transposed``, or nothing."""
    of: str = ""
    """Of what it is the derivative: then the symbol is that of ∂L/∂a."""
    means: str = ""
    """What it stands for, in a sentence."""
    node: Node | None = None
    """Which number of the network it is, if it is one."""
    made_of: tuple[Term, ...] = ()
    """The terms that it stands for, where they are not written down: in a slope's formula they add up to it,
    or to what of it comes from this sample."""


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
    """One term divided by another."""

    numerator: Term
    denominator: Term


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
class Piecewise(Term):
    """``yes`` where ``left`` is less than ``right``, otherwise ``no``."""

    left: Term
    right: Term
    yes: Term
    no: Term


@dataclass(frozen=True, eq=False)
class Indicator(Piecewise):
    """1 where ``left`` is less than ``right``, otherwise 0: of matrices, number by number."""


@dataclass(frozen=True, eq=False)
class Derivative(Term):
    """How fast one symbol grows with another, in Leibniz's notation."""

    of: Symbol
    by: Symbol
    formula: Term
    """What it is."""


@dataclass(frozen=True, eq=False)
class Chained(Product):
    """The product of the factors along a path, which are gone through one by one."""

    links: tuple[Derivative, ...]
    """What each factor is."""


@dataclass(frozen=True, eq=False)
class Matmul(Term):
    """A product of matrices."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class BlockMatrix(Term):
    """Matrices beside each other, or one on top of the other."""

    parts: tuple[Term, ...]
    beside: bool


@dataclass(frozen=True, eq=False)
class Line:
    """One line of a calculation: a symbol, the formula for it, and where the formula's numbers come from."""

    left: Symbol
    right: Term
    note: str
    state_name: str = ""
    """The optimizer's array that this is the new value of."""
    updates: Symbol | None = None
    """The parameter that a line of many parameters' update is about."""


def number(value: Any) -> Any:
    """Return a number, or an array of them, as terms have it."""
    found = np.asarray(value, np.float64)
    return found if found.ndim else found[()]


def symbol(letter: str, value: Any, index: str = "", **around: Any) -> Symbol:
    """Return a symbol for a number or an array."""
    return Symbol(number(value), letter, index, **around)


PI = symbol("π", math.pi, means="3.14159…")


def as_term(value: Any) -> Term:
    """Return a number as a constant, and a term as it is."""
    return value if isinstance(value, Term) else Constant(number(value))


def added(*terms: tuple[Term, bool]) -> Sum:
    """Return a sum of terms, each with whether it is added or taken away; sums that begin it are opened."""
    flat: list[tuple[Term, bool]] = []
    for term, plus in terms:
        flat.extend(term.terms if isinstance(term, Sum) and plus else [(term, plus)])
    return Sum(sum(term.number if plus else -term.number for term, plus in terms), tuple(flat))


def _multiplied(left: Term, right: Term) -> Product:
    flat: tuple[Term, ...] = ()
    for term in (left, right):
        flat += term.factors if isinstance(term, Product) else (term,)
    return Product(left.number * right.number, flat)


def named(term: Term, letter: str, index: str = "", **around: Any) -> Symbol:
    """Return a symbol for what a formula has given."""
    return Symbol(term.number, letter, index, **around)


def valued(like: Symbol, value: Any) -> Symbol:
    """Return the same symbol for another number."""
    return replace(like, number=number(value))

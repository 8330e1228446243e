"""Formulas built up in two dimensions: bars under which terms stand, raised exponents, roots, braces."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Self

import numpy as np

from playground.engine.symbolic.expressions import (
    Call,
    Chained,
    Derivative,
    Piecewise,
    Product,
    Quotient,
    Symbol,
    Term,
)
from playground.microscope.notation import ATOM, POWER, PRODUCT, SUM, T, Written
from playground.microscope.writing import Markup

SHORT = {"sigmoid": "σ", "normal": "Φ", "sqrt": "√"}
"""Functions that are written as a letter or sign."""
NAME = re.compile(r"[A-Za-z]{2,}|.")
"""What a symbol's name is made of: words, letters, signs."""


class BuiltUp(Markup[T]):
    """Formulas as in a book, put together from what can stand above, below and around other things."""

    cell = SUM

    def symbol(self, symbol: Symbol) -> Written[T]:
        small, name = self.small, self.letters(symbol.letter)
        name = self.hat(name) if symbol.mark == "hat" else name
        raised = "′" * (symbol.mark == "prime") + ("" if symbol.layer is None else f"({symbol.layer})")
        raised += "T" * (symbol.mark == "transposed")
        word = symbol.index.isalpha() and len(symbol.index) > 1
        lowered = (small.word if word else small.marks)(symbol.index) if symbol.index else None
        if raised or lowered is not None:
            name = self.scripts(name, small.marks(raised) if raised else None, lowered)
        if symbol.sample is not None:
            name = self.joined([name, self.marks(f"[{symbol.sample}]")])
        if np.ndim(symbol.number):
            rows, columns = np.shape(symbol.number)
            name = self.under(name, small.marks(f"{rows}×{columns}"))
        if not symbol.of:
            return name, ATOM
        return self.fraction(self.partial(self.letters(symbol.of)), self.partial(name)), PRODUCT

    def blocks(self, parts: Sequence[T], beside: bool) -> T:
        signs = [each for part in parts for each in (self.marks("," if beside else ";"), self.room, part)][2:]
        return self.fenced("[", self.joined(signs), "]")

    def bracketed(self, written: T) -> T:
        return self.fenced("(", written, ")")

    def quotient(self, term: Quotient, numbers: bool) -> Written[T]:
        return self.fraction(
            self.write(term.numerator, numbers), self.write(term.denominator, numbers)
        ), PRODUCT

    def derivative(self, term: Derivative) -> Written[T]:
        return self.fraction(self.partial(self.write(term.of)), self.partial(self.write(term.by))), PRODUCT

    def product(self, term: Product, numbers: bool, first: bool) -> T:
        *others, last = term.factors
        if not isinstance(last, Piecewise) or isinstance(term, Chained):
            return super().product(term, numbers, first)
        before = super().product(replace(term, factors=tuple(others)), numbers, first)
        # The brace of the last one shows where it begins.
        return self.joined([before, self.sign(self.times), self.write(last, numbers)])

    def power(self, base: T, exponent: Term, numbers: bool) -> T:
        return self.scripts(base, self.small.placed(exponent, ATOM, numbers))

    def call(self, term: Call, numbers: bool) -> Written[T]:
        function = term.function
        if function in ("exp", "softplus"):
            power = self.scripts(
                self.letters("e"), self.small.placed(term.terms[0], SUM, numbers, first=True)
            )
            if function == "exp":
                return power, POWER
            inside = self.joined([self.figures("1"), self.sign("+"), power])
            return self.joined([self.ln, self.bracketed(inside)]), ATOM
        terms = [self.placed(each, SUM, numbers, first=True) for each in term.terms]
        if function == "abs":
            return self.fenced("|", terms[0], "|"), ATOM
        if function == "sqrt":
            return self.root(terms[0]), ATOM
        name = self.letters(SHORT[function]) if function in SHORT else self.word(function)
        return self.joined([name, self.bracketed(self.listed(terms))]), ATOM

    @property
    @abstractmethod
    def small(self) -> Self:
        """The same markup for what is raised or lowered."""

    @property
    @abstractmethod
    def ln(self) -> T:
        """The sign of the natural logarithm."""

    @abstractmethod
    def letters(self, name: str) -> T:
        """Return a symbol's name: letters, Greek ones too, signs and words."""

    @abstractmethod
    def word(self, name: str) -> T:
        """Return a word."""

    @abstractmethod
    def marks(self, text: str) -> T:
        """Return what stands around a symbol's name: digits, letters, commas, brackets, a prime."""

    @abstractmethod
    def fenced(self, left: str, written: T, right: str) -> T:
        """Return something between two signs that are as high as it is."""

    @abstractmethod
    def fraction(self, over: T, under: T) -> T:
        """Return one thing over another."""

    @abstractmethod
    def under(self, written: T, shape: T) -> T:
        """Return a matrix with its shape under it."""

    @abstractmethod
    def partial(self, written: T) -> T:
        """Return something after the sign of a partial derivative."""

    @abstractmethod
    def scripts(self, base: T, raised: T | None = None, lowered: T | None = None) -> T:
        """Return something with small things beside it, at least one."""

    @abstractmethod
    def hat(self, written: T) -> T:
        """Return something with a hat."""

    @abstractmethod
    def root(self, written: T) -> T:
        """Return the square root of something."""

    @abstractmethod
    def listed(self, terms: Sequence[T]) -> T:
        """Return the arguments of a function, with commas between them."""

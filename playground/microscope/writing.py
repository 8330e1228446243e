"""Formulas written down: one walk over the terms, in symbols or in numbers, as text or as anything else."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from playground.engine.symbolic.expressions import (
    BlockMatrix,
    Call,
    Constant,
    Derivative,
    Indicator,
    Line,
    Matmul,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Term,
)
from playground.microscope.notation import ATOM, MINUS, POWER, PRODUCT, SUM, Notation, T, Written
from playground.microscope.rounding import GRID, at_edges, closing, near


class Markup(Notation[T]):
    """How terms are written, in the notation of a format."""

    def line(self, line: Line) -> T:
        """Return a whole line: the symbol, the formula in symbols, in numbers, and what comes of it."""
        left, steps = self.relations(line)
        return self.joined([left, *(part for sign, step in steps for part in (self.sign(sign), step))])

    def relations(self, line: Line) -> tuple[T, list[tuple[str, T]]]:
        """Return a line in its pieces: the symbol, and what it equals, each with the sign before it.

        Where digits cancel each other, the numbers get as many more as it takes for the line to close. A
        result that is not quite the formula's, because the engine rounds on its way, has a wavy equals sign.
        """
        if np.ndim(line.left.number):
            return self._matrix_relations(line)
        value = float(line.left.number)
        symbols, result = self.whole(line.right), self.number(value)[0]
        exact = replace(self, digits=closing(line.right, self.digits))
        numbers = exact.whole(line.right, numbers=True)
        steps = [symbols] if numbers in (symbols, result) else [symbols, numbers]
        sign = self.equals if near(value, float(line.right.number), self.digits) else self.nearly
        found = [(self.equals, step) for step in steps if steps != [result]]
        return self.write(line.left), [*found, (sign, result)]

    def _matrix_relations(self, line: Line) -> tuple[T, list[tuple[str, T]]]:
        """Return the same of matrices: in symbols with their shapes, in numbers, and what comes of it."""
        symbols, numbers, result = self.write(line.right), self.write(line.right, True), self.grid(line.left)
        close = np.allclose(line.left.number, line.right.number, rtol=1e-3, atol=1e-6, equal_nan=True)
        steps = [(self.equals, symbols), (self.equals, numbers)]
        steps = steps[:1] if numbers == result and close else steps
        return self.write(line.left), [*steps, (self.equals if close else self.nearly, result)]

    def grid(self, term: Term) -> T:
        """Return the numbers of a matrix, of a large one those at its edges."""
        short, found = replace(self, digits=min(self.digits, GRID)), np.atleast_2d(term.number)
        rows, columns = (at_edges(count) for count in found.shape)
        cells = [
            [None if None in (i, j) else short.number(float(found[i, j]))[0] for j in columns] for i in rows
        ]
        return self.table(cells)

    def write(self, term: Term, numbers: bool = False) -> T:
        """Return a term in symbols, or with the numbers in their places."""
        return self._written(term, numbers)[0]

    def _written(self, term: Term, numbers: bool) -> Written[T]:
        match term:
            case Symbol() if numbers and np.ndim(term.number):
                return self.grid(term), ATOM
            case Symbol():
                return self.number(float(term.number)) if numbers else self.symbol(term)
            case Matmul():
                factors = [self.placed(each, ATOM, numbers) for each in term.factors]
                return self.joined(self._apart(factors)), PRODUCT
            case BlockMatrix():
                if numbers:
                    return self.grid(term), ATOM
                return self.blocks([self.write(part) for part in term.parts], term.beside), ATOM
            case Constant():
                return self.number(float(term.number))
            case Sum():
                return self._sum(term, numbers), SUM
            case Product():
                return self.product(term, numbers, first=True), PRODUCT
            case Quotient():
                return self.quotient(term, numbers)
            case Power():
                base = self.placed(term.base, ATOM, numbers)
                if not numbers and isinstance(term.base, Symbol) and not term.base.of:
                    crowded = term.base.layer is not None or term.base.mark
                    base = self.bracketed(base) if crowded else base  # one thing above a letter is enough
                return self.power(base, term.exponent, numbers), POWER
            case Call():
                return self.call(term, numbers)
            case Indicator():
                return self.joined([self.figures("1"), self.bracketed(self._condition(term, numbers))]), ATOM
            case Piecewise():
                return self._either(term, numbers), SUM
            case Derivative():
                return self.number(float(term.number)) if numbers else self.derivative(term)
        raise TypeError(f"{term} is no term")

    def whole(self, term: Term, numbers: bool = False) -> T:
        """Return all that stands on the right of a line, in symbols or with the numbers in their places."""
        return self.write(term, numbers)

    def _sum(self, term: Sum, numbers: bool) -> T:
        found: list[T] = []
        for each, plus in term.terms:
            written = self.part(term, self.placed(each, PRODUCT, numbers, first=plus and not found))
            if found:
                found += [self.sign("+" if plus else MINUS), written]
            else:
                found.append(written if plus else self.negative(written))
        return self.joined(found)

    def part(self, term: Sum | Product, written: T) -> T:
        """Return one of the terms of a sum or factors of a product, as it stands there."""
        return written

    def product(self, term: Product, numbers: bool, first: bool) -> T:
        """Return a product; ``first`` is whether nothing stands before it."""
        found: list[T] = []
        for i, each in enumerate(term.factors):
            wide = bool(i) and np.ndim(each.number) and np.ndim(term.factors[i - 1].number)
            found += [self.sign(self.each if wide else self.times)] if found else []
            found.append(self.part(term, self.placed(each, PRODUCT, numbers, first=first and not found)))
        return self.joined(found)

    def _either(self, term: Piecewise, numbers: bool) -> T:
        yes, no = (self.placed(each, self.cell, numbers, first=True) for each in (term.yes, term.no))
        return self.choice(yes, self._condition(term, numbers), no)

    def _condition(self, term: Piecewise, numbers: bool) -> T:
        left, right = (self.placed(each, SUM, numbers, first=True) for each in (term.left, term.right))
        if isinstance(term.left, Constant):  # "z > 0" is read more easily than "0 < z"
            return self.joined([right, self.sign(self.more), left])
        return self.joined([left, self.sign(self.less), right])

    def placed(self, term: Term, place: int, numbers: bool, first: bool = False) -> T:
        """Return a term in its place, in brackets where it would fall apart there."""
        found, hold = self._written(term, numbers)
        if not first and isinstance(term, Product):
            found = self.product(term, numbers, first=False)
        if self.is_negative(found):
            alone = isinstance(term, Symbol | Constant)
            return found if first and (alone or hold >= place) else self.bracketed(found)
        return found if hold >= place else self.bracketed(found)

    def _apart(self, parts: Sequence[T]) -> list[T]:
        return [each for part in parts for each in (self.room, part)][1:]

    @abstractmethod
    def quotient(self, term: Quotient, numbers: bool) -> Written[T]:
        """Return one term over another."""

    @abstractmethod
    def derivative(self, term: Derivative) -> Written[T]:
        """Return a derivative in Leibniz's notation."""

    @abstractmethod
    def power(self, base: T, exponent: Term, numbers: bool) -> T:
        """Return something to a power."""

    @abstractmethod
    def call(self, term: Call, numbers: bool) -> Written[T]:
        """Return a function of terms."""

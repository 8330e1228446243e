"""The symbols that a formula is made of, and which numbers of a network they are."""

from __future__ import annotations

from collections.abc import Iterator

from playground.engine.symbolic.expressions import (
    BlockMatrix,
    Call,
    Derivative,
    Matmul,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Term,
)


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
        case Quotient(numerator=first, denominator=second) | Power(base=first, exponent=second):
            return first, second
        case Piecewise():
            return term.yes, term.left, term.right, term.no
        case Matmul(factors=parts) | BlockMatrix(parts=parts):
            return parts
        case Derivative(of=first, by=second):
            return first, second
    return ()


def symbols(term: Term) -> Iterator[Symbol]:
    """Yield the symbols of a formula, in the order in which they are written."""
    match term:
        case Symbol():
            yield term
        case _:
            for each in _parts(term):
                yield from symbols(each)

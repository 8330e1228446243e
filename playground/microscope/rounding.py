"""How many digits a formula's numbers need, so that what is written down closes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from playground.engine.symbolic.expressions import Call, Piecewise, Power, Product, Quotient, Sum, Term

GRID, MOST = 4, 4
"""Significant digits of a matrix's numbers, and of how many rows and columns all are shown."""


def at_edges(count: int) -> list[int | None]:
    """Return which of so many rows or columns are shown, with None where some are left out."""
    return list(range(count)) if count <= MOST else [*range(MOST - 2), None, count - 1]


def closing(term: Term, digits: int) -> int:
    """Return how many digits a formula's numbers need for its result to be right in ``digits`` of them."""
    wanted = float(term.number)
    with np.errstate(all="ignore"):
        return next((n for n in range(digits, 17) if near(float(_rounded(term, n)), wanted, digits)), 17)


def near(found: float, wanted: float, digits: int) -> bool:
    """Return whether two numbers differ by no more than one in the last of so many digits."""
    if not math.isfinite(wanted) or not math.isfinite(found):
        return found == wanted or (math.isnan(found) and math.isnan(wanted))
    size = max(abs(found), abs(wanted))
    return abs(found - wanted) <= 10.0 ** (math.floor(math.log10(size)) + 1 - digits) if size else True


def _rounded(term: Term, digits: int) -> Any:
    """Return a formula's result when every number in it is written with so many digits."""
    match term:
        case Sum():
            parts = [(_rounded(each, digits), plus) for each, plus in term.terms]
            return sum(part if plus else -part for part, plus in parts)
        case Product():
            return math.prod(_rounded(factor, digits) for factor in term.factors)
        case Quotient():
            return _rounded(term.numerator, digits) / _rounded(term.denominator, digits)
        case Power():
            return _rounded(term.base, digits) ** _rounded(term.exponent, digits)
        case Call():
            return term.compute(*(_rounded(each, digits) for each in term.terms))
        case Piecewise():
            left, right = (_rounded(each, digits) for each in (term.left, term.right))
            return _rounded(term.yes if left < right else term.no, digits)
    return np.float64(f"{float(term.number):.{digits}g}")

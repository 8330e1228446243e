"""Which sum or product of a formula is opened term by term, and where in the formula it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from operator import mul
from typing import Literal

import numpy as np

from playground.engine.symbolic.expressions import Chained, Product, Quotient, Sum, Term


@dataclass(frozen=True, eq=False)
class Opened:
    """A sum whose terms can be gone through one by one, or the product of a path."""

    whole: Sum | Chained
    place: Literal["all", "above", "inside", "path"]
    """A sum is all of the formula, stands above a fraction's bar, or inside brackets."""

    @property
    def running(self) -> tuple[float, ...]:
        """What its first term comes to, its first two, and so on."""
        if isinstance(self.whole, Chained):
            return tuple(accumulate((float(each.number) for each in self.whole.factors), mul))
        terms = self.whole.terms
        return tuple(accumulate(float(each.number if plus else -each.number) for each, plus in terms))


def opened(term: Term) -> Opened | None:
    """Return the sum that a formula is, or the one that it is but for a factor, a divisor or a sign."""
    if np.ndim(term.number):
        return None  # the terms of matrices are not gone through
    match term:
        case Chained():
            return Opened(term, "path")
        case Sum(terms=((only, _),)):
            return _within(only)
        case Sum():
            return Opened(term, "all")
        case Quotient() | Product():
            return _within(term)
    return None


def _within(term: Term) -> Opened | None:
    match term:
        case Sum():
            return Opened(term, "inside")
        case Quotient(numerator=Sum() as above):
            return Opened(above, "above")
        case Quotient(numerator=Product() as above):
            return _within(above)
        case Product(factors=factors):
            sums = [factor for factor in factors if isinstance(factor, Sum)]
            return Opened(sums[0], "inside") if len(sums) == 1 else None
    return None

"""Products of matrices as terms, and rows and columns of ones, which add up what they are multiplied with."""

from __future__ import annotations

import numpy as np

from playground.engine.symbolic.expressions import Matmul, Symbol, Term, symbol


def matmul(*factors: Term) -> Matmul:
    """Return a product of matrices."""
    found = factors[0].number
    for each in factors[1:]:
        found = found @ each.number
    return Matmul(found, factors)


def ones(count: int) -> Symbol:
    """Return a row of ones, which adds up the rows of what it is multiplied with."""
    return symbol("1", np.ones((1, count)), mark="transposed", means="A row of ones: it adds rows up.")


def ones_below(count: int) -> Symbol:
    """Return a column of ones, which adds up each row of what is multiplied with it."""
    return symbol("1", np.ones((count, 1)), means="A column of ones: it adds each row up.")


def sum_of_rows(of: Term) -> Term:
    """Return the sum of each row, one below the other; a single column is its own sum."""
    count = of.number.shape[-1]
    return matmul(of, ones_below(count)) if count > 1 else of


def mean_of_rows(of: Term) -> Term:
    """Return the mean of each row, one below the other."""
    count = of.number.shape[-1]
    return sum_of_rows(of) / count if count > 1 else sum_of_rows(of)

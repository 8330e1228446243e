"""Sums, means and the largest of any number of terms, of which only so many are written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playground.engine.symbolic.expressions import Constant, Symbol, Term, added, number, symbol
from playground.engine.symbolic.functions import maximum

MOST = 8
"""So many terms of a sum are written down; the others are taken together."""


def others(count: int, value: Any, terms: Sequence[Term] = ()) -> Symbol:
    """Return what stands for so many terms that are not written down."""
    means = "So many terms together that are not written down."
    return symbol(f"{count} more", value, means=means, made_of=tuple(terms))


def total(terms: Sequence[Term]) -> Term:
    """Return the sum of any number of terms; of many the first are written down, the others together."""
    if not terms:
        return Constant(number(0.0))
    if len(terms) == 1:
        return terms[0]
    shown, hidden = (terms, ()) if len(terms) <= MOST else (terms[: MOST - 1], terms[MOST - 1 :])
    rest = [others(len(hidden), sum(term.number for term in hidden), hidden)] if hidden else []
    return added(*((term, True) for term in (*shown, *rest)))


def largest_first(terms: Sequence[Term]) -> Term:
    """Return the same; of many those are written down that count most."""
    if len(terms) <= MOST:
        return total(terms)
    return total(sorted(terms, key=lambda term: -abs(float(term.number))))


def top(terms: Sequence[Term]) -> Term:
    """Return the largest of any number of terms; of many the first are written down, the others together."""
    if len(terms) <= MOST:
        return maximum(*terms) if len(terms) > 1 else terms[0]
    shown, hidden = terms[: MOST - 1], terms[MOST - 1 :]
    return maximum(*shown, others(len(hidden), max(term.number for term in hidden), hidden))


def mean(terms: Sequence[Term]) -> Term:
    """Return the mean of some terms."""
    return total(terms) / len(terms) if len(terms) > 1 else terms[0]


def over(term: Term, count: int) -> Term:
    """Return a term divided by a count; by 1 nothing is to be seen."""
    return term / count if count > 1 else term

"""What a symbol is multiplied by in a formula that is linear in it, as the formulas of slopes are."""

from __future__ import annotations

from playground.engine.symbolic.expressions import (
    Constant,
    Either,
    Node,
    Product,
    Quotient,
    Sum,
    Symbol,
    Term,
    added,
    as_term,
)
from playground.engine.symbolic.functions import less


def coefficient(term: Term, node: Node) -> Term | None:
    """Return what the symbol of a node is multiplied by, also where it is not written down itself; None where
    the formula does not have it, or has it inside a function.
    """
    match term:
        case Symbol():
            return (
                as_term(1.0) if term.node == node else _of_sum([(part, True) for part in term.made_of], node)
            )
        case Sum(terms=terms):
            return _of_sum(terms, node)
        case Product(factors=factors):
            found = [
                (i, own) for i, each in enumerate(factors) if (own := coefficient(each, node)) is not None
            ]
            if len(found) == 1:
                ((i, own),) = found
                return multiplied([*factors[:i], own, *factors[i + 1 :]])
        case Quotient(over=over, under=under):
            above = coefficient(over, node)
            return None if above is None else above / under
        case Either(left=left, right=right, yes=yes, no=no):
            both = coefficient(yes, node), coefficient(no, node)
            if both != (None, None):
                return less(left, right, *(0.0 if each is None else each for each in both))
    return None


def multiplied(factors: list[Term]) -> Term:
    """Return a product without the factors that are plain ones."""
    kept = [each for each in factors if not (isinstance(each, Constant) and each.number == 1.0)]
    first, *rest = kept or [as_term(1.0)]
    for each in rest:
        first = first * each
    return first


def _of_sum(terms: list[tuple[Term, bool]] | tuple[tuple[Term, bool], ...], node: Node) -> Term | None:
    found = [(own, plus) for term, plus in terms if (own := coefficient(term, node)) is not None]
    if not found:
        return None
    (only, plus), *others = found
    return only if plus and not others else added(*found)

"""What symbols are multiplied by in a formula that is linear in them, as the formulas of slopes are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from playground.engine.symbolic.expressions import (
    Constant,
    Node,
    Piecewise,
    Product,
    Quotient,
    Sum,
    Symbol,
    Term,
    added,
    as_term,
)
from playground.engine.symbolic.functions import where_less


def coefficients(term: Term, wanted: Collection[Node]) -> dict[Node, Term]:
    """Return what the symbols of nodes are multiplied by, also where they are not written down themselves;
    without those that the formula does not have, or has inside a function.
    """
    match term:
        case Symbol(node=node, made_of=parts):
            found = _of_sum([(part, True) for part in parts], wanted)
            return {**found, node: as_term(1.0)} if node is not None and node in wanted else found
        case Sum(terms=terms):
            return _of_sum(terms, wanted)
        case Product(factors=factors):
            return _of_product(factors, wanted)
        case Quotient(numerator=numerator, denominator=denominator):
            return {node: own / denominator for node, own in coefficients(numerator, wanted).items()}
        case Piecewise(left=left, right=right, yes=yes, no=no):
            both = coefficients(yes, wanted), coefficients(no, wanted)
            found = {node: as_term(0.0) for each in both for node in each}
            return {
                node: where_less(left, right, *(each.get(node, none) for each in both))
                for node, none in found.items()
            }
    return {}


def multiplied(factors: list[Term]) -> Term:
    """Return a product without the factors that are plain ones."""
    kept = [each for each in factors if not (isinstance(each, Constant) and each.number == 1.0)]
    first, *rest = kept or [as_term(1.0)]
    for each in rest:
        first = first * each
    return first


def _of_sum(terms: Sequence[tuple[Term, bool]], wanted: Collection[Node]) -> dict[Node, Term]:
    found: dict[Node, list[tuple[Term, bool]]] = {}
    for term, plus in terms:
        for node, own in coefficients(term, wanted).items():
            found.setdefault(node, []).append((own, plus))
    return {
        node: owns[0][0] if len(owns) == 1 and owns[0][1] else added(*owns) for node, owns in found.items()
    }


def _of_product(factors: Sequence[Term], wanted: Collection[Node]) -> dict[Node, Term]:
    """Return those of nodes that one factor alone has: a product of two that have one is not linear in it."""
    found: dict[Node, list[tuple[int, Term]]] = {}
    for i, factor in enumerate(factors):
        for node, own in coefficients(factor, wanted).items():
            found.setdefault(node, []).append((i, own))
    return {
        node: multiplied([*factors[:i], own, *factors[i + 1 :]])
        for node, ((i, own), *others) in found.items()
        if not others
    }

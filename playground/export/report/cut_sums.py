"""Formulas with their first terms alone, and how many there are more."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from playground.engine.symbolic.expressions import Sum, Symbol, Term, symbol
from playground.export.step_writer import MORE, left_out
from playground.parts.counts import grouped


def cut(term: Term, most: int) -> Term:
    """Return a term whose sums have at most so many terms, and one that stands for the others."""
    if isinstance(term, Symbol):
        return term
    if isinstance(term, Sum):
        term = _cut_sum(term, most)
    changed = {each.name: _cut_value(getattr(term, each.name), most) for each in fields(term)}
    return replace(term, **changed)


def _cut_value(value: Any, most: int) -> Any:
    if isinstance(value, Term):
        return cut(value, most)
    return tuple(_cut_value(each, most) for each in value) if isinstance(value, tuple) else value


def _cut_sum(term: Sum, most: int) -> Sum:
    kept, left = term.terms[:most], term.terms[most:]
    count = sum(left_out(each) or 1 for each, _ in left)
    if count < 2:
        return term
    rest = sum(float(each.number) * (1.0 if plus else -1.0) for each, plus in left)
    return replace(term, terms=(*kept, (symbol(f"{grouped(count)}{MORE}", rest), True)))

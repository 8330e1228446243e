"""Formulas as Python that NumPy computes: what a part has written for a reader, for the interpreter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playground.engine.symbolic.expressions import (
    Call,
    Constant,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Term,
)

FUNCTIONS = {
    "exp": "np.exp",
    "tanh": "np.tanh",
    "sin": "np.sin",
    "cos": "np.cos",
    "sqrt": "np.sqrt",
    "abs": "np.abs",
    "sign": "np.sign",
}
"""What NumPy calls functions of formulas; what it lacks is in ``functions.KNOWN``."""
JOINED = {"min": "np.minimum", "max": "np.maximum"}
SIMPLE = re.compile(r"-?[\w.]+(e-\d+)?")
"""A name or a number."""
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)
"""How tightly an expression holds together."""


@dataclass
class TermWriter:
    """Writes terms; ``names`` says what symbols are called, by their identity: others are numbers."""

    names: Mapping[int, str]
    called_otherwise: Callable[[Symbol], str] | None = None
    """What all other symbols are called, if they are not to be numbers."""
    called: list[str] = field(default_factory=list)
    """The functions that NumPy lacks, as far as they were needed."""

    def written(self, term: Term, least: int = SUM) -> str:
        """Return a term, in parentheses if it holds together less tightly than it must.

        Raises LookupError for what cannot be written.
        """
        text, tightness = self._expression(term)
        return text if tightness >= least else f"({text})"

    def _expression(self, term: Term) -> tuple[str, int]:
        match term:
            case Symbol() if id(term) in self.names:
                return self.names[id(term)], ATOM
            case Symbol() if self.called_otherwise is not None:
                return self.called_otherwise(term), ATOM
            case Symbol() | Constant():
                return plain(float(term.number))
            case Sum():
                return self._sum(term)
            case Product(factors=factors):
                first, *others = (self.written(each, SIGN) for each in factors)
                return self.strung(first, [("*", each) for each in others]), PRODUCT
            case Quotient(numerator=numerator, denominator=denominator):
                return f"{self.written(numerator, PRODUCT)} / {self.written(denominator, SIGN)}", PRODUCT
            case Power(base=base, exponent=exponent):
                return power(self.written(base, ATOM), self.written(exponent, SIGN)), POWER
            case Piecewise():
                left, right, yes, no = (
                    self.written(each) for each in (term.left, term.right, term.yes, term.no)
                )
                less = f"{right} > {left}" if isinstance(term.left, Constant) else f"{left} < {right}"
                return f"np.where({less}, {yes}, {no})", ATOM
            case Call():
                return self._call(term), ATOM
        raise LookupError("this formula has no counterpart in NumPy")

    def _sum(self, term: Sum) -> tuple[str, int]:
        (first, plus), *others = term.terms
        text = self.written(first) if plus else negated(*self._expression(first))
        rest = [("+" if plus else "-", self.written(each, PRODUCT)) for each, plus in others]
        return self.strung(text, rest), SUM if others or plus else SIGN

    def strung(self, first: str, others: list[tuple[str, str]]) -> str:
        """Return an expression and what follows it, each with the sign before it."""
        return " ".join([first, *(f"{sign} {each}" for sign, each in others)])

    def _call(self, term: Call) -> str:
        inside = [self.written(each) for each in term.terms]
        if term.function in JOINED:
            text = inside[-1]
            for each in reversed(inside[:-1]):
                text = f"{JOINED[term.function]}({each}, {text})"
            return text
        if term.function not in FUNCTIONS:
            self.called.append(term.function)
        return f"{FUNCTIONS.get(term.function, term.function)}({', '.join(inside)})"


def power(base: str, exponent: str) -> str:
    """Return a power as formatters write it: without spaces where both are as simple as can be."""
    simple = SIMPLE.fullmatch(base) and SIMPLE.fullmatch(exponent)
    return f"{base}**{exponent}" if simple else f"{base} ** {exponent}"


def negated(text: str, tightness: int) -> str:
    """Return what is taken away from nothing, with a power in parentheses as formatters have it."""
    return f"-({text})" if tightness < SIGN or tightness == POWER else f"-{text}"


def plain(number: float) -> tuple[str, int]:
    """Return a number as it is typed, and how tightly that holds together."""
    text = str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
    return text, SIGN if text.startswith("-") else ATOM

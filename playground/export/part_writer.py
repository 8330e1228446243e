"""Terms as Python in lines of limited length: what is too long becomes statements that stand before."""

from __future__ import annotations

from dataclasses import dataclass, field

from playground.engine.symbolic.expressions import Derivative, Term
from playground.export.numpy.terms import ATOM, TermWriter
from playground.export.spelling import WIDTH

ROOM = WIDTH - 10
"""Characters of an expression in a line of its own."""


@dataclass
class PartWriter(TermWriter):
    """Writes terms, and parts of those for which a line has no room."""

    before: list[str] = field(default_factory=list)
    """Statements for what is too long to stand in one line."""
    parts: int = 0
    limit: int = ROOM
    """Characters that an expression may have within another."""

    def _expression(self, term: Term) -> tuple[str, int]:
        if isinstance(term, Derivative):
            return self._expression(term.formula)
        text, tightness = self._fitted(term)
        return (text, tightness) if len(text) <= self.limit else (self._part(text), ATOM)

    def _fitted(self, term: Term) -> tuple[str, int]:
        """Return an expression for which a line has room: what is inside it gets the shorter for that."""
        limit, count, parts = self.limit, len(self.before), self.parts
        for self.limit in (ROOM, 56, 40, 24, 12):
            del self.before[count:]
            self.parts = parts
            text, tightness = self._whole(term)
            if len(text) <= ROOM:
                break
        self.limit = limit
        return text, tightness

    def _whole(self, term: Term) -> tuple[str, int]:
        """Return an expression however long it is."""
        return super()._expression(term)

    def strung(self, first: str, others: list[tuple[str, str]]) -> str:
        text = first
        for sign, each in others:
            if len(text) + len(each) + len(sign) + 2 > self.limit:
                text = self._part(text)
            text += f" {sign} {each}"
        return text

    def _part(self, text: str) -> str:
        self.parts += 1
        self.before.append(f"part_{self.parts} = {text}")
        return f"part_{self.parts}"

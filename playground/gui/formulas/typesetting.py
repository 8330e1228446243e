"""Formulas as boxes: what the symbols, signs and numbers of a line are drawn as."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from playground.engine.symbolic.expressions import Product, Sum, Term
from playground.gui.formulas.boxes import SIGNS, Box, Fraction, Glyphs, RowBox, Scripts, Space, Summand
from playground.gui.formulas.delimiters import Cases, Fenced, Hat, Root
from playground.gui.formulas.matrices import NumberTable, Under
from playground.microscope.built_up import NAME, BuiltUp
from playground.microscope.notation import MINUS
from playground.microscope.term_groups import opened

SMALLER, LEAST = 0.74, 8
"""By how much raised and lowered places are smaller, and how small they get, in pixels."""
THIN, WORD = 0.22, 0.32
"""Room after a comma and between words, in parts of the letters' height."""
MARK = re.compile(r"\d+|.")


@dataclass(frozen=True)
class Typesetter(BuiltUp[list[Box]]):
    """Sets formulas; the terms of a line's sum are boxes of their own, to be shown one by one."""

    size: float = 14.0
    """Of the letters, in pixels."""
    beside: bool = False
    """Whether it is raised or lowered: then commas have no room after them."""
    marked: Sum | Product | None = None
    """The sum, or the product of a path, of the line that is being set."""

    def whole(self, term: Term, numbers: bool = False) -> list[Box]:
        found = opened(term)
        return replace(self, marked=found.whole if found else None).write(term, numbers)

    def part(self, term: Sum | Product, written: list[Box]) -> list[Box]:
        return [Summand([RowBox(written)])] if term is self.marked else written

    @property
    def small(self) -> Typesetter:
        return replace(self, size=max(LEAST, SMALLER * self.size), beside=True)

    @property
    def ln(self) -> list[Box]:
        return [Glyphs("ln", self.size)]

    def joined(self, parts: Sequence[list[Box]]) -> list[Box]:
        return [box for part in parts for box in part]

    def sign(self, sign: str) -> list[Box]:
        return [self._sign(sign)]

    def _sign(self, sign: str) -> Box:
        return Glyphs(sign, self.size, room=SIGNS[sign] * self.size / 16)

    def negative(self, written: list[Box]) -> list[Box]:
        return [Glyphs(MINUS, self.size), *written]

    def is_negative(self, written: list[Box]) -> bool:
        return bool(written) and isinstance(written[0], Glyphs) and written[0].text == MINUS

    def figures(self, text: str) -> list[Box]:
        if text.startswith(MINUS):
            return self.negative(self.figures(text[1:]))
        return self.word(text) if text == "nan" else [Glyphs(text, self.size)]

    def scientific(self, mantissa: str, exponent: str) -> list[Box]:
        if mantissa.startswith(MINUS):
            return self.negative(self.scientific(mantissa[1:], exponent))
        power = self.scripts(self.figures("10"), self.small.figures(exponent))
        return [RowBox(self.joined([self.figures(mantissa), self.sign(self.times), power]))]

    def letters(self, name: str) -> list[Box]:
        found: list[Box] = []
        for part in NAME.findall(name):
            found += self.word(part) if len(part) > 1 else [self._mark(part)]
        return found

    def word(self, name: str) -> list[Box]:
        return [Glyphs(name, self.size, room=1.0)]

    def marks(self, text: str) -> list[Box]:
        return [self._mark(part) for part in MARK.findall(text)]

    def _mark(self, text: str) -> Box:
        if text == " ":
            return self._room(WORD)
        if text in SIGNS:
            return self._sign(text)
        return Glyphs(text, self.size, slanted=text.isalpha())

    def _room(self, share: float) -> Box:
        return Space(share * self.size)

    @property
    def room(self) -> list[Box]:
        return [self._room(THIN)]

    def table(self, cells: Sequence[Sequence[list[Box] | None]]) -> list[Box]:
        rows = [
            [RowBox(cell) if cell else Glyphs("…" if any(row) else "⋮", self.size) for cell in row]
            for row in cells
        ]
        return [Fenced("[", NumberTable(rows), "]")]

    def under(self, written: list[Box], shape: list[Box]) -> list[Box]:
        return [Under(RowBox(written), RowBox(shape))]

    def fenced(self, left: str, written: list[Box], right: str) -> list[Box]:
        return [Fenced(left, RowBox(written), right)]

    def fraction(self, over: list[Box], under: list[Box]) -> list[Box]:
        return [Fraction(RowBox(over), RowBox(under), self.size)]

    def partial(self, written: list[Box]) -> list[Box]:
        return [self._mark("∂"), *written]

    def scripts(
        self, base: list[Box], raised: list[Box] | None = None, lowered: list[Box] | None = None
    ) -> list[Box]:
        *before, last = base
        above, below = (None if each is None else RowBox(each) for each in (raised, lowered))
        beside = last.raised(above) if isinstance(last, Scripts) and above else Scripts(last, above, below)
        return [*before, beside]

    def hat(self, written: list[Box]) -> list[Box]:
        return [Hat(RowBox(written))]

    def root(self, written: list[Box]) -> list[Box]:
        return [Root(RowBox(written))]

    def listed(self, terms: Sequence[list[Box]]) -> list[Box]:
        found: list[Box] = []
        for term in terms:
            if found:
                found += [self._mark(","), *([] if self.beside else [self._room(THIN)])]
            found += term
        return found

    def choice(self, yes: list[Box], condition: list[Box], no: list[Box]) -> list[Box]:
        when, otherwise = [*self.word("if"), self._room(WORD), *condition], self.word("otherwise")
        return [Cases([[RowBox(yes), RowBox(when)], [RowBox(no), RowBox(otherwise)]], self.size)]

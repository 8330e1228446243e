"""Formulas drawn as mathematics: the small part of LaTeX that the program's own formulas use, in boxes.

Fractions, roots, raised and lowered places, hats, cases and brackets that grow; a line that is too
long is broken at its signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from playground.gui.boxes import (
    SIGNS,
    Box,
    Cases,
    Fenced,
    Fraction,
    Glyphs,
    Hat,
    Root,
    Row,
    Scripts,
    Space,
    Summand,
    is_sign,
)

SMALLER, LEAST = 0.74, 8
"""By how much raised and lowered places are smaller, and how small they get, in pixels."""
THIN, WORD = 0.22, 0.32
"""Room after a comma and between words, in parts of the letters' height."""
TOKEN: re.Pattern[str] = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|\d+(?:\.\d+)?|\s+|.")
LETTERS = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "Delta": "Δ",
    "epsilon": "ε",
    "eta": "η",
    "varepsilon": "ε",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "pi": "π",
    "Pi": "Π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "Phi": "Φ",
    "psi": "ψ",
    "ell": "ℓ",
    "partial": "∂",
    "Vert": "‖",
    "infty": "∞",
    "cdot": "·",
    "approx": "≈",
    "sum": "Σ",
    "prime": "′",
    "times": "×",
    "le": "≤",
    "ge": "≥",
    "neq": "≠",
    "to": "→",
}


class Reader:
    """Reads LaTeX into boxes. What it does not know is shown as it stands."""

    def __init__(self, text: str, size: float) -> None:
        self._tokens: list[str] = TOKEN.findall(text)
        self._at = 0
        self._size = size
        self._beside = False

    def read(self, *ends: str) -> list[Box]:
        """Return the boxes up to a token, and go past it."""
        found: list[Box] = []
        while self._at < len(self._tokens) and self._tokens[self._at] not in ends:
            token = self._next()
            if token in "^_":
                found.append(self._scripts(found.pop() if found else Row([]), token))
            elif token in "-−" and (not found or isinstance(found[-1], Space) or is_sign(found[-1])):
                found.append(Glyphs("−", self._size))  # of a number, not between two
            elif token == "," and not self._beside:
                found += Glyphs(token, self._size), Space(THIN * self._size)
            elif not token.isspace():
                found.append(self._box(token))
        self._at += 1
        return found

    def _next(self) -> str:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _box(self, token: str) -> Box:
        match token:
            case "{":
                return Row(self.read("}"))
            case r"\frac":
                return Fraction(self._group(), self._group(), self._size)
            case r"\term":
                return Summand([self._group()])
            case r"\sqrt":
                return Root(self._group())
            case r"\hat":
                return Hat(self._group())
            case r"\mathrm" | r"\text":
                return Glyphs(self._plain(), self._size, room=1.0)
            case r"\left":
                left = self._fence()
                return Fenced(left, Row(self.read(r"\right")), self._fence())
            case r"\begin":
                return self._cases()
            case "\\ ":
                return Space(WORD * self._size)
        text = LETTERS.get(token[1:], token[1:]) if token.startswith("\\") else token
        text = text.strip().replace("-", "−")
        if text in SIGNS:
            return Glyphs(text, self._size, room=SIGNS[text] * self._size / 16)
        return Glyphs(text, self._size, slanted=len(text) == 1 and text.isalpha())

    def _group(self) -> Box:
        while self._at < len(self._tokens) and self._tokens[self._at].isspace():
            self._at += 1
        return self._box(self._next()) if self._at < len(self._tokens) else Row([])

    def _plain(self) -> str:
        self._at += 1
        stop = self._tokens.index("}", self._at)
        text = "".join(self._tokens[self._at : stop])
        self._at = stop + 1
        return text

    def _cases(self) -> Box:
        """Read rows of cells, of which only those of cases are known, up to where they end."""
        self._group()
        rows: list[list[Box]] = [[]]
        while self._at < len(self._tokens):
            rows[-1].append(Row(self.read("&", r"\\", r"\end")))
            match self._tokens[min(self._at, len(self._tokens)) - 1]:
                case r"\\":
                    rows.append([])
                case r"\end":
                    self._group()
                    break
        return Cases(rows, self._size)

    def _fence(self) -> str:
        token = self._next()
        return LETTERS.get(token[1:], token[1:]) if token.startswith("\\") else token

    def _scripts(self, base: Box, token: str) -> Box:
        size, self._size = self._size, max(LEAST, SMALLER * self._size)
        beside, self._beside = self._beside, True
        found = {token: self._group()}
        if self._at < len(self._tokens) and self._tokens[self._at] in {"^", "_"} - {token}:
            other = self._next()
            found[other] = self._group()
        self._size, self._beside = size, beside
        return Scripts(base, found.get("^"), found.get("_"))


@dataclass(frozen=True, eq=False)
class Formula:
    """A formula set in lines that are no wider than they may be."""

    lines: tuple[Row, ...]
    terms: int
    """How many terms the line's sum has that are told apart; 0 if none."""

    LEADING, INDENT = 5.0, 24.0

    @property
    def height(self) -> float:
        """How high the lines are together."""
        return sum(line.above + line.below + self.LEADING for line in self.lines)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        """Draw with the upper left corner here, in the painter's pen."""
        painter.setPen(QPen(painter.pen().color(), 1.1))
        for line, left, base in self._placed(x, y):
            line.draw(painter, left, base)

    def places(self, term: int, x: float, y: float) -> Iterator[QRectF]:
        """Yield where a term of the sum is, once in symbols and once in numbers, if drawn from here."""
        for line, left, base in self._placed(x, y):
            for box, at, foot in _summands(line, left, base):
                if box.number == term:
                    yield QRectF(at, foot - box.above, box.width, box.above + box.below)

    def _placed(self, x: float, y: float) -> Iterator[tuple[Row, float, float]]:
        for i, line in enumerate(self.lines):
            yield line, x + (self.INDENT if i else 0.0), y + line.above
            y += line.above + line.below + self.LEADING


@lru_cache(maxsize=512)
def formula(latex: str, size: int, width: int) -> Formula:
    """Set a formula so many pixels high into lines so many pixels wide."""
    lines: list[list[Box]] = [[]]
    used, boxes = 0.0, Reader(latex, size).read()
    terms = _count(boxes)
    for piece in _pieces(boxes):
        wide = sum(box.width for box in piece)
        if lines[-1] and used + wide > width - (Formula.INDENT if len(lines) > 1 else 0.0):
            lines.append([])
            used = 0.0
        lines[-1] += piece
        used += wide
    return Formula(tuple(Row(line) for line in lines), terms)


def _count(boxes: Sequence[Box]) -> int:
    """Number the terms of each sum, and return how many the longest has."""
    most = count = 0
    for box in boxes:
        if isinstance(box, Glyphs) and box.text in "=≈":
            count = 0
        for summand, _, _ in _summands(box, 0.0, 0.0):
            summand.number = count = count + 1
            most = max(most, count)
    return most


def _summands(box: Box, x: float, y: float) -> Iterator[tuple[Summand, float, float]]:
    """Yield the terms in a box that are told apart, each with where it is drawn."""
    if isinstance(box, Summand):
        yield box, x, y
    else:
        for each in box.inside(x, y):
            yield from _summands(*each)


def _pieces(boxes: Sequence[Box]) -> list[list[Box]]:
    """Cut a line before its signs."""
    pieces: list[list[Box]] = [[]]
    for box in boxes:
        if is_sign(box) and pieces[-1] and not (isinstance(box, Glyphs) and box.text in "·×"):
            pieces.append([])
        pieces[-1].append(box)
    return pieces

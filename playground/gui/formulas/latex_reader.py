"""Reading the small part of LaTeX that the program's own formulas use, into boxes."""

from __future__ import annotations

import re

from playground.gui.formulas.boxes import SIGNS, Box, Fraction, Glyphs, Row, Scripts, Space, Summand, is_sign
from playground.gui.formulas.delimiters import Cases, Fenced, Hat, Root

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

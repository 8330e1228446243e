"""Three ways to write a formula: plain text, LaTeX (with amsmath), and HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from playground.engine.symbolic.expressions import Either, Line, Product, Quotient, Sum, Symbol, Term
from playground.microscope.term_groups import opened
from playground.microscope.writing import ATOM, MINUS, POWER, PRODUCT, SUM, Markup, Written

ABOVE = str.maketrans("0123456789()+−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
BELOW = str.maketrans("0123456789t+−", "₀₁₂₃₄₅₆₇₈₉ₜ₊₋")
SHORT = {"sigmoid": "σ", "normal": "Φ", "sqrt": "√"}
COMMANDS = {
    "α": r"\alpha",
    "β": r"\beta",
    "γ": r"\gamma",
    "δ": r"\delta",
    "Δ": r"\Delta",
    "ε": r"\varepsilon",
    "η": r"\eta",
    "κ": r"\kappa",
    "λ": r"\lambda",
    "μ": r"\mu",
    "π": r"\pi",
    "Π": r"\Pi",
    "ρ": r"\rho",
    "σ": r"\sigma",
    "τ": r"\tau",
    "Φ": r"\Phi",
    "ψ": r"\psi",
    "ℓ": r"\ell",
    "∂": r"\partial",
    "‖": r"\Vert",
    "∞": r"\infty",
    "·": r"\cdot",
    MINUS: "-",
}


TERM = r"\term"
"""What ``Termwise`` puts before a term, which stands in braces."""


class Text(Markup):
    """Plain text with the Unicode's own small digits."""

    def symbol(self, symbol: Symbol) -> Written:
        text = symbol.letter + {"hat": "\u0302", "prime": "′"}.get(symbol.mark, "")
        text += self.above(symbol) + self.below(symbol.index)
        text += f"[{symbol.sample}]" if symbol.sample is not None else ""
        return (f"∂{symbol.of}/∂{text}", PRODUCT) if symbol.of else (text, ATOM)

    def above(self, symbol: Symbol) -> str:
        """Return the layer."""
        return "" if symbol.layer is None else f"({symbol.layer})".translate(ABOVE)

    def below(self, index: str) -> str:
        """Return the index."""
        small = index.translate(BELOW)
        return small if set(small) <= {*"₀₁₂₃₄₅₆₇₈₉ₜ₊₋,"} else f"_{index}"

    def scientific(self, mantissa: str, exponent: str) -> str:
        return f"{mantissa}·10{exponent.translate(ABOVE)}"

    def bracketed(self, text: str) -> str:
        return f"({text})"

    def quotient(self, term: Quotient, numbers: bool) -> Written:
        over = self.placed(term.over, PRODUCT, numbers, first=True)
        return f"{over} / {self.placed(term.under, POWER, numbers)}", PRODUCT

    def power(self, base: str, exponent: str) -> str:
        return f"{base}²" if exponent == "2" else f"{base}^{exponent}"

    def call(self, function: str, terms: list[str]) -> Written:
        if function == "abs":
            return f"|{terms[0]}|", ATOM
        if function == "softplus":
            return f"ln(1 + exp({terms[0]}))", ATOM
        return f"{SHORT.get(function, function)}({', '.join(terms)})", ATOM

    def choice(self, yes: str, condition: str, no: str) -> str:
        return f"{yes} if {condition} else {no}"


class Html(Text):
    """Rich text as Qt shows it: the same, with raised and lowered places."""

    less = "&lt;"
    more = "&gt;"

    def above(self, symbol: Symbol) -> str:
        return "" if symbol.layer is None else f"<sup>({symbol.layer})</sup>"

    def below(self, index: str) -> str:
        return f"<sub>{html.escape(index)}</sub>" if index else ""

    def scientific(self, mantissa: str, exponent: str) -> str:
        return f"{mantissa}·10<sup>{exponent}</sup>"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}<sup>{exponent}</sup>"


class Latex(Markup):
    """LaTeX for a formula between dollars."""

    times = r" \cdot "
    nearly = r"\approx"
    cell = SUM

    def relations(self, line: Line) -> tuple[str, list[tuple[str, str]]]:
        left, steps = super().relations(line)
        return left, [(sign, step.replace(MINUS, "-")) for sign, step in steps]

    def write(self, term: Term, numbers: bool = False) -> str:
        return super().write(term, numbers).replace(MINUS, "-")

    def symbol(self, symbol: Symbol) -> Written:
        text = _command(symbol.letter)
        if symbol.mark == "hat":
            text = rf"\hat{{{text}}}"
        layer = "" if symbol.layer is None else f"({symbol.layer})"
        raised = (r"\prime" if symbol.mark == "prime" else "") + layer
        text += f"^{{{raised}}}" if raised else ""
        index = symbol.index.replace(MINUS, "-")
        if index:
            text += f"_{{{_word(index) if index.isalpha() and len(index) > 1 else index}}}"
        text += f"[{symbol.sample}]" if symbol.sample is not None else ""
        if not symbol.of:
            return text, ATOM
        return rf"\frac{{\partial {_command(symbol.of)}}}{{\partial {text}}}", PRODUCT

    def number(self, value: float) -> Written:
        text, hold = super().number(value)
        return text.replace("∞", r"\infty").replace("nan", r"\mathrm{nan}"), hold

    def scientific(self, mantissa: str, exponent: str) -> str:
        return rf"{mantissa}\cdot 10^{{{exponent}}}"

    def bracketed(self, text: str) -> str:
        return rf"\left({text}\right)"

    def quotient(self, term: Quotient, numbers: bool) -> Written:
        return rf"\frac{{{self.write(term.over, numbers)}}}{{{self.write(term.under, numbers)}}}", PRODUCT

    def product(self, term: Product, numbers: bool, first: bool) -> str:
        *others, last = term.factors
        if not isinstance(last, Either):
            return super().product(term, numbers, first)
        before = super().product(replace(term, factors=tuple(others)), numbers, first)
        return before + self.times + self.write(last, numbers)  # its brace says where it begins

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent}}}"

    def call(self, function: str, terms: list[str]) -> Written:
        match function:
            case "abs":
                return rf"\left|{terms[0]}\right|", ATOM
            case "sqrt":
                return rf"\sqrt{{{terms[0]}}}", ATOM
            case "exp":
                return f"e^{{{terms[0]}}}", POWER
            case "softplus":
                return rf"\ln\left(1 + e^{{{terms[0]}}}\right)", ATOM
        name = _command(SHORT[function]) if function in SHORT else _word(function)
        return name + self.bracketed(", ".join(terms)), ATOM

    def choice(self, yes: str, condition: str, no: str) -> str:
        cases = rf"{yes} & \mathrm{{if}}\ {condition} \\ {no} & \mathrm{{otherwise}}"
        return rf"\begin{{cases}} {cases} \end{{cases}}"


@dataclass(frozen=True)
class Termwise(Latex):
    """LaTeX in which the terms of a line's sum are told apart, for a reader that shows them one by one."""

    marked: Sum | None = None
    """The sum of the line that is being written."""

    def whole(self, term: Term, numbers: bool = False) -> str:
        found = opened(term)
        return replace(self, marked=found.sum if found else None).write(term, numbers)

    def sum(self, term: Sum, numbers: bool, each_as: Callable[[str], str] = str) -> str:
        marked = term is self.marked
        return super().sum(term, numbers, rf"{TERM}{{{{{{}}}}}}".format if marked else each_as)


def _command(letter: str) -> str:
    """Return a letter, or a name of several, with its Greek and its signs as commands."""
    parts = re.findall(r"[A-Za-z]{2,}|.", letter)
    found = [COMMANDS.get(part, part) if len(part) == 1 else _word(part) for part in parts]
    return " ".join(found).replace("   ", r"\ ")


def _word(name: str) -> str:
    return rf"\mathrm{{{name}}}"

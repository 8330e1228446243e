"""Three ways to write a formula as text: plain, HTML, and LaTeX (with amsmath)."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from playground.engine.symbolic.expressions import Call, Derivative, Quotient, Symbol, Term
from playground.microscope.built_up import NAME, SHORT, BuiltUp
from playground.microscope.notation import ATOM, MINUS, POWER, PRODUCT, SUM, Written
from playground.microscope.writing import Markup

ABOVE = str.maketrans("0123456789()+−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")
BELOW = str.maketrans("0123456789t+−", "₀₁₂₃₄₅₆₇₈₉ₜ₊₋")
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
    "∘": r"\circ",
    "×": r"\times ",
    "′": r"\prime",
    MINUS: "-",
}


class InText(Markup[str]):
    """Formulas as text of any kind."""

    minus: ClassVar[str] = MINUS
    room = " "

    def table(self, cells: Sequence[Sequence[str | None]]) -> str:
        rows = [" ".join(cell or "…" for cell in row) if any(row) else "…" for row in cells]
        return f"[{'; '.join(rows)}]"

    def blocks(self, parts: Sequence[str], beside: bool) -> str:
        return f"[{(', ' if beside else '; ').join(parts)}]"

    def joined(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def sign(self, sign: str) -> str:
        return f" {sign} ".replace(MINUS, self.minus)

    def negative(self, written: str) -> str:
        return self.minus + written

    def is_negative(self, written: str) -> bool:
        return written.startswith(self.minus)

    def figures(self, text: str) -> str:
        return text.replace(MINUS, self.minus)


class Text(InText):
    """Plain text with the Unicode's own small digits."""

    def symbol(self, symbol: Symbol) -> Written[str]:
        text = symbol.letter + {"hat": "\u0302", "prime": "′"}.get(symbol.mark, "")
        text += self.above(symbol) + self.below(symbol.index)
        text += f"[{symbol.sample}]" if symbol.sample is not None else ""
        text += "ᵀ" if symbol.mark == "transposed" else ""
        if np.ndim(symbol.number):
            text += self.shape("×".join(map(str, np.shape(symbol.number))))
        return (f"∂{symbol.of}/∂{text}", PRODUCT) if symbol.of else (text, ATOM)

    def shape(self, shape: str) -> str:
        """Return the shape of a matrix, as it stands behind its letter."""
        return f"[{shape}]"

    def above(self, symbol: Symbol) -> str:
        """Return the layer."""
        return "" if symbol.layer is None else f"({symbol.layer})".translate(ABOVE)

    def below(self, index: str) -> str:
        """Return the index."""
        small = index.translate(BELOW)
        return small if set(small) <= {*"₀₁₂₃₄₅₆₇₈₉ₜ₊₋,"} else f"_{index}"

    def scientific(self, mantissa: str, exponent: str) -> str:
        return f"{mantissa}·10{exponent.translate(ABOVE)}"

    def bracketed(self, written: str) -> str:
        return f"({written})"

    def quotient(self, term: Quotient, numbers: bool) -> Written[str]:
        over = self.placed(term.numerator, PRODUCT, numbers, first=True)
        return f"{over} / {self.placed(term.denominator, POWER, numbers)}", PRODUCT

    def derivative(self, term: Derivative) -> Written[str]:
        return f"∂{self.write(term.of)}/∂{self.write(term.by)}", PRODUCT

    def power(self, base: str, exponent: Term, numbers: bool) -> str:
        raised = self.placed(exponent, ATOM, numbers)
        return f"{base}²" if raised == "2" else f"{base}^{raised}"

    def call(self, term: Call, numbers: bool) -> Written[str]:
        function, terms = term.function, [self.placed(each, SUM, numbers, first=True) for each in term.terms]
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

    def shape(self, shape: str) -> str:
        return f"<sub>{shape}</sub>"

    def above(self, symbol: Symbol) -> str:
        return "" if symbol.layer is None else f"<sup>({symbol.layer})</sup>"

    def below(self, index: str) -> str:
        return f"<sub>{html.escape(index)}</sub>" if index else ""

    def scientific(self, mantissa: str, exponent: str) -> str:
        return f"{mantissa}·10<sup>{exponent}</sup>"

    def power(self, base: str, exponent: Term, numbers: bool) -> str:
        return f"{base}<sup>{self.placed(exponent, ATOM, numbers)}</sup>"


class Latex(InText, BuiltUp[str]):
    """LaTeX for a formula between dollars."""

    times = r"\cdot"
    each = r"\circ"
    room = r"\,"
    nearly = r"\approx"
    minus = "-"
    ln = r"\ln"

    @property
    def small(self) -> Latex:
        return self

    def letters(self, name: str) -> str:
        parts = NAME.findall(name)
        found = [COMMANDS.get(part, part) if len(part) == 1 else self.word(part) for part in parts]
        return " ".join(found).replace("   ", r"\ ")

    def word(self, name: str) -> str:
        return rf"\mathrm{{{name}}}"

    def marks(self, text: str) -> str:
        return "".join(COMMANDS.get(each, each) for each in text)

    def figures(self, text: str) -> str:
        return super().figures(text).replace("∞", r"\infty").replace("nan", self.word("nan"))

    def scientific(self, mantissa: str, exponent: str) -> str:
        return rf"{self.figures(mantissa)}\cdot 10^{{{self.figures(exponent)}}}"

    def table(self, cells: Sequence[Sequence[str | None]]) -> str:
        rows = [" & ".join(cell or (r"\cdots" if any(row) else r"\vdots") for cell in row) for row in cells]
        body = r" \\ ".join(rows)
        return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"

    def blocks(self, parts: Sequence[str], beside: bool) -> str:
        return BuiltUp.blocks(self, parts, beside)

    def under(self, written: str, shape: str) -> str:
        return rf"\underset{{{shape}}}{{{written}}}"

    def fenced(self, left: str, written: str, right: str) -> str:
        return rf"\left{left}{written}\right{right}"

    def fraction(self, over: str, under: str) -> str:
        return rf"\frac{{{over}}}{{{under}}}"

    def partial(self, written: str) -> str:
        return rf"\partial {written}"

    def scripts(self, base: str, raised: str | None = None, lowered: str | None = None) -> str:
        return base + (f"^{{{raised}}}" if raised else "") + (f"_{{{lowered}}}" if lowered else "")

    def hat(self, written: str) -> str:
        return rf"\hat{{{written}}}"

    def root(self, written: str) -> str:
        return rf"\sqrt{{{written}}}"

    def listed(self, terms: Sequence[str]) -> str:
        return ", ".join(terms)

    def choice(self, yes: str, condition: str, no: str) -> str:
        cases = rf"{yes} & \mathrm{{if}}\ {condition} \\ {no} & \mathrm{{otherwise}}"
        return rf"\begin{{cases}} {cases} \end{{cases}}"

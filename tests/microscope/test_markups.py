"""Formulas written down: what is printed can be calculated again, and is read by those who set it."""

import math

import numpy as np
import pytest
from drawn import experiments
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.mathtext import MathTextParser

from playground.engine.symbolic.expressions import Line, named, symbol
from playground.engine.symbolic.functions import absolute, exp, softplus, sqrt, where_less
from playground.microscope import Html, Latex, Text, chain, trace
from playground.microscope.addresses import parameters
from playground.training.training import Training
from tests.microscope.printing import calculated, is_symbol, printed

PARSER = MathTextParser("path")


@settings(max_examples=60)
@given(experiment=experiments(), steps=st.integers(0, 5), data=st.data())
def test_what_is_printed_comes_to_what_is_printed(experiment, steps, data):
    training = Training(experiment)
    training.advance(steps)
    found = trace(experiment, training.snapshot())
    where = data.draw(st.sampled_from(parameters(found)))
    for line in chain(found, str(where)).lines:
        text = Text().line(line)
        formula, sign, result = printed(text)
        if is_symbol(formula):
            continue  # a line of one symbol, whose number is the result
        with np.errstate(all="ignore"):
            again, wanted = calculated(formula), calculated(result)
        if sign == "=" and math.isfinite(wanted):
            assert again == pytest.approx(wanted, rel=3.1e-5, abs=1e-300), text
        if experiment.precision == "float64":
            assert sign == "=", text


@given(experiment=experiments(), data=st.data())
def test_matplotlib_reads_every_formula(experiment, data):
    found = trace(experiment)
    lines = chain(found, str(data.draw(st.sampled_from(parameters(found))))).lines
    for line in lines:
        text = Latex().line(line)
        assert text.isascii()
        assert text.count("{") == text.count("}")
    line = data.draw(st.sampled_from(lines))  # reading takes its time
    for text in (Latex().write(line.left), Latex().write(line.right)):
        PARSER.parse(f"${without_cases(text)}$")


def without_cases(latex):
    """The same with brackets for braces of cases, which matplotlib does not know."""
    for cases, brackets in (
        (r"\begin{cases}", r"\left("),
        (r"\end{cases}", r"\right)"),
        (r"\\", ","),
        ("&", ","),
    ):
        latex = latex.replace(cases, brackets)
    return latex


X, Y = symbol("x", 0.5, "1"), symbol("w", -2.0, "1,2", layer=3)


@pytest.mark.parametrize(
    ("term", "text", "latex", "numbers"),
    [
        (X, "x₁", "x_{1}", "0.5"),
        (Y, "w⁽³⁾₁,₂", "w^{(3)}_{1,2}", "−2"),
        (X + Y, "x₁ + w⁽³⁾₁,₂", "x_{1} + w^{(3)}_{1,2}", "0.5 + (−2)"),
        (Y - X, "w⁽³⁾₁,₂ − x₁", "w^{(3)}_{1,2} - x_{1}", "−2 − 0.5"),
        (X - (Y - X), "x₁ − (w⁽³⁾₁,₂ − x₁)",
         r"x_{1} - \left(w^{(3)}_{1,2} - x_{1}\right)", "0.5 − (−2 − 0.5)"),
        (X + Y * X, "x₁ + w⁽³⁾₁,₂ · x₁", r"x_{1} + w^{(3)}_{1,2} \cdot x_{1}", "0.5 + (−2) · 0.5"),
        ((X + 1) * Y, "(x₁ + 1) · w⁽³⁾₁,₂",
         r"\left(x_{1} + 1\right) \cdot w^{(3)}_{1,2}", "(0.5 + 1) · (−2)"),
        (X / Y, "x₁ / w⁽³⁾₁,₂", r"\frac{x_{1}}{w^{(3)}_{1,2}}", "0.5 / (−2)"),
        (1 / (X * Y), "1 / (x₁ · w⁽³⁾₁,₂)", r"\frac{1}{x_{1} \cdot w^{(3)}_{1,2}}", "1 / (0.5 · (−2))"),
        (Y**2, "(w⁽³⁾₁,₂)²", r"\left(w^{(3)}_{1,2}\right)^{2}", "(−2)²"),
        (symbol("w", 2.0, "1", layer=1, of="L") ** 2, "(∂L/∂w⁽¹⁾₁)²",
         r"\left(\frac{\partial L}{\partial w^{(1)}_{1}}\right)^{2}", "2²"),
        (symbol("w", 2.0, "1", mark="hat") ** 2, "(w\u0302₁)²", r"\left(\hat{w}_{1}\right)^{2}", "2²"),
        (X * symbol("y", -0.0), "x₁ · y", r"x_{1} \cdot y", "0.5 · 0"),
        (-(X**2), "−x₁²", "-x_{1}^{2}", "−0.5²"),
        (sqrt(X), "√(x₁)", r"\sqrt{x_{1}}", "√(0.5)"),
        (exp(-X), "exp(−x₁)", "e^{-x_{1}}", "exp(−0.5)"),
        (absolute(Y), "|w⁽³⁾₁,₂|", r"\left|w^{(3)}_{1,2}\right|", "|−2|"),
        (softplus(X), "ln(1 + exp(x₁))", r"\ln\left(1 + e^{x_{1}}\right)", "ln(1 + exp(0.5))"),
        (where_less(0, X, 1, Y), "1 if x₁ > 0 else w⁽³⁾₁,₂",
         r"\begin{cases} 1 & \mathrm{if}\ x_{1} > 0 \\ w^{(3)}_{1,2} & \mathrm{otherwise} \end{cases}",
         "1 if 0.5 > 0 else −2"),
        (X * where_less(X, 0, X + 1, 0), "x₁ · ((x₁ + 1) if x₁ < 0 else 0)",
         r"x_{1} \cdot \begin{cases} x_{1} + 1 & \mathrm{if}\ x_{1} < 0"
         r" \\ 0 & \mathrm{otherwise} \end{cases}",
         "0.5 · ((0.5 + 1) if 0.5 < 0 else 0)"),
        (symbol("m", 1e-7, "t", mark="hat"), "m\u0302ₜ", r"\hat{m}_{t}", "1·10⁻⁷"),
        (symbol("a", 3e20, "2", layer=1, sample=4, of="L"), "∂L/∂a⁽¹⁾₂[4]",
         r"\frac{\partial L}{\partial a^{(1)}_{2}[4]}", "3·10²⁰"),
        (symbol("w", 0.1, "1", layer=1, mark="prime"), "w′⁽¹⁾₁", r"w^{\prime(1)}_{1}", "0.1"),
        (symbol("v", 0.0, "t−1"), "vₜ₋₁", "v_{t-1}", "0"),
        (symbol("s", 1.0, "max"), "s_max", r"s_{\mathrm{max}}", "1"),
    ],
)  # fmt: skip
def test_terms_are_written_as_in_a_book(term, text, latex, numbers):
    assert Text().write(term) == text
    assert Text().write(term, numbers=True) == numbers
    assert Latex().write(term) == latex


def test_html_raises_and_lowers():
    assert Html().write(Y) == "w<sup>(3)</sup><sub>1,2</sub>"
    assert Html().write(where_less(X, Y, 1, 0)) == (
        "1 if x<sub>1</sub> &lt; w<sup>(3)</sup><sub>1,2</sub> else 0"
    )
    assert Html().write(X**2, numbers=True) == "0.5<sup>2</sup>"


def test_a_line_says_the_formula_the_numbers_and_the_result():
    term = X * Y + 1
    assert Text().line(Line(named(term, "z"), term, "")) == "z = x₁ · w⁽³⁾₁,₂ + 1 = 0.5 · (−2) + 1 = 0"
    assert Text().line(Line(named(Y, "z"), Y, "")) == "z = w⁽³⁾₁,₂ = −2"
    assert Latex().line(Line(named(Y, "z"), Y, "")) == "z = w^{(3)}_{1,2} = -2"
    assert (
        Text(digits=3).line(Line(symbol("z", 1 / 3), symbol("q", 1.0) / 3, "")) == "z = q / 3 = 1 / 3 = 0.333"
    )


def test_where_digits_cancel_there_are_more_of_them():
    new, old = symbol("w", 0.149780716133), symbol("v", 0.15)
    line = Line(named(new - old, "d"), new - old, "")
    assert Text().line(line) == "d = w − v = 0.149780716 − 0.15 = −0.000219284"


def test_a_result_that_is_not_quite_the_formulas_is_marked():
    x = symbol("x", 1.0)
    assert Text().line(Line(symbol("z", 2.001), x + 1, "")) == "z = x + 1 = 1 + 1 ≈ 2.001"
    assert Latex().line(Line(symbol("z", 2.001), x + 1, "")) == r"z = x + 1 = 1 + 1 \approx 2.001"


@pytest.mark.parametrize(("value", "text"), [(np.inf, "∞"), (-np.inf, "−∞"), (np.nan, "nan")])
def test_numbers_that_are_none_are_written_all_the_same(value, text):
    term = symbol("x", value)
    assert Text().line(Line(named(term, "z"), term, "")) == f"z = x = {text}"
    assert Latex().write(term, numbers=True).isascii()

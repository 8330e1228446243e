"""Formulas set in boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from playground.engine.symbolic.expressions import Line, named, symbol
from playground.gui.formulas.mathematics import formula
from playground.microscope import Latex, Termwise

FORMULAS = [
    r"z^{(1)}_{3} = b^{(1)}_{3} + w^{(1)}_{1,3} \cdot x_{1} = -0.196",
    r"\frac{\partial L}{\partial a^{(3)}_{1}} = \frac{a - y_{1}}{10} = 0.1",
    r"\hat{v} = \frac{v_{t}}{1 - \beta_{2}^{t}} = 4.849\cdot 10^{-5}",
    r"\sqrt{x + 1} + \left|x\right| + \left\Vert g\right\Vert",
    r"\begin{cases} 1 & \mathrm{if}\ z > 0 \\ 0 & \mathrm{otherwise} \end{cases}",
]


def drawn(made):
    image = QImage(900, max(1, round(made.height)), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    made.draw(painter, 0.0, 0.0)
    painter.end()
    return image


@pytest.mark.parametrize("latex", FORMULAS)
def test_a_formula_leaves_ink_inside_its_height(qapp, latex):
    image = drawn(formula(latex, 14, 800))
    inked = [y for y in range(image.height()) if any(image.pixel(x, y) >> 24 for x in range(900))]
    assert inked
    assert inked[-1] < image.height()


def test_a_fraction_is_higher_than_a_line(qapp):
    assert formula(r"\frac{a}{b}", 14, 800).height > 1.5 * formula("a", 14, 800).height


def test_cases_stand_one_below_the_other(qapp):
    one, two = (
        formula(rf"\begin{{cases}} {rows} \end{{cases}}", 14, 800) for rows in ("a & b", r"a & b \\ c & d")
    )
    assert two.lines[0].width == pytest.approx(one.lines[0].width, abs=6.0)
    assert two.height > 1.5 * one.height


def test_words_and_what_a_comma_parts_keep_apart(qapp):
    def width(latex):
        return formula(latex, 14, 800).lines[0].width

    assert width(r"a\ b") > width("a b") + 3.0
    assert width(r"\max\left(0, z\right)") > width(r"\max\left(0z\right)") + width(",") - 0.1
    assert width(",") > width("w_{1,2}") - width("w_{12}") + 2.0


def test_raised_and_lowered_places_stand_one_above_the_other(qapp):
    both, one = formula("z^{(1)}_{3}", 14, 800).lines[0], formula("z^{(1)}", 14, 800).lines[0]
    assert both.width == one.width
    assert both.below > one.below


def test_a_long_line_is_broken_at_its_signs(qapp):
    long = " + ".join(rf"w_{{{i}}} \cdot x_{{{i}}}" for i in range(30))
    made = formula(long, 14, 400)
    assert len(made.lines) > 3
    assert all(line.width <= 400 for line in made.lines)


def test_relations_that_do_not_fit_stand_under_each_other(qapp):
    body = " + ".join(rf"w_{{{i}}} \cdot x_{{{i}}}" for i in range(9))
    made = formula(rf"z^{{(1)}} = {body} = 1 + 2 + 3 \approx 6", 14, 330)
    signs = [(row.boxes[0].text, left) for row, left in zip(made.lines[1:], made.lefts[1:], strict=True)]
    assert [text for text, _ in signs if text in "=≈"] == ["=", "≈"]
    (aligned,) = {left for text, left in signs if text in "=≈"}
    row = made.lines[0]
    equals = next(i for i, box in enumerate(row.boxes) if getattr(box, "text", "") == "=")
    assert aligned == sum(box.width for box in row.boxes[:equals])
    assert all(left > aligned for text, left in signs if text not in "=≈")
    assert all(left + row.width <= 330 for row, left in zip(made.lines, made.lefts, strict=True))
    assert not any(getattr(row.boxes[-1], "text", "") in ("=", "≈") for row in made.lines)


def test_what_fits_stands_in_one_row(qapp):
    assert len(formula("z = x + y = 1 + 2 = 3", 14, 300).lines) == 1


@pytest.mark.parametrize("around", [r"\frac{%s}{10}", r"a \cdot \left(%s\right)", r"-\frac{%s}{n}"])
def test_a_long_sum_above_a_bar_or_in_brackets_is_broken_there(qapp, around):
    body = " + ".join(rf"\term{{0.12345{i}}}" for i in range(8))
    wide, made = formula(around % body, 14, 2000), formula(around % body, 14, 300)
    assert wide.lines[0].width > 500
    assert all(row.width <= 300 for row in made.lines)
    assert made.terms == 8
    places = [next(made.places(term, 0.0, 0.0)) for term in range(1, 9)]
    assert all(place.left() >= 0.0 and place.right() <= 300 for place in places)
    assert places[-1].top() > places[0].bottom() - 1.0
    assert places[-1].bottom() <= made.height


def test_a_minus_of_a_number_keeps_close_to_it(qapp):
    between, alone = formula("a - 5", 14, 800).lines[0], formula("-5", 14, 800).lines[0]
    assert between.boxes[1].width > alone.boxes[0].width
    after_a_word = formula(r"\mathrm{if}\ -5", 14, 800).lines[0]
    assert after_a_word.boxes[2].width == alone.boxes[0].width


@given(st.text(alphabet=r"\{}^_ab1()+-. |&,", max_size=40))
def test_no_text_is_refused(qapp, latex):
    drawn(formula(latex, 14, 300))
    drawn(formula(rf"\begin{{cases}}{latex}", 14, 300))


def test_terms_of_a_sum_are_found_in_symbols_and_in_numbers(qapp):
    line = Line(
        symbol("z", 5.0), symbol("b", 1.0) + symbol("w", 2.0) * symbol("x", 3.0) - symbol("c", 2.0), ""
    )
    made = formula(Termwise().line(line), 14, 800)
    assert made.terms == 3
    places = [list(made.places(term, 12.0, 3.0)) for term in (1, 2, 3)]
    assert [len(each) for each in places] == [2, 2, 2]
    lefts = [place.left() for i in (0, 1) for place in (each[i] for each in places)]
    assert lefts == sorted(lefts)
    assert list(made.places(4, 0.0, 0.0)) == []


def test_terms_are_found_above_a_bar_and_in_brackets(qapp):
    x, y = symbol("x", 5.0), symbol("y", 2.0)
    for term in ((x + y) / 3, -((x - y) / 3), x * (1 - y), 2 * (x + y) / 3):
        made = formula(Termwise().line(Line(named(term, "z"), term, "")), 14, 800)
        assert made.terms == 2
        first, second = (list(made.places(each, 0.0, 0.0)) for each in (1, 2))
        assert (len(first), len(second)) == (2, 2)
        assert first[0].right() < second[0].left() < first[1].left()
    above, bar = (formula(rf"\frac{{{over}}}{{3}}", 14, 800) for over in (r"\term{x} + \term{y}", "x + y"))
    (place,) = above.places(1, 0.0, 0.0)
    assert place.bottom() < above.height / 2 + 2.0
    assert above.height == bar.height


def test_what_is_no_sum_has_no_terms(qapp):
    line = Line(symbol("z", 6.0), symbol("w", 2.0) * symbol("x", 3.0), "")
    assert formula(Termwise().line(line), 14, 800).terms == 0


def test_a_copied_formula_knows_no_terms():
    line = Line(symbol("z", 3.0), symbol("b", 1.0) + symbol("c", 2.0), "")
    assert "term" not in Latex().line(line)

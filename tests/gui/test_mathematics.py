"""Formulas set in boxes, straight from their terms."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from playground.engine.layers.matrices import matmul, matrix
from playground.engine.symbolic.expressions import Line, added, named, symbol
from playground.engine.symbolic.functions import (
    absolute,
    exp,
    maximum,
    sigmoid,
    softplus,
    sqrt,
    tanh,
    where_less,
)
from playground.gui.formulas.boxes import RowBox
from playground.gui.formulas.mathematics import formula
from playground.gui.formulas.typesetting import Typesetter

Z, G = symbol("z", 0.5, "3", layer=1, sample=17), symbol("‖g‖", 2.0)
B, W = symbol("b", -0.25, "3", layer=1), symbol("w", 2.0, "1,3", layer=1)
TERMS = [
    B + W * symbol("x", -1.5, "1"),
    symbol("a", 0.1, "1", layer=3, of="L") / 10,
    symbol("v", 4.849e-5, "t") / (1 - symbol("β", 0.9, "2") ** symbol("t", 3.0)),
    sqrt(Z + 1) + absolute(Z) + G,
    where_less(0, Z, 1, 0),
]
LEAVES = st.sampled_from(
    [Z, G, B, W, symbol("m", -1e-7, "t−1", mark="hat"), symbol("3 more", float("inf")), 2.0 + B - B]
)


def grown(terms):
    """Terms of one more level."""
    two = st.tuples(terms, terms)
    return st.one_of(
        two.map(lambda each: each[0] + each[1]),
        two.map(lambda each: each[0] - each[1]),
        two.map(lambda each: each[0] * each[1]),
        two.map(lambda each: each[0] / each[1]),
        two.map(lambda each: maximum(*each)),
        two.map(lambda each: where_less(*each, *each)),
        terms.map(lambda term: term**2),
        st.tuples(st.sampled_from([exp, softplus, sigmoid, tanh, absolute, sqrt]), terms).map(
            lambda each: each[0](each[1])
        ),
    )


def line(term, letter="q", **around):
    return Line(named(term, letter, **around), term, "")


def made(term, width=800):
    return formula(line(term), 14, width)


def box(term, setter=None):
    return RowBox((setter or Typesetter()).write(term))


def drawn(made):
    image = QImage(900, max(1, round(made.height)), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    made.draw(painter, 0.0, 0.0)
    painter.end()
    return image


@pytest.mark.parametrize("term", TERMS)
def test_a_formula_leaves_ink_inside_its_height(qapp, term):
    image = drawn(made(term))
    inked = [y for y in range(image.height()) if any(image.pixel(x, y) >> 24 for x in range(900))]
    assert inked
    assert inked[-1] < image.height()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@given(st.recursive(LEAVES, grown, max_leaves=8), st.integers(60, 900))
def test_any_formula_is_set_and_drawn(qapp, term, width):
    found = made(term, width)
    assert drawn(found).height() >= 14
    for first, second in pairwise(found.lines):
        assert first.width > 0.0 < second.width


def test_a_fraction_is_higher_than_a_line(qapp):
    assert made(B / W).height > 1.5 * made(B * W).height


def test_cases_stand_one_below_the_other(qapp):
    found = box(where_less(B, W, 1, 0))
    assert found.above + found.below > 1.8 * (box(B).above + box(B).below)


def test_words_and_what_a_comma_parts_keep_apart(qapp):
    setter, x = Typesetter(), symbol("x", 1.0)
    assert box(symbol("a b", 1.0)).width > box(symbol("c", 1.0)).width + box(symbol("d", 1.0)).width + 3.0
    comma = RowBox(setter.listed([[*box(x).boxes]] * 2)).width - 2 * box(x).width
    beside = RowBox(setter.small.listed([[*box(x).boxes]] * 2)).width - 2 * box(x).width
    assert comma > beside + 2.0


def test_raised_and_lowered_places_stand_one_above_the_other(qapp):
    both, one = box(replace(Z, sample=None)), box(replace(Z, sample=None, index=""))
    assert both.width == one.width
    assert both.below > one.below


def test_a_power_of_a_symbol_with_an_index_stands_above_the_index(qapp):
    x = symbol("x", 2.0, "1")
    assert box(x**2).width == box(x).width
    assert box(x**2).above > box(x).above


def test_a_long_line_is_broken_at_its_signs(qapp):
    terms = [symbol("w", 1.0, str(i)) * symbol("x", 1.0, str(i)) for i in range(30)]
    found = made(added(*((term, True) for term in terms)), 400)
    assert len(found.lines) > 6
    assert all(row.width <= 400 for row in found.lines)


def test_relations_that_do_not_fit_stand_under_each_other(qapp):
    terms = [symbol("w", 1.0, str(i)) * symbol("x", 1.0, str(i)) for i in range(9)]
    term = added(*((term, True) for term in terms))
    found = formula(Line(symbol("z", 6.0, layer=1), term, ""), 14, 330)
    signs = [(row.boxes[0].text, left) for row, left in zip(found.lines[1:], found.lefts[1:], strict=True)]
    assert [text for text, _ in signs if text in "=≈"] == ["=", "≈"]
    (aligned,) = {left for text, left in signs if text in "=≈"}
    row = found.lines[0]
    equals = next(i for i, each in enumerate(row.boxes) if getattr(each, "text", "") == "=")
    assert aligned == sum(each.width for each in row.boxes[:equals])
    assert all(left > aligned for text, left in signs if text not in "=≈")
    assert all(left + row.width <= 330 for row, left in zip(found.lines, found.lefts, strict=True))
    assert not any(getattr(row.boxes[-1], "text", "") in ("=", "≈") for row in found.lines)


def test_what_fits_stands_in_one_row(qapp):
    assert len(made(symbol("x", 1.0) + symbol("y", 2.0), 300).lines) == 1


@pytest.mark.parametrize(
    "around", [lambda term: term / 10, lambda term: W * term, lambda term: -(term / symbol("n", 3.0))]
)
def test_a_long_sum_above_a_bar_or_in_brackets_is_broken_there(qapp, around):
    term = around(added(*((symbol("a long name", 0.12345 + i / 1e6, "1,2"), True) for i in range(8))))
    wide, found = made(term, 4000), made(term, 300)
    assert wide.lines[0].width > 500
    assert all(row.width <= 300 for row in found.lines)
    assert found.terms == 8
    places = [next(found.places(each, 0.0, 0.0)) for each in range(1, 9)]
    assert all(place.left() >= 0.0 and place.right() <= 300 for place in places)
    assert places[-1].top() > places[0].bottom() - 1.0
    assert places[-1].bottom() <= found.height


def test_a_minus_of_a_number_keeps_close_to_it(qapp):
    x = symbol("x", -5.0)
    between, alone = Typesetter().write(x - 5), Typesetter().write(x, numbers=True)
    assert between[1].text == alone[0].text == "−"
    assert between[1].width > alone[0].width


def test_what_was_said_already_is_not_said_again(qapp):
    def relations(right, value):
        return [sign for sign, _ in Typesetter().relations(Line(symbol("z", value), right, ""))[1]]

    x = symbol("x", 2.0)
    assert relations(x + 1, 3.0) == ["=", "=", "="]
    assert relations(x, 2.0) == relations(-x, -2.0) == ["=", "="]
    assert relations(absolute(x), 2.0) == relations(sqrt(symbol("x", 1.0)), 1.0) == ["=", "=", "="]
    assert relations(x + 1, 3.1) == ["=", "=", "≈"]


def test_terms_of_a_sum_are_found_in_symbols_and_in_numbers(qapp):
    found = made(symbol("b", 1.0) + symbol("w", 2.0) * symbol("x", 3.0) - symbol("c", 2.0))
    assert found.terms == 3
    places = [list(found.places(term, 12.0, 3.0)) for term in (1, 2, 3)]
    assert [len(each) for each in places] == [2, 2, 2]
    lefts = [place.left() for i in (0, 1) for place in (each[i] for each in places)]
    assert lefts == sorted(lefts)
    assert list(found.places(4, 0.0, 0.0)) == []


def test_terms_are_found_above_a_bar_and_in_brackets(qapp):
    x, y = symbol("x", 5.0), symbol("y", 2.0)
    for term in ((x + y) / 3, -((x - y) / 3), x * (1 - y), 2 * (x + y) / 3):
        found = made(term)
        assert found.terms == 2
        first, second = (list(found.places(each, 0.0, 0.0)) for each in (1, 2))
        assert (len(first), len(second)) == (2, 2)
        assert first[0].right() < second[0].left() < first[1].left()
    above = made((x + y) / 3)
    place, _ = above.places(1, 0.0, 0.0)
    assert place.bottom() < above.height / 2 + 2.0


def test_what_is_no_sum_has_no_terms(qapp):
    assert made(symbol("w", 2.0) * symbol("x", 3.0)).terms == 0


def test_a_long_product_is_broken_at_its_signs_where_no_factor_is_too_wide(qapp):
    term = symbol("w", 0.123456) * tanh(symbol("c", -4.1)) * (1 - symbol("o", 0.96514)) * (1 - W) * (1 - B)
    found = made(term, 200)
    assert len(found.lines) > 3
    assert all(left + row.width <= 200 for row, left in zip(found.lines, found.lefts, strict=True))
    assert max(row.above + row.below for row in found.lines) < 2 * made(1 - B).lines[0].above * 1.5


def test_a_product_of_matrices_is_broken_between_them_and_has_their_shapes_below(qapp):
    x, w = matrix("X", np.arange(40.0).reshape(10, 4) / 7), matrix("W", np.arange(16.0).reshape(4, 4) / 7)
    product = matmul(x, w)
    found = formula(Line(matrix("Z", product.number), product, ""), 14, 300)
    assert all(left + row.width <= 300 for row, left in zip(found.lines, found.lefts, strict=True))
    assert len(found.lines) == 4
    assert box(x).below > box(symbol("X", 1.0)).below + 5

"""Numbers as people write them: what a cell is under either decimal sign, and what settles which it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.tables.dialect import Dialect
from playground.data.tables.numerals import number_in
from playground.data.tables.text import read_text

WRITTEN = {  # in a cell: with a decimal point, with a decimal comma
    "1234": (1234.0, 1234.0),
    "1.5": (1.5, None),
    "1,5": (None, 1.5),
    "1.234": (1.234, 1234.0),
    "1,234": (1234.0, 1.234),
    "1,234.5": (1234.5, None),
    "1.234,5": (None, 1234.5),
    "1.234.567": (None, 1234567.0),
    "12,34,567.8": (1234567.8, None),
    "1 200,50": (None, 1200.5),
    "1\u202f200,50": (None, 1200.5),
    "1\u00a0200.50": (1200.5, None),
    "1'234.50": (1234.5, None),
    "1’234’567": (1234567.0, 1234567.0),
    "0.125": (0.125, None),
    "0,125": (None, 0.125),
    ".5": (0.5, None),
    "5.": (5.0, None),
    "12.–": (12.0, None),
    "-3": (-3.0, -3.0),
    "−3,5": (None, -3.5),
    "–3": (-3.0, -3.0),
    "- 3": (-3.0, -3.0),
    "+3": (3.0, 3.0),
    "3-": (-3.0, -3.0),
    "(1,234.50)": (-1234.5, None),
    "($ 20)": (-20.0, -20.0),
    "3%": (0.03, 0.03),
    "-2,5 %": (None, -0.025),
    "7‰": (0.007, 0.007),
    "€ 1.234,50": (None, 1234.5),
    "1.234,50 €": (None, 1234.5),
    "$1,234.50": (1234.5, None),
    "-$5": (-5.0, -5.0),
    "$-5": (-5.0, -5.0),
    "CHF 1'234.50": (1234.5, None),
    "99 EUR": (99.0, 99.0),
    "1,5E+03": (None, 1500.0),
    "1.5e-3": (0.0015, None),
    "1.5D+02": (150.0, None),
    "0.3%": (0.003, None),
    "1.2.3": (None, None),
    "31.12.2019": (None, None),
    "2019-01-05": (None, None),
    "12:30": (None, None),
    "1 23": (None, None),
    "(5": (None, None),
    "--5": (None, None),
    "1_000": (None, None),
    "$5€": (None, None),
    "%": (None, None),
    "": (None, None),
    ".": (None, None),
    "e5": (None, None),
    "1e999": (None, None),
    "nan": (None, None),
    "٣": (None, None),
}


@pytest.mark.parametrize("cell", WRITTEN)
def test_a_cell_is_a_number_or_none(cell):
    assert (number_in(cell, "point"), number_in(cell, "comma")) == WRITTEN[cell]
    assert number_in(f" {cell} ", "point") == WRITTEN[cell][0]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_that_python_writes_is_read_to_the_last_bit(number):
    assert number_in(repr(number), "point") == number
    assert number_in(repr(number).replace(".", ","), "comma") == number


def read(text, **how):
    table = read_text(text, Dialect(**how))
    return table.columns[0].numbers.tolist(), table.dialect.decimal, table.ambiguity is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\n1.234;50,5\n990;7\n", ([1234.0, 990.0], "comma", False)),
        ("a;b\n1.234;0.5\n990;7\n", ([1.234, 990.0], "point", False)),
        ("a;b\n1,234;0.5\n990;7\n", ([1234.0, 990.0], "point", False)),
        ("a;b\n1,234;1.234.500,5\n990;7\n", ([1.234, 990.0], "comma", False)),
        ("a;b\n1.234;5\n0.125;7\n", ([1.234, 0.125], "point", False)),
        ("a;b\n1,234;5\n0,125;7\n", ([1.234, 0.125], "comma", False)),
        ("a;b\n1.234;5\n12345;7\n", ([1.234, 12345.0], "point", False)),
        ("a;b\n1,125;1 200\n2,250;7\n", ([1.125, 2.25], "comma", False)),
        ("a;b\n1.234;2019\n990;2020\n", ([1.234, 990.0], "point", True)),
        ("a;b\n1,125;2\n2,250;7\n", ([1.125, 2.25], "comma", True)),
        ("a,b\n1.234,5\n2.500,7\n", ([1.234, 2.5], "point", False)),
        ('a,b\n"1,234",5\n"2,500",7\n', ([1234.0, 2500.0], "point", True)),
        ('a,b\n"1,234",0.5\n"2,500",7\n', ([1234.0, 2500.0], "point", False)),
        ("a\tb\n1\t2\n", ([1.0], "point", False)),
    ],
)
def test_what_is_sure_anywhere_settles_what_is_open_elsewhere(text, expected):
    assert read(text) == expected


def test_what_settles_it_may_stand_in_the_last_row():
    text = "a;b\n" + "1.234;5\n" * 20_000
    assert read(text)[1:] == ("point", True)
    assert read(text + "1;0,5\n")[1:] == ("comma", False)
    assert read(text + "1;0.5\n")[1:] == ("point", False)


def test_an_ambiguity_says_both_readings_and_the_decimal_sign_can_be_said():
    text = "area;income\n5;850\n6;1.234\n"
    ambiguity = read_text(text).ambiguity
    assert (ambiguity.setting, ambiguity.readings) == ("decimal", (("point", "1.234"), ("comma", "1234")))
    assert ambiguity.text == '"1.234" in "income" can be 1.234 or 1234'
    for decimal, number in (("point", 1.234), ("comma", 1234.0)):
        table = read_text(text, Dialect(decimal=decimal))
        assert table["income"].numbers.tolist() == [850.0, number]
        assert table.ambiguity is None


def test_a_column_is_what_most_of_all_its_cells_are():
    text = "a,b\n" + "1,x\n" * 1500 + "one,2\n" * 1501
    table = read_text(text)
    assert table["a"].numbers is None
    assert read_text(text + "1,x\n" * 3)["a"].gaps == 1501


def test_numbers_that_would_lose_digits_and_sums_in_several_currencies_are_words():
    table = read_text("id,sum\n12345678901234567890,$5\n12345678901234567891,€5\n")
    assert table["id"].words == ("12345678901234567890", "12345678901234567891")
    assert table["sum"].words == ("$5", "€5")
    assert [note for note in table.notes if "kept as words" in note] == [
        '"id" has numbers of more than 15 digits: they are kept as words.',
        '"sum" has several currencies ($, €): they are kept as words.',
    ]


def test_cells_that_are_empty_can_be_named():
    table = read_text("a,b\n-999,x\n2,k.a.\n3,weg\n", Dialect(gaps=("-999", "Weg")))
    assert table["a"].known.tolist() == [False, True, True]
    assert table["b"].known.tolist() == [True, False, False]

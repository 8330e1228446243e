"""Small tables of the kinds that people have, and how each is to be read."""

from pathlib import Path

import pytest

from playground.data.tables.files import read_file

CASES = Path(__file__).parent / "cases"


def read(name):
    table, _ = read_file(CASES / name)
    return {column.name: [column.shown(row) for row in range(table.rows)] for column in table.columns}


def numbers(name, column):
    table, _ = read_file(CASES / name)
    return table[column].numbers.tolist()


def test_thousands_beside_a_decimal_comma():
    assert read("01-thousands-beside-decimal-comma.csv") == {
        "area": ["50.5", "60.5", "70.5", "80.5"],
        "income": ["850", "1234", "2100", "990"],
        "kind": ["a", "b", "a", "b"],
    }


def test_thousands_apart_by_a_narrow_blank():
    assert numbers("10-narrow-space-thousands.csv", "rent")[:2] == [1200.5, 1350.75]


def test_percent():
    assert numbers("16-percent.csv", "share")[:3] == pytest.approx([0.03, 0.06, 0.09], rel=0)
    assert numbers("16-percent.csv", "growth")[:3] == pytest.approx([-0.01, 0.02, 0.05], rel=0)


def test_class_numbers_keep_their_digits():
    assert set(read("05-class-numbers-of-seven-digits.csv")["label"]) == {"1234567", "1234568"}

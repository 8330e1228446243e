"""Small tables of the kinds that people have, and how each is to be read."""

from pathlib import Path

import pytest

from playground.data.tables.files import read_file
from playground.data.tables.importing import running
from playground.data.tables.table import BadTable

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


def test_years_as_names():
    table = read("03-years-as-names.csv")
    assert list(table) == ["country", "code", "1990", "1991", "rich"]
    assert set(table["rich"]) == {"no", "yes"}
    assert len(table["1990"]) == 12


def test_blanks_between():
    assert list(read("04-spaces-between.txt").values()) == [
        ["0.006", "0.027", "0.032"],
        ["18", "0", "0"],
        ["2.31", "7.07", "2.18"],
        ["24", "21.6", "33.4"],
    ]
    assert read("04b-spaces-with-names.csv") == {
        "Chins": ["5", "2", "12"],
        "Situps": ["162", "110", "101"],
        "Jumps": ["60", "60", "101"],
    }


def test_a_running_number_is_marked():
    table, _ = read_file(CASES / "09-index-column.csv")
    assert running(table) == ["column 1"]
    assert table.names[1:] == ["u", "v", "kind"]


def test_colors_that_begin_like_remarks():
    assert next(iter(read("13-hex-colours.csv").values())) == ["#ff0000", "#00ff00", "#0000ff"]


def test_lines_of_place_and_station_above():
    assert list(read("14b-place-above.csv")) == ["Year", "Month", "Temp"]


def test_gaps_in_words():
    assert set(read("15-word-gaps.csv")["kind"]) == {"x", "y", ""}


def test_one_column_with_a_decimal_comma():
    assert numbers("20-one-column-decimal-comma.csv", "A") == [-9999.0, 6.5]


def test_the_euro_in_windows_1252():
    table, _ = read_file(CASES / "12-euro-windows-1252.csv")
    assert table.names == ["Größe", "Preis €", "Lage"]
    assert table.dialect.encoding == "windows-1252"
    assert table["Lage"].words == ("gut", "mäßig")


def test_packed():
    assert len(read("18b-packed.csv.gz")) == 2


def test_a_workbook_that_is_none_is_refused():
    with pytest.raises(BadTable, match="save it again, or as CSV"):
        read_file(CASES / "18-workbook.xlsx")


def test_arrays_that_are_divided():
    assert "part" in read("17-split-arrays.npz")


def test_an_old_workbook():
    pytest.importorskip("python_calamine")
    assert read("19-old-workbook.xls") == {
        "length": ["1.5", "2", ""],
        "kind": ["a", "b", "a"],
        "day": ["2024-01-01", "2024-01-02", "2024-01-03"],
    }

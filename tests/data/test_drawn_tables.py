"""Tables drawn in every convention, written as programs write them, and read back to the last digit."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.data.tables.files import read_bytes

SIGNS = {"tab": "\t", "semicolon": ";", "bar": "|", "comma": ",", "blanks": "  "}
WORDS = (
    "red",
    "blue",
    "green",
    "Zürich",
    "Müller",
    "naïve",
    "São Paulo",
    "x, y",
    "a;b",
    'say "no"',
    "5 kg",
    "#3",
    "it's",
)
NAMES = ("length", "width", "Größe", "kind of flower", "price, net", "x1", "T (°C)", "weight [kg]", "anno")
KINDS = ("decimals", "wholes", "thousandths", "measured", "words")
UNITS = ("kg", "°C", "km/h", "m²", "mg/l", "kWh", "mm", "m2", "months")
GAPS = ("", "NA", "#N/A", "<NA>", "n/a", "NaN")
THOUSANDS = {".": (",", " ", "\u202f", "'", ""), ",": (".", " ", "\u00a0", "’", "")}


@dataclass
class Drawn:
    """A table, what it is written as, and how."""

    names: list
    columns: list
    text: str
    encoding: str


def written(number, digits, decimal, thousands):
    """A number with so many digits behind its sign, and its thousands apart."""
    text = f"{number:,.{digits}f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def quoted(cell, separator, always):
    special = any(sign in cell for sign in (separator.strip() or " ", '"', "\n")) or (
        separator == "  " and not cell
    )
    return '"' + cell.replace('"', '""') + '"' if always or special else cell


@st.composite
def tables(draw):
    separator = draw(st.sampled_from([*SIGNS.values()]))
    decimal = "." if separator in (",", "  ") else draw(st.sampled_from(".,"))
    usual = [
        sign for sign in THOUSANDS[decimal] if sign != separator and not (sign == " " and separator == "  ")
    ]
    thousands = draw(st.sampled_from(usual))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
    always = draw(st.booleans())
    rows = draw(st.integers(4, 30))
    kinds = draw(
        st.lists(
            st.sampled_from(KINDS),
            min_size=1,
            max_size=5,
        )
    )
    kinds = ["decimals", *kinds]  # by which the decimal sign is sure
    gaps = draw(st.booleans()) and separator != "  "
    columns, cells = [], []
    for kind in kinds:
        if kind == "words":
            some = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=4, unique=True))
            column = [some[i % len(some)] for i in range(rows)]
            texts = [*column]
        else:
            digits = {"decimals": 2, "wholes": 0, "thousandths": 3, "measured": 1}[kind]
            most = 10_000_000
            column = [draw(st.integers(-most, most)) / 10**digits for _ in range(rows)]
            unit = ""
            if kind == "measured":
                unit = draw(st.sampled_from(["", " ", "\u00a0"])) + draw(st.sampled_from(UNITS))
            texts = [written(number, digits, decimal, thousands) + unit for number in column]
        if gaps and len(columns):
            for row in draw(st.sets(st.integers(0, rows - 1), max_size=rows // 4)):
                column[row] = None
                texts[row] = draw(st.sampled_from(GAPS))
        columns.append(column)
        cells.append(texts)
    names = draw(st.lists(st.sampled_from(NAMES), min_size=len(kinds), max_size=len(kinds), unique=True))
    above = draw(st.sampled_from(["", "# drawn today\n", "Station Zürich\n\n"]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    lines = [names, *map(list, zip(*cells, strict=True))]
    trailing = separator if separator != "  " and draw(st.booleans()) else ""
    text = above + "".join(
        separator.join(quoted(cell, separator, always) for cell in line) + trailing + "\n" for line in lines
    )
    text = text.replace("\n", end)
    if encoding == "cp1252":
        text = text.replace("\u202f", "\u00a0")
    return Drawn(names, columns, text, encoding)


def check(drawn):
    table = read_bytes(drawn.text.encode(drawn.encoding), ".csv")
    assert table.names == drawn.names
    assert table.ambiguity is None
    for column, expected in zip(table.columns, drawn.columns, strict=True):
        known = np.array([each is not None for each in expected])
        assert column.known.tolist() == known.tolist()
        if isinstance(next(each for each in expected if each is not None), str):
            found = [column.words[label] if label >= 0 else None for label in column.labels]
        else:
            found = [None if np.isnan(number) else number for number in column.numbers]
        assert found == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[*HealthCheck])
@given(tables())
def test_a_table_in_any_convention_is_read_back(drawn):
    check(drawn)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=[*HealthCheck])
@given(tables())
def test_two_thousand_tables_are_read_back(drawn):
    check(drawn)

"""Numbers with a unit behind them: they are numbers where the unit is the same in the whole column."""

import pytest

from playground.data.tables.dialect import Dialect
from playground.data.tables.files import read_bytes
from playground.data.tables.numerals import amount_in
from playground.data.tables.table_outline import TableOutline
from playground.data.tables.table_set import TableSet
from playground.data.tables.text import read_text
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_data
from playground.export.new_tables import NewTable, read_new
from playground.export.table_use import TableUse
from playground.library import train

UNITS = ("kg", "°C", "km/h", "m²", "m2", "mg/l", "months", "µg/m³", "GB", "M", "′", '"')


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u202f"])
def test_a_number_is_read_without_its_unit(unit, blank):
    assert amount_in(f"-12.5{blank}{unit}", "point", unit) == -12.5
    assert amount_in(f"1.250,5{blank}{unit}", "comma", unit) == 1250.5
    assert amount_in(f"12.5{blank}t", "point", unit) is None
    assert amount_in("12.5", "point", unit) is None


def column(*cells, **how):
    quoted = "".join(f'"{cell}";{i}\n' for i, cell in enumerate(cells))
    table = read_text("mass;n\n" + quoted, Dialect(**how))
    return table["mass"], table.notes


def test_a_column_of_one_unit_holds_numbers_and_says_so():
    found, notes = column("12 kg", "9,5 kg", "n/a", "1.250,25kg", "")
    assert [found.shown(row) for row in range(5)] == ["12", "9.5", "", "1250.25", ""]
    assert '"mass" has "kg" behind its numbers, which are read without it.' in notes
    assert found.unit == "kg"


@pytest.mark.parametrize(
    "cells",
    [
        ("12 kg", "300 g", "9 kg", "250 g"),
        ("12 kg", "15", "9 kg"),
        ("12 kg", "heavy", "9 kg"),
        ("12 A", "14 B", "16 A"),
        ("1 Jan 2024", "2 Jan 2024", "3 Jan 2024"),
        ("1st", "2nd", "3rd"),
        ("5 of 7", "6 of 7", "7 of 7"),
    ],
)
def test_what_is_not_of_one_unit_stays_words(cells):
    assert column(*cells)[0].numbers is None


def test_of_several_units_it_is_said_that_they_are_words():
    _, notes = column("12 kg", "300 g", "9 kg", "250 g")
    assert '"mass" has several units (g, kg): they are kept as words.' in notes


def test_a_word_among_many_numbers_of_a_known_unit_is_none():
    found, notes = column(*(f"{i} kg" for i in range(20)), "unknown")
    assert found.gaps == 1
    assert 'No numbers, so read as empty: "unknown".' in notes


def test_a_column_alone_is_not_cut_at_its_units():
    table = read_text("mass\n12 kg\n15 kg\n9.5 kg\n")
    assert table["mass"].numbers.tolist() == [12.0, 15.0, 9.5]


def test_another_unit_in_a_new_table_is_refused(tmp_path):
    rows = [(i, i % 7, 3 * (i % 7)) for i in range(40)]
    text = "mass,n,y\n" + "".join(f"{a} kg,{b},{c}\n" for a, b, c in rows)
    data = TableSet(text=text, columns=("mass", "n"), target="y", meaning="values")
    run = train(with_data(Experiment(loss="mean-squared-error", output="auto"), data), 2)
    use = TableUse.of(run.experiment, TableOutline.recalled(run.experiment.outlined.described()))
    for unit in ("kg", "", "g"):
        path = tmp_path / f"new{unit}.csv"
        path.write_text(text.replace(" kg", f" {unit}" if unit else ""))
        table = read_new(str(path), use, {})
        if unit == "g":
            with pytest.raises(ValueError, match='"mass" is in "g", and was in "kg"'):
                NewTable.of(use, run.network.predict, table, False)
        else:
            assert len(NewTable.of(use, run.network.predict, table, False).whole) == 40
    presets.save(run.experiment, tmp_path / "mine.json")
    assert presets.load(tmp_path / "mine.json") == run.experiment


def test_a_currency_without_thousandths_settles_what_a_comma_is():
    table = read_text('account,q1\nincome,"$1,200"\ncost,"($800)"\ntax,-$5\n')
    assert table.ambiguity is None
    assert table["q1"].numbers.tolist() == [1200.0, -800.0, -5.0]
    other = read_text('station,price\na,"1,799 €"\nb,"1,859 €"\n')
    assert other.ambiguity is not None


def test_a_yen_sign_may_be_the_backslash_of_japanese_systems():
    text = '品名,価格\nりんご,"\\1,200"\nみかん,\\980\n'
    table = read_bytes(text.encode("shift-jis"), ".csv", dialect=Dialect(encoding="shift-jis"))
    assert table["価格"].numbers.tolist() == [1200.0, 980.0]


def test_two_tabs_may_stand_where_one_is_meant():
    table = read_text("15.26\t14.84\t1\n14.88\t\t14.57\t1\n14.29\t14.09\t\t2\n13.84\t13.94\t2\n")
    assert [each.numbers.tolist()[1] for each in table.columns] == [14.88, 14.57, 1.0]


def test_quarters_are_no_unit():
    found, _ = column("1974Q1", "1974Q2", "1974Q3", "1974Q4", "1975Q1")
    assert found.numbers is None
    assert len(found.words) == 5


def test_square_and_cubic_metres_are_two_units():
    assert column("12 m2", "14 m2", "9 m2")[0].numbers.tolist() == [12.0, 14.0, 9.0]
    assert column("12 m2", "14 m3", "9 m2")[0].numbers is None


def test_numbers_without_end_are_gaps_however_many_they_are():
    found, _ = column("3", "Inf", "5", "inf", "∞", "Inf")
    assert found.numbers[[0, 2]].tolist() == [3.0, 5.0]
    assert found.gaps == 4

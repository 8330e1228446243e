"""What is written around a table and into it: sums, sources, remarks, quotation marks, types."""

import pytest

from playground.data.tables.dialect import Dialect
from playground.data.tables.importing import chosen
from playground.data.tables.table import UnevenRows
from playground.data.tables.table_set import TableSet
from playground.data.tables.text import read_text
from playground.experiment.experiment import Experiment


def plain(text, **how):
    table = read_text(text, Dialect(**how))
    return {column.name: [column.shown(row) for row in range(table.rows)] for column in table.columns}


ITEMS = "item,n,price\nrod,1,2.5\nbolt,3,0.5\nnut,8,0.25\n"
READ = {"item": ["rod", "bolt", "nut"], "n": ["1", "3", "8"], "price": ["2.5", "0.5", "0.25"]}


@pytest.mark.parametrize(
    "below",
    [
        "Total,12,3.25\n",
        "Mean,4,1.1\nStd. dev.,3,1.2\n",
        ",,\nSumme:,12,3.25\n",
        "Source: Statistical Office\n",
        "\nSource: World Bank, 2024\nDownloaded 2024-05-01\n",
        "* provisional\n",
        "\n© 2024 Office\n",
        "Total,12,3.25\n\nNote: rounded\n",
        ",,\nSource: Office,,\n",
        "\x1a",
    ],
)
def test_lines_below_the_data_are_no_samples(below):
    table = read_text(ITEMS + below)
    assert plain(ITEMS + below) == READ
    count = table.dialect.skip_below
    assert any(f"{count} line" in note and "below the data" in note for note in table.notes) == (count > 0)
    assert plain(ITEMS + below, **vars(table.dialect)) == READ


def test_what_looks_like_a_sum_can_be_kept():
    assert plain(ITEMS + "Total,12,3.25\n", skip_below=0)["item"][-1] == "Total"
    assert plain(ITEMS, skip_below=2)["item"] == ["rod"]
    assert plain("kind,n\ntotal,1\npart,2\ntotal,3\n")["kind"] == ["total", "part", "total"]
    assert plain("who,n,m\nAnn,1,2\nBen,3,4\nZoe,,\n")["who"] == ["Ann", "Ben", "Zoe"]


@pytest.mark.parametrize("sign", ["# ", "% ", "// ", "! ", "; "])
def test_remarks_above_begin_with_several_signs(sign):
    above = "".join(f"{sign}{line}\n" for line in ("created by a tool", "run 12 of 20", "unit m/s"))
    assert plain(above + ITEMS) == READ
    assert plain(above + ITEMS.replace(",", "\t")) == READ


def test_remarks_stand_among_rows():
    lines = ITEMS.splitlines(True)
    text = "".join((*lines[:2], "# checked again\n", lines[2], "#end of block\n", lines[3]))
    assert plain(text) == READ
    assert "Left out: 2 rows from row 3 on, with a # first." in read_text(text).notes
    assert plain(text.replace(",", "\t")) == READ
    assert [*plain("#;a;b\n1;2;3\n2;5;7.5\n")] == ["#", "a", "b"]
    assert plain("# palette\n#ff0000\t1\tx\n#00ff00\t2\ty\n")["column 1"] == ["#ff0000", "#00ff00"]


def test_quotation_marks_within_words_are_read_where_it_is_clear():
    assert plain('part,x\nrod,1\n"big" pipe,2\n"6"" pipe",3\n')["part"] == ["rod", '"big" pipe', '6" pipe']
    table = read_text('part,x\nrod,1\n"a, b" c,2\nnut,3\n')
    assert table["part"].words == ("a, b c", "nut", "rod")
    assert "In row 3, quotation marks are signs of a word." in table.notes
    with pytest.raises(UnevenRows, match="row 3 goes on after a closing quotation mark"):
        read_text('part,x\nrod,1\nnut,"2"2\npipe,3\n')


def test_rows_that_end_early_are_filled_with_gaps():
    table = read_text("a,b,c\n1,2,3\n4,5\n7,8,9\n")
    assert table["c"].known.tolist() == [True, False, True]
    assert "Row 3 ends early: what is not there is empty." in table.notes
    assert plain("a,b,c\n1,2,3\n4,5\n7,8,9\n", whole_rows=True)["a"] == ["1", "7"]
    with pytest.raises(UnevenRows, match="row 4 has 2 cells"):  # a row that is broken in two
        read_text("n,word,m\n1,x,2\n3,one\ntwo,4\n5,y,6\n7,z,8\n")
    with pytest.raises(UnevenRows):  # between blanks nobody knows which cell is not there
        read_text("a b c\n1 22 3\n4 15\n17 8 9\n5 5 155\n")


def test_more_names_than_columns_name_from_the_left():
    assert plain("a,b,more\n1,2\n3,4\n") == {"a": ["1", "3"], "b": ["2", "4"]}


THREE = (
    "C#age\tD#city\tmS#name\tcD#ill\n30\tUlm\tAnn\t0\n40\tBern\tBen\t1\n50\tUlm\tEva\t1\n60\tUlm\tJon\t0\n"
)
ROWS = "30\t1\tAnn\t0.5\n40\t2\tBen\t1\n50\t1\tEva\t1.5\n60\t3\tJon\t2\n"


def test_what_orange_says_before_names_is_followed():
    data, table = chosen(TableSet(), read_text(THREE))
    assert table.names == ["age", "city", "name", "ill"]
    assert (data.target, data.meaning, data.columns) == ("ill", "classes", ("age", "city"))
    assert "What the table says of its columns is followed." in table.notes
    assert [*plain("C#,F#,x\n1,2,3\n4,5,6\n")] == ["C#", "F#", "x"]


def test_what_orange_says_under_names_is_followed():
    head = "age\tlevel\tname\ty\nc\t1 2 3\tstring\tc\n\t\tmeta\tclass\n"
    data, table = chosen(TableSet(), read_text(head + ROWS))
    assert table["age"].numbers.tolist() == [30, 40, 50, 60]
    assert (data.target, data.meaning, data.columns) == ("y", "values", ("age", "level"))
    assert [use.kind for use in data.settled(table)] == ["numbers", "one-hot"]


def test_class_numbers_keep_the_zeros_before_them():
    text = "x,zip\n" + "".join(f"{i / 8},{'01234' if i % 2 else '98765'}\n" for i in range(8))
    data, table = chosen(TableSet(text=text), read_text(text))
    assert table["zip"].shown(1) == "01234"
    assert Experiment(data=data).targets.classes == ("01234", "98765")
    assert plain("n\n01\n2\n10\n")["n"] == ["1", "2", "10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,05\n-3,25\n7,10\n", {"column 1": ["12.05", "-3.25", "7.1"]}),
        (
            "id  city         n\n1   New York     5\n2   Los Angeles  6\n3   San Diego    7\n",
            {"id": ["1", "2", "3"], "city": ["New York", "Los Angeles", "San Diego"], "n": ["5", "6", "7"]},
        ),
        (
            "a     b     c\n1.5         x\n2.25  3     y\n4.5   12.5  x\n5     6     y\n",
            {"a": ["1.5", "2.25", "4.5", "5"], "b": ["", "3", "12.5", "6"], "c": ["x", "y", "x", "y"]},
        ),
        (
            "when\tn\nMay 03, 2023\t1\nMay 04, 2023\t2\n",
            {"when": ["May 03, 2023", "May 04, 2023"], "n": ["1", "2"]},
        ),
        ("'kind','n'\n'a b',1\n'c',2\n", {"kind": ["a b", "c"], "n": ["1", "2"]}),
        (
            "0,1,2\n1.5,-2.5,0.5\n-3.5,1.5,2.25\n",
            {"0": ["1.5", "-3.5"], "1": ["-2.5", "1.5"], "2": ["0.5", "2.25"]},
        ),
        ("0,1\n1.5,-2.5\n-3.5,1.5\n", {"0": ["1.5", "-3.5"], "1": ["-2.5", "1.5"]}),
        (
            '"who" "1990" "1991"\n"1" "A" 5 7.5\n"2" "B" 4 8\n',
            {"column 1": ["1", "2"], "who": ["A", "B"], "1990": ["5", "4"], "1991": ["7.5", "8"]},
        ),
        ('"\'a\'\t\'b\'"\n"1\t2"\n"3\t4"\n', {"a": ["1", "3"], "b": ["2", "4"]}),
        ('"a,b"\n"1,x ""y"""\n"3,z"\n', {"a": ["1", "3"], "b": ['x "y"', "z"]}),
        ("3 2\na b\n1 2\n3 4.5\n5 6\n", {"a": ["1", "3", "5"], "b": ["2", "4.5", "6"]}),
        ("gain\n$(5.25)\n$7.00\n$ (1,200.50)\n($3)\n", {"gain": ["-5.25", "7", "-1200.5", "-3"]}),
        (
            "naïve\t50%\ta|b\tΣ\n1.5\t2\tx\t3\n2.5\t4\ty\t5\n",
            {"naïve": ["1.5", "2.5"], "50%": ["2", "4"], "a|b": ["x", "y"], "Σ": ["3", "5"]},
        ),
        (
            "LAT;47.5;\nName;Office;\nrich;;\ncity;t;n\nUlm;1.5;2\nBern;2.5;3\n",
            {"city": ["Ulm", "Bern"], "t": ["1.5", "2.5"], "n": ["2", "3"]},
        ),
    ],
)
def test_tables_of_other_kinds(text, expected):
    assert plain(text) == expected


AUTO = (
    '18.0   8   307.0   70  1\t"chevrolet chevelle malibu"\n15.0   8   350.0   70  1\t"buick skylark 320"\n'
    '25.0   4   98.00   71  1\t"ford pinto"\n'
)


def test_blanks_between_numbers_separate_them_though_there_is_a_tab_in_each_line():
    found = plain(AUTO)
    assert found["column 3"] == ["307", "350", "98"]
    assert found["column 6"][0] == "chevrolet chevelle malibu"


def test_a_remark_of_as_many_words_as_there_are_columns_is_none_of_the_data():
    assert plain("# x y\n1 2\n2 3.5\n\n# second\n1 5\n2 6\n") == {
        "x": ["1", "2", "1", "2"],
        "y": ["2", "3.5", "5", "6"],
    }
    assert plain("hue,n\n#ff0000,1\n#00ff00,2\n")["hue"] == ["#ff0000", "#00ff00"]


def test_what_does_not_vary_is_not_to_be_predicted():
    text = "x,y,end\n" + "".join(f"{i},{i * i / 7},eor\n" for i in range(9))
    data, _ = chosen(TableSet(), read_text(text))
    assert (data.target, data.meaning) == ("y", "values")


def test_a_part_for_validation_is_tested_on_where_there_is_none_for_the_test():
    text = "x,y,part\n" + "".join(f"{i},{i / 7},{'val' if i % 3 == 0 else 'train'}\n" for i in range(9))
    data, _ = chosen(TableSet(text=text), read_text(text))
    assert (data.target, data.columns) == ("y", ("x",))
    assert len(Experiment(data=data).rows["test"]) == 3


def test_sodium_is_no_gap():
    table = read_text("symbol,z\nNa,11\nNA,12\nMg,Na\n")
    assert [table["symbol"].shown(row) for row in range(3)] == ["Na", "", "Mg"]
    assert not table["z"].known[2]


def test_blanks_separate_words_in_quotation_marks_whatever_signs_are_in_these():
    rows = ["land part code", *(f'Land{i} "the part, {i}" C{i}' for i in range(5))]
    assert read_text("\n".join(rows)).names == ["land", "part", "code"]
    rows = ["name day warm", *(f'"A, {i} NE" 2016-01-0{i + 1} {i}.5' for i in range(5))]
    assert read_text("\n".join(rows))["warm"].numbers.tolist() == [0.5, 1.5, 2.5, 3.5, 4.5]


@pytest.mark.parametrize(
    ("units", "names"),
    [
        ("nm\tcounts\t%", "Wavelength\tIntensity\tError"),
        ("\tmg/L\tAU", "Sample\tConc\tAbs 450"),
        ("s\tµmol\trpm", "Time\tDose\tSpeed"),
    ],
)
def test_a_row_of_units_stands_under_the_names(units, names):
    rows = "".join(f"{400 + i}\t{i * i}\t0.{i}\n" for i in range(6))
    table = read_text(f"{names}\n{units}\n{rows}")
    assert table.names == names.split("\t")
    assert (table.rows, table.dialect.below_names) == (6, 1)


@pytest.mark.parametrize("edge", ["", "|"])
def test_lines_that_a_database_draws_are_no_rows(edge):
    rule = "+----+-------+" if edge else "----+-------"
    rows = [f"{edge} {cells} {edge}" for cells in ("id |  name", " 1 | anna ", " 2 | bob  ", " 3 | cleo ")]
    lines = [*([rule] if edge else []), rows[0], rule, *rows[1:], *([rule] if edge else []), "(3 rows)"]
    table = read_text("\n".join(lines))
    assert table.names == ["id", "name"]
    assert [table["name"].shown(row) for row in range(table.rows)] == ["anna", "bob", "cleo"]


def test_what_is_no_number_is_named():
    table = read_text("conc,kind\n0.5,a\n<0.1,b\n2.5,a\nn.d.,b\n1.5,a\n")
    assert {'Read as empty: "n.d.".', 'No numbers, so read as empty: "<0.1".'} <= set(table.notes)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("root:x:0:root:/root:/bin/bash\nuser:x:1000:User:/home/user:/bin/sh\n", 6),
        ("a:b:kind\n1.5:2.5:x\n2.5:3.5:y\n", 3),
        ("a:kind\n1.5:x\n2.5:y\n", 2),
        ("08:30\n09:15\n10:00\n", 1),
        ("08:30:01\n09:15:59\n10:00:00\n", 1),
        ("note: red\nmore: blue\n", 1),
        ("http://a.org\nhttp://b.org\n", 1),
        ("00:1A:2B\n10:1F:2C\n", 1),
        ("day,at\n1,08:30\n2,09:15\n", 2),
    ],
)
def test_colons_separate_where_nothing_else_does(text, width):
    assert len(read_text(text).columns) == width

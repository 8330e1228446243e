"""Tables from outside: what is understood, what is refused by row and column, and what is learned from it."""

import codecs
import contextlib
import csv
import io
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.tables import assembling, encoding, files, table, text
from playground.data.tables.dialect import Dialect
from playground.data.tables.encoding import decoded
from playground.data.tables.files import read_file
from playground.data.tables.gaps import EMPTY, GAPS
from playground.data.tables.table import SAID, BadTable, Table, UnevenRows
from playground.data.tables.text import read_text
from playground.files.reading import Cancelled

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"), max_size=8)


def plain(table):
    """A table as lists of cells, column by column."""
    return {column.name: [column.shown(row) for row in range(table.rows)] for column in table.columns}


def lines(text):
    with pytest.raises(BadTable) as caught:
        read_text(text)
    return caught.value.lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,x\n2,y\n", {"a": ["1", "2"], "b": ["x", "y"]}),
        ("1;2,5\n3;-4,25", {"column 1": ["1", "3"], "column 2": ["2.5", "-4.25"]}),
        ("1\t2.5\r\n3\t4\r\n", {"column 1": ["1", "3"], "column 2": ["2.5", "4"]}),
        ("a|b\n1|2", {"a": ["1"], "b": ["2"]}),
        ('a,"b, c"\n1,2\n', {"a": ["1"], "b, c": ["2"]}),
        ('"a\nb",c\n"1","say ""no"""\n2,x', {"a b": ["1", "2"], "c": ['say "no"', "x"]}),
        ("a,a,\n1,2,3\n", {"a": ["1"], "a (2)": ["2"], "column 3": ["3"]}),
        ("\n\na,b\n\n1,2\n,\n", {"a": ["1"], "b": ["2"]}),
        ("x\n1e3\n−2\n", {"x": ["1000", "-2"]}),
        ("a;b\n1,5;red\n2;blue", {"a": ["1.5", "2"], "b": ["red", "blue"]}),
        ("red,blue\nred,green\n", {"column 1": ["red", "red"], "column 2": ["blue", "green"]}),
        ("hue,tone\nred,blue\n", {"hue": ["red"], "tone": ["blue"]}),
        ("a,b\n1,\n,x\n3,z\n", {"a": ["1", "", "3"], "b": ["", "x", "z"]}),
        ("a,b,\n1,x,\n2,y,\n", {"a": ["1", "2"], "b": ["x", "y"]}),
        ("1;2;\n3;4;\n", {"column 1": ["1", "3"], "column 2": ["2", "4"]}),
        ("a,b,\n1,x,\n2,y,5\n", {"a": ["1", "2"], "b": ["x", "y"], "column 3": ["", "5"]}),
        ("a,b\n1,x\n2,NA\n3,?\n4,none\n", {"a": ["1", "2", "3", "4"], "b": ["x", "", "", "none"]}),
        ("a;b\n1.234,5;2\n2.000;−1.234.567\n", {"a": ["1234.5", "2000"], "b": ["2", "-1234567"]}),
        ("a;b\n1.234;2,5\n2.000;3,5\n", {"a": ["1234", "2000"], "b": ["2.5", "3.5"]}),
        ("a;b\n1.234;2\n2.000;3\n", {"a": ["1.234", "2"], "b": ["2", "3"]}),
        ('a,b\n"1,5","2,25"\n"2,125","3"\n', {"a": ["1.5", "2.125"], "b": ["2.25", "3"]}),
        ('a,b\n"1,500",2.5\n"2,125",3\n', {"a": ["1500", "2125"], "b": ["2.5", "3"]}),
        ("a\tb\n1,234.5\t2.5\n12\t0.1\n", {"a": ["1234.5", "12"], "b": ["2.5", "0.1"]}),
        ("sep=;\na;b\n1;x, y\n2;z\n", {"a": ["1", "2"], "b": ["x, y", "z"]}),
        ("SEP=|\r\n1|2\r\n", {"column 1": ["1"], "column 2": ["2"]}),
        ("# made by me\n\n# on a Monday\na,b\n1,2\n", {"a": ["1"], "b": ["2"]}),
        ("# from the lab\n#a,b\n1,2\n", {"a": ["1"], "b": ["2"]}),
        ("# 3, 4\n1,2\n", {"column 1": ["1"], "column 2": ["2"]}),
        ("a\n1\n# 2\n3\n", {"a": ["1", "", "3"]}),
    ],
)
def test_a_table_is_understood_as_a_person_reads_it(text, expected):
    assert plain(read_text(text)) == expected


def test_what_was_guessed_is_said():
    assert read_text("a;b\n1,5;2").notes == (
        "Columns are separated by semicolons.",
        "A comma is read as the decimal point.",
        "The first row names the columns.",
    )
    assert read_text("1\n2").notes == ("There is no row of names.",)
    assert read_text('#mine\na,b\n"1,234",2.5').notes == (
        "Columns are separated by commas.",
        "1 line is left out above the table.",
        "A comma stands between thousands.",
        "The row below line 1 names the columns.",
    )
    assert "left out" not in read_text("\n\n1\n2").notes[0]


def test_rows_are_counted_from_the_top_of_the_file():
    assert lines("sep=,\n# mine\n\na,b\n1,2\n3\n") == ["row 6 has 1 cell, and the first row has 2"]
    assert read_text("#x\r\n\r\na,b\r\n1,2\r\n,2\r\n4,5\r\n").faults == ['row 5, "a": is empty']


@given(st.lists(st.lists(WORD, min_size=3, max_size=3), min_size=1, max_size=6))
def test_quoted_cells_come_back_as_they_were_written(rows):
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["first", "second", "third"], ["1", "2", "3"], *rows])
    try:
        table = read_text(file.getvalue())
    except BadTable:
        pytest.fail("a written table is read")
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    assert table.rows == 1 + len(kept)
    for column, cells in zip(table.columns, zip(*kept, strict=True), strict=False):
        for row, cell in enumerate(cells, start=1):
            if column.numbers is None and cell.strip().lower() not in GAPS:
                assert column.words[column.labels[row]] == "".join(
                    c if c.isprintable() else c.encode("unicode_escape").decode() for c in cell.strip()
                )


@given(st.one_of(st.text(max_size=80), st.text('0123,;\t|"\n. -eab', max_size=80)))
def test_any_text_is_a_table_or_refused_in_lines(text):
    try:
        table = read_text(text)
    except BadTable as error:
        table = None
        found = error.lines
    if table is None:
        assert found
        assert not any("\n" in line for line in found)
    else:
        assert table.rows > 0
        assert all(len(column.known) == table.rows for column in table.columns)
        assert len(set(table.names)) == len(table.names)


@given(st.binary(max_size=200), st.sampled_from([".csv", ".npz"]))
def test_any_bytes_are_a_table_or_refused(data, suffix):
    try:
        found = files.read_bytes(data, suffix)
    except BadTable as error:
        found = error.lines
    assert isinstance(found, Table) or all(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["there is nothing in it"]),
        (" \n,\n", ["there is nothing in it"]),
        (
            "a,b\n1,2\n3\n4,5,6\n",
            ["row 3 has 1 cell, and the first row has 2", "row 4 has 3 cells, and the first row has 2"],
        ),
        ('a,b\n1,"2\n', ["row 2 has a quotation mark that is never closed"]),
        ('a,b\n1,"2"3\n', ["row 2 goes on after a closing quotation mark"]),
        ("a,b\n" + "1,2\n" * 9 + "1\n" * 30, None),
        (",".join("a" * 5001), ["5\u2009001 columns are more than 5\u2009000"]),
    ],
)
def test_what_cannot_be_read_is_refused_by_row(text, expected):
    found = lines(text)
    if expected is None:
        assert found[0] == "row 11 has 1 cell, and the first row has 2"
        assert found[SAID:] == ["and 10 more"]
    else:
        assert found == expected


def test_rows_with_more_or_fewer_cells_are_left_out_where_only_whole_ones_are_wanted():
    text = "a,b\n1,2\n3\n4,5,6\n7,x\n9,10\n"
    with pytest.raises(UnevenRows) as caught:
        read_text(text)
    assert caught.value.count == 2
    table = read_text(text, Dialect(whole_rows=True))
    assert plain(table) == {"a": ["1", "7", "9"], "b": ["2", "", "10"]}
    assert table.faults == ['row 5, "b": "x" is not a number']  # as a spreadsheet counts, still
    assert any("Left out: 2 rows, from row 3 on, that have more or fewer cells" in x for x in table.notes)
    one = read_text("a,b\n1,2\n3\n5,6\n", Dialect(whole_rows=True))
    assert "Left out: row 3, which has more or fewer cells" in one.notes[-1]
    assert read_text("a,b\n1,2\n", Dialect(whole_rows=True)).notes == read_text("a,b\n1,2\n").notes
    assert plain(read_text("a report\na,b\n1,2\n3,4\n")) == {"a": ["1", "3"], "b": ["2", "4"]}


BROKEN = {
    "a quotation mark that is never closed": 'a,b\n1,2\n3,"4\n5,6\n7,8\n',
    "a closing quotation mark": 'a,b\n1,2\n3,"4"4\n5,6\n7,8\n',
    "goes on over lines": 'a,b\n1,2\n3,"4\n5,6\n7","8"8\n9,10\n11,12\n',
    "a long cell": f"a,b\n1,2\n3,{'4' * 200_000}\n5,6\n7,8\n",
    "a long row": "a,b\n1,2\n" + "3," * 600_000 + "4\n5,6\n7,8\n",
    "a bar": 'a|b\n1|2\n3|"4\n5|6\n7|8\n',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_row_that_cannot_be_read_can_be_left_out(text):
    with pytest.raises(UnevenRows, match="row 3 ") as caught:
        read_text(text)
    table = read_text(text, Dialect(whole_rows=True))
    assert 1.0 in table["a"].numbers
    assert 5.0 in table["a"].numbers or 9.0 in table["a"].numbers
    assert 3.0 not in table["a"].numbers
    assert caught.value.count + table.rows == len(text.splitlines()) - 1
    assert table.left_out.startswith("Left out: ")
    assert table.left_out in table.notes[-1]
    if caught.value.count == 1:
        assert table.left_out == "Left out: row 3, which cannot be read."


def test_rows_that_cannot_be_read_and_uneven_ones_are_counted_together():
    text = 'a,b\n1,2\n3,"4"4\n5\n7,8\n9,10\n'
    with pytest.raises(UnevenRows) as caught:
        read_text(text)
    assert caught.value.lines == [
        "row 3 goes on after a closing quotation mark",
        "row 4 has 1 cell, and the first row has 2",
    ]
    said = (
        "Left out: 2 rows, from row 3 on, that cannot be read or have more or fewer cells than the first row."
    )
    assert read_text(text, Dialect(whole_rows=True)).left_out == said
    assert read_text("a,b\n1,2\n", Dialect(whole_rows=True)).left_out == ""


def test_a_first_row_that_cannot_be_read_is_not_left_out():
    for whole_rows in (False, True):
        with pytest.raises(BadTable, match="row 1 goes on after a closing quotation mark") as caught:
            read_text('"a"x,b\n1,2\n3,4\n', Dialect(whole_rows=whole_rows))
        assert not isinstance(caught.value, UnevenRows)


def test_rows_with_quotes_over_several_lines_keep_their_numbers():
    text = 'a,b\n1,"x\ny"\n2,"3"3\n3,w\n4,v\n'
    with pytest.raises(UnevenRows, match="row 3 goes on"):
        read_text(text)
    assert plain(read_text(text, Dialect(whole_rows=True)))["a"] == ["1", "3", "4"]


@pytest.mark.slow
@pytest.mark.parametrize("line", ['a","b\n', '"a\n', '1,"\n', '","x\n', '1,"2"3\n', "1," * 100 + "\n"])
def test_a_long_text_of_nothing_but_broken_rows_is_refused_in_time(line):
    text = "a,b\n1,2\n" + line * (1_500_000 // len(line))
    for whole_rows in (False, True):
        with contextlib.suppress(BadTable):
            read_text(text, Dialect(whole_rows=whole_rows))


def test_rows_are_left_out_wherever_they_stand_in_a_long_text():
    rows = [f"{i},{i % 7}" + (",0" if i % 1000 == 999 else "") for i in range(40_000)]
    table = read_text("a,b\n" + "\n".join(rows), Dialect(whole_rows=True))
    assert table.rows == len(table["a"].known) == 39_960
    assert 999.0 not in table["a"].numbers


def test_empty_and_unreadable_cells_are_named_by_row_and_column():
    table = read_text("age,name\n1,x\n,y\nold,\n4,z\n5,w\n")
    assert table.faults == [
        'row 3, "age": is empty',
        'row 4, "age": "old" is not a number',
        'row 4, "name": is empty',
    ]
    assert [column.gaps for column in table.columns] == [2, 1]
    assert table["age"].known.tolist() == [True, False, False, True, True]


@pytest.mark.parametrize("cell", ["inf", "-Infinity", "1_000", "0x10", "1e999", "٣x"])
def test_only_plain_finite_numbers_are_numbers(cell):
    table = read_text(f"a\n1\n2\n3\n{cell}\n")
    assert table["a"].gaps == 1
    assert "is not a number" in table.faults[0]


@pytest.mark.parametrize("cell", sorted(EMPTY))
def test_cells_that_say_that_there_is_nothing_are_empty(cell):
    assert read_text(f"a,b\n1,2\n{cell.upper()},2\n3,4").faults == ['row 3, "a": is empty']


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        ("ä,1".encode(), "ä,1", False),
        (codecs.BOM_UTF8 + "ä,1".encode(), "ä,1", False),
        ("ä,1".encode("utf-16"), "ä,1", False),
        ("ä,1".encode("latin-1"), "ä,1", True),
    ],
)
def test_bytes_are_decoded_and_a_guess_is_said(data, text, noted):
    found, notes, _ = decoded(data)
    assert found == text
    assert bool(notes) == noted


@pytest.mark.parametrize("data", [b"a\0b", codecs.BOM_UTF16_LE + b"a"])
def test_what_is_not_text_is_refused(data):
    with pytest.raises(BadTable):
        decoded(data)


@pytest.mark.slow
def test_a_long_table_tells_how_far_it_is_and_can_be_left():
    text = "a,b,c\n" + "1,2.5,yes\n" * 100_000
    shares = []
    table = read_text(text, progress=lambda share: shares.append(share) or True)
    assert table.rows == 100_000
    assert len(shares) == 20
    assert shares == sorted(shares)
    assert 0.0 < shares[0] < shares[-1] <= 1.0
    with pytest.raises(Cancelled):
        read_text(text, progress=lambda share: False)


def test_too_much_is_refused_before_it_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(assembling, "ROWS", 5)
    assert lines("1,2\n" * 6) == ["more than 5 rows"]
    for module in (table, text, files, encoding):
        monkeypatch.setattr(module, "LARGEST", 20)
    (tmp_path / "long.csv").write_text("1,2\n" * 6)
    with pytest.raises(BadTable, match="larger than 0 MB"):
        read_file(tmp_path / "long.csv")
    np.savez_compressed(tmp_path / "bomb.npz", x=np.zeros(100_000))
    for module in (table, text, files, encoding):
        monkeypatch.setattr(module, "LARGEST", 10_000)
    with pytest.raises(BadTable, match="larger than 0 MB when unpacked"):
        read_file(tmp_path / "bomb.npz")


def test_arrays_are_columns(tmp_path):
    path = tmp_path / "arrays.npz"
    np.savez(path, x=np.arange(6.0).reshape(3, 2), y=np.array(["b", "", "a"]), flag=np.array([1, 0, 1], bool))
    table, digest = read_file(path)
    assert plain(table) == {
        "x 1": ["0", "2", "4"],
        "x 2": ["1", "3", "5"],
        "y": ["b", "", "a"],
        "flag": ["1", "0", "1"],
    }
    assert table.faults == ['row 2, "y": is empty']
    assert len(digest) == 64


@pytest.mark.parametrize(
    ("arrays", "line"),
    [
        ({"x": np.zeros(3), "y": np.zeros(2)}, 'arrays of different lengths: "x" 3, "y" 2'),
        ({"x": np.zeros((2, 2, 2))}, '"x" is an array of 2 × 2 × 2: one column or a table is needed'),
        ({"x": np.zeros(3, complex)}, '"x" holds neither numbers nor text but complex128'),
        ({"x": np.array([{}], object)}, '"x" holds Python objects, which are not supported'),
        ({"x": np.zeros(())}, '"x" is a single number: one column or a table is needed'),
        ({"x": np.zeros(0)}, "0 rows; 1 to 1\u2009000\u2009000 can be read"),
        ({}, "there is nothing in it"),
    ],
)
def test_arrays_that_are_no_table_are_refused(tmp_path, arrays, line):
    np.savez(tmp_path / "arrays.npz", **arrays)
    with pytest.raises(BadTable) as caught:
        read_file(tmp_path / "arrays.npz")
    assert caught.value.lines == [line]


def test_a_file_that_is_none_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "missing.csv", tmp_path / "a\0b.csv"):
        with pytest.raises(BadTable):
            read_file(path)


def test_whether_the_first_row_has_names_can_be_said():
    numbers = "20,21,cls\n1,2,x\n3,4,y\n"
    assert read_text(numbers).names == ["column 1", "column 2", "column 3"]
    table = read_text(numbers, Dialect(first_row="names"))
    assert plain(table) == {"20": ["1", "3"], "21": ["2", "4"], "cls": ["x", "y"]}
    words = "hue,tone\nred,blue\n"
    assert read_text(words).names == ["hue", "tone"]
    assert plain(read_text(words, Dialect(first_row="data")))["column 1"] == ["hue", "red"]
    with pytest.raises(BadTable, match="names of columns and no row under them"):
        read_text("1,2\n", Dialect(first_row="names"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n" * 4_000_000, "more than 2\u2009000\u2009000 lines"),
        ("a,b\n1,2\n" + "\r" * 4_000_000, "more than 2\u2009000\u2009000 lines"),
        ("x" * 2_000_000, "row 1 has more than 1\u2009000\u2009000 characters"),
        ("a,b\n" + '"\n",' * 400_000, "row 2 has more than 1\u2009000\u2009000 characters"),
        ("a,b\n1," + "2" * 200_000, "row 2 has a cell of more than 131\u2009072 characters"),
        (("1," * 999 + "1\n") * 5001, "more than 5\u2009000\u2009000 cells"),
        ("1\n" * 1_000_001, "more than 1\u2009000\u2009000 rows"),
    ],
    ids=["newlines", "returns", "one line", "one row of many lines", "one cell", "wide", "long"],
)
def test_a_bomb_of_text_is_refused_in_bounded_time(text, line):
    assert lines(text)[0] == line


@pytest.mark.slow
def test_wide_rows_take_no_more_memory_than_narrow_ones():
    text = (",".join(["1.25"] * 1000) + "\n") * 4000
    tracemalloc.start()
    try:
        assert read_text(text).rows == 4000
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()

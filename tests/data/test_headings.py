"""What stands above the data, and between cells: tables as programs and offices write them."""

import pytest

from playground.data.tables.dialect import Dialect
from playground.data.tables.table import BadTable
from playground.data.tables.text import read_text

R = '"length" "kind of flower"\n"1" 5.1 "setosa"\n"2" 4.9 "not  setosa"\n"3" 4.7 "setosa"\n'
ORANGE = (
    "age\tincome\tcity\tbuys\ncontinuous\tcontinuous\tdiscrete\tdiscrete\n\t\tmeta\tclass\n"
    "30\t1.5\tUlm\tyes\n40\t2\tBern\tno\n"
)
STATION = "Station;Zürich\nLat;47.4\nJahr;Temp\n-;°C\n2019;0.5\n2020;1.5\n2021;1.25\n"
PADDED = "Report of Monday,,,\n,,,\nWho,Sum,Share,Kind\nAnn,3,0.5,x\nBen,4,0.25,y\nEva,5,0.25,x\n"
ALIGNED = "Name        Age  City\nAnna Maria   12  New York\nBob           7  Rome\nEva Lott Ek  31  Rio\n"
STATEMENT = (
    'Konto;"DE12"\nZeitraum;01.01.2024 - 31.01.2024\n\nBuchung;Text;Betrag\n'
    '02.01.2024;"Miete; Januar";-1.200,00 €\n03.01.2024;Lohn;3.456,78 €\n04.01.2024;Brot;-4,50 €\n'
)


def plain(text, **how):
    table = read_text(text, Dialect(**how))
    return {column.name: [column.shown(row) for row in range(table.rows)] for column in table.columns}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            R,
            {
                "column 1": ["1", "2", "3"],
                "length": ["5.1", "4.9", "4.7"],
                "kind of flower": ["setosa", "not  setosa", "setosa"],
            },
        ),
        (
            ORANGE,
            {"age": ["30", "40"], "income": ["1.5", "2"], "city": ["Ulm", "Bern"], "buys": ["yes", "no"]},
        ),
        (STATION, {"Jahr": ["2019", "2020", "2021"], "Temp": ["0.5", "1.5", "1.25"]}),
        (
            PADDED,
            {
                "Who": ["Ann", "Ben", "Eva"],
                "Sum": ["3", "4", "5"],
                "Share": ["0.5", "0.25", "0.25"],
                "Kind": ["x", "y", "x"],
            },
        ),
        (
            ALIGNED,
            {
                "Name": ["Anna Maria", "Bob", "Eva Lott Ek"],
                "Age": ["12", "7", "31"],
                "City": ["New York", "Rome", "Rio"],
            },
        ),
        (
            STATEMENT,
            {
                "Buchung": ["02.01.2024", "03.01.2024", "04.01.2024"],
                "Text": ["Miete; Januar", "Lohn", "Brot"],
                "Betrag": ["-1200", "3456.78", "-4.5"],
            },
        ),
        (
            "3,2,a,b\n1,2,0\n3,4,1\n5,6,0\n",
            {"column 1": ["1", "3", "5"], "column 2": ["2", "4", "6"], "column 3": ["0", "1", "0"]},
        ),
        ("3\na b\n1 2\n3 4\n5 6\n", {"a": ["1", "3", "5"], "b": ["2", "4", "6"]}),
        (
            ",0,1,2\n0,1.5,2,3\n1,4,5.5,6\n",
            {"column 1": ["0", "1"], "0": ["1.5", "4"], "1": ["2", "5.5"], "2": ["3", "6"]},
        ),
        ("1990,1991\n1.5,2.5\n3.5,4.5\n", {"1990": ["1.5", "3.5"], "1991": ["2.5", "4.5"]}),
        (
            "1990,1991\n1992,1993\n1994,1995\n",
            {"column 1": ["1990", "1992", "1994"], "column 2": ["1991", "1993", "1995"]},
        ),
        (
            "5,6,setosa\n1.5,2,virginica\n3,4,versicolor\n",
            {
                "column 1": ["5", "1.5", "3"],
                "column 2": ["6", "2", "4"],
                "column 3": ["setosa", "virginica", "versicolor"],
            },
        ),
        ("name a\tname b\n1 \t 2.5\t\n3\t4\t\n", {"name a": ["1", "3"], "name b": ["2.5", "4"]}),
        ("a\t\tb\n1\t\t2\n3\t\t4\n", {"a": ["1", "3"], "b": ["2", "4"]}),
        ("x    y\n1.5  -2\n10   3.25\n", {"x": ["1.5", "10"], "y": ["-2", "3.25"]}),
        ("a|b\n--|--\n1|2\n", {"a": ["1"], "b": ["2"]}),
        ("a,b\n1,2,\n3,4,\n", {"a": ["1", "3"], "b": ["2", "4"]}),
        ("a,b,\n1,2\n3,4\n", {"a": ["1", "3"], "b": ["2", "4"]}),
        ('"a","b"\n1, "x, y"\n2, "z"\n', {"a": ["1", "2"], "b": ["x, y", "z"]}),
        ("a,b\n1,'x, y'\n2,'z'\n", {"a": ["1", "2"], "b": ["x, y", "z"]}),
        ('a,b\n1,"say \\"no\\""\n2,"z"\n', {"a": ["1", "2"], "b": ['say "no"', "z"]}),
        ("A\n-9999,0\n6,5\n7\n", {"A": ["-9999", "6.5", "7"]}),
        ("rent\n1 200\n1 350\n", {"rent": ["1200", "1350"]}),
        ("city\nNew York\nLos Angeles\nSan Diego\n", {"city": ["New York", "Los Angeles", "San Diego"]}),
        ("hue,n\n#ff0000,1\n#00ff00,2\n", {"hue": ["#ff0000", "#00ff00"], "n": ["1", "2"]}),
        ("# palette\n#ff0000,1\n#00ff00,2\n", {"column 1": ["#ff0000", "#00ff00"], "column 2": ["1", "2"]}),
        ("# x y\n1 2\n3 4\n", {"x": ["1", "3"], "y": ["2", "4"]}),
    ],
)
def test_a_table_begins_where_a_person_sees_it_begin(text, expected):
    assert plain(text) == expected


def test_what_was_found_reads_the_table_again():
    for text in (R, ORANGE, STATION, PADDED, STATEMENT):
        found = read_text(text)
        again = read_text(text, found.dialect)
        assert again.dialect == found.dialect
        assert again.notes == found.notes
        assert plain(text) == {
            each.name: [each.shown(row) for row in range(again.rows)] for each in again.columns
        }


def test_what_was_found_can_be_said_otherwise():
    assert plain(STATION, skip=3) == {"-": ["2019", "2020", "2021"], "°C": ["0.5", "1.5", "1.25"]}
    assert plain(STATION, skip=4, first_row="data")["column 1"] == ["2019", "2020", "2021"]
    assert plain(STATION, below_names=2)["Jahr"] == ["2020", "2021"]
    assert plain("1,5\n2,5\n", separator="none") == {"column 1": ["1.5", "2.5"]}
    assert plain("1,5\n2,5\n", separator="comma") == {"column 1": ["1", "2"], "column 2": ["5", "5"]}
    with pytest.raises(BadTable, match="there is nothing in it"):
        read_text(STATION, Dialect(skip=100))


def test_a_first_row_of_gaps_is_data_and_no_row_of_units():
    rows = "".join(f"{i},{2 * i},{'p' if i % 2 else 'q'}\n" for i in range(1, 9))
    table = read_text(f"a,b,label\n#N/A,<NA>,q\n{rows}")
    assert table["a"].known.tolist() == [False] + [True] * 8
    table = read_text(f"a,b,label\nkg,n/a,\n{rows}")
    assert table["a"].known.tolist() == [True] * 8


def test_years_are_names_above_decimal_commas_that_could_part_thousands():
    rows = "".join(f"c{i};{1 + i % 4},{850 + i};{1 + i % 4},{200 + i};{i},5\n" for i in range(8))
    table = read_text(f"country;1960;1961;1962\n{rows}")
    assert [*table.names] == ["country", "1960", "1961", "1962"]


@pytest.mark.parametrize("separator", ["automatic", "semicolon", "blanks"])
def test_under_a_title_a_row_may_be_broken(separator):
    text = 'Title\n"x"y,z\n1,2\n3,4\n5,6\n'
    table = read_text(text, Dialect(first_row="names", separator=separator, whole_rows=True))
    assert table.rows >= 3


def test_a_row_of_words_beside_an_empty_cell_names_columns_whose_rows_are_counted():
    text = ",land,part\n0,Angola,Africa\n1,Benin,Africa\n2,Chile,America\n"
    assert read_text(text).names == ["column 1", "land", "part"]
    assert read_text(text.replace("2,", "7,")).names == ["column 1", "land", "part"]  # of rows some are left
    assert read_text(text.replace("2,", "1,")).rows == 4


@pytest.mark.parametrize("first", [["c. 1850", "~1000"], ["<1850", "≥ 1000"], ["ca. 1850", "1000"]])
def test_a_first_row_of_bounds_and_rough_numbers_is_no_row_of_names(first):
    table = read_text(f"year,pop\n{','.join(first)}\n1900,2000\n1950,3000\n2000,4000\n")
    assert (table.names, table.rows) == (["year", "pop"], 4)
    assert read_text("<10,10-20,>20\n1,2,3\n4,5,6\n").names == ["<10", "10-20", ">20"]


def test_a_first_row_that_is_too_short_names_no_columns():
    rows = "0.126  -0.13  yes\n0.640  0.10  yes\n-0.5  0.3  7  -1.2  no\n0.1  2  no\n"
    with pytest.raises(BadTable, match="the first row has 3"):
        read_text(f"height-1e999,,  class\n{rows}")


CORNERS = {
    "crosses": '"","16.5","17.25","18.75"\n"71",0,0,3\n"70",1,0,5\n"69",0,1,1\n',
    "of pandas": ",0,1,2\n0,0.5,0.25,1\n1,1.5,0.75,2\n3,2.5,0,0\n",
    "of words": '"","MBSA2","MBSA7"\n"1","Agree","Disagree"\n"2","Agree","Agree"\n"7","Disagree","Agree"\n',
}


@pytest.mark.parametrize("text", CORNERS.values(), ids=CORNERS)
def test_names_stand_beside_an_empty_corner(text):
    table = read_text(text)
    assert table.names == ["column 1", *text.splitlines()[0].replace('"', "").split(",")[1:]]
    assert table.rows == 3


def test_a_word_above_numbers_stands_beside_names_that_are_numbers():
    table = read_text("r,0,1,2,5\n0,6,6,9,7\n1,3,8,6,6\n2,4,3,8,2\n")
    assert table.names == ["r", "0", "1", "2", "5"]
    assert table.rows == 3


@pytest.mark.parametrize("first", [",5,6,3", ",5,6", ",red,blue", "NA,5,6,7", "<5,5,6,7"])
def test_a_gap_in_the_first_cell_makes_no_names(first):
    rows = {2: ["1,red,blue", "2,blue,red"], 3: ["1,7,2,4", "2,5,9,3"]}[first.count(",")]
    rows = ["1,7,2", "2,5,9"] if first == ",5,6" else rows
    assert read_text("\n".join([first, *rows])).rows == 3


def test_a_row_that_explains_the_names_has_none():
    text = "Q1,Q2,Q3\nHow old are you?,Do you like tea?,How many cups a day?\n34,yes,2\n51,no,0\n27,yes,5\n"
    table = read_text(text)
    assert table.names == ["Q1", "Q2", "Q3"]
    assert table.rows == 3
    assert table.dialect.below_names == 1
    place = read_text('Station Ulm\n"kind of day"  "rain [mm]"\n1.5  "a bit"\n2.5  "a lot"\n3.5  "a bit"\n')
    assert place.names == ["kind of day", "rain [mm]"]
    titled = read_text("Trial\nMean temperature,Number of days\n1.5,2\n2.5,3\n")
    assert titled.names == ["Mean temperature", "Number of days"]

"""Tables in ARFF."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.data.tables.files import read_bytes
from playground.data.tables.importing import chosen
from playground.data.tables.table import BadTable
from playground.data.tables.table_set import TableSet

IRIS = """% a comment
@RELATION iris
@ATTRIBUTE 'sepal length' NUMERIC
@attribute width real

@ATTRIBUTE class {Iris-setosa, 'Iris versicolor'}
@DATA
% another
5.1, 3.5,Iris-setosa
?,3.0,'Iris versicolor'

6.3,3.3,'Iris versicolor'
"""


def table(text):
    return read_bytes(text.encode(), ".arff")


def test_names_numbers_words_and_gaps_are_read():
    found = table(IRIS)
    assert [*found.names] == ["sepal length", "width", "class"]
    assert found["width"].numbers.tolist() == [3.5, 3.0, 3.3]
    assert found["sepal length"].known.tolist() == [True, False, True]
    assert set(found["class"].words) == {"Iris-setosa", "Iris versicolor"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@attribute a real\n1\n", "there is no @data"),
        ("@data\n1\n", "no @attribute"),
        ("@attribute a\n@data\n1\n", "declares no attribute"),
        ("@attribute a real\n@attribute b real\n@data\n1,2\n3\n", "row 2 below @data has 1 values"),
        ("@attribute a real\n@data\n{0 1}\n", "sparse"),
    ],
)
def test_what_is_wrong_is_said(text, line):
    with pytest.raises(BadTable, match=line):
        table(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
@pytest.mark.slow
def test_nothing_else_than_a_sentence_comes_of_broken_files(words):
    for text in (words, f"@attribute a real\n@data\n{words}", f"@attribute {words}\n@data\n1"):
        try:
            assert table(text).columns
        except BadTable as error:
            assert error.lines  # noqa: PT017


def test_a_class_of_numbers_is_one_where_its_words_are_declared():
    head = "@relation r\n@attribute level {1,2,3}\n@attribute x real\n@attribute sick {0,1}\n"
    head += "@attribute y numeric\n"
    text = head + "@data\n" + "".join(f"{i % 3 + 1},{i}.5,{i % 2},{i % 2}\n" for i in range(12))
    data, table = chosen(TableSet(), read_bytes(text.encode(), ".arff"))
    assert (data.target, data.meaning, data.columns) == ("sick", "classes", ("level", "x", "y"))
    assert [use.kind for use in data.settled(table)] == ["one-hot", "numbers", "numbers"]

"""What a column becomes: numbers, an input for each word, places in an order; and what is chosen unasked."""

import numpy as np
import pytest

from playground.data.tables import column_roles
from playground.data.tables.column_uses import Days, OneHot, Ordered
from playground.data.tables.dates import Undated, dated, days_of
from playground.data.tables.held_table import held
from playground.data.tables.importing import from_text
from playground.data.tables.remarks import remarks, said
from playground.data.tables.table import COLUMNS, names_of
from playground.data.tables.table_set import TableSet
from playground.data.tables.word_order import known_order
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_data
from playground.experiment.problems import problems
from playground.files.reading import unheard


def brought(text):
    return from_text(text, unheard)


def chosen(text):
    data, _ = brought(text)
    return data.columns, data.target, data.meaning


ILL = "colour,smoker,ill\n" + "red,False,yes\nblue,True,yes\ngreen,False,no\n" * 4


def test_words_become_inputs_and_it_is_said():
    data, table = brought(ILL)
    experiment = with_data(Experiment(), data)
    assert problems(experiment) == []
    assert experiment.input_names == ("colour=blue", "colour=green", "colour=red", "smoker=True")
    assert experiment.points.inputs[:3].tolist() == [[0, 0, 1, 0], [1, 0, 0, 1], [0, 1, 0, 0]]
    assert experiment.network_input_names[:2] == ("x₁", "x₂")
    assert remarks(data, table) == [
        '"colour" is 3 inputs, one for each word.',
        '"smoker" is one input, 1 for "True" and otherwise 0.',
    ]


def test_words_can_be_given_an_order():
    text = "size,price\n" + "small,1.5\nlarge,9.5\nmedium,4\n" * 3
    data = TableSet(text=text, columns=("size",), target="price", meaning="values", scaling="none")
    ordered = data.changed(uses=(Ordered(column="size", words=("small", "medium", "large")),))
    assert ordered.points().inputs[:3, 0].tolist() == [0.0, 2.0, 1.0]
    assert ordered.points().names[0] == "size"
    scaled = ordered.changed(scaling="min-max").points()
    assert scaled.inputs[:3, 0].tolist() == [0.0, 1.0, 0.5]
    short = data.changed(uses=(Ordered(column="size", words=("small", "medum")),))
    line = '"size" has the word "large", which is not one of those known'
    assert short.misfit() == ("uses", f"{line}; choose from small, medum")


@pytest.mark.parametrize(
    "order",
    [
        ["low", "Medium", "HIGH"],
        ["XS", "S", "M", "XL"],
        ["Mon", "Tues", "Wed", "Sun"],
        ["Montag", "Mittwoch", "Freitag"],
        ["strongly disagree", "neutral", "agree", "strongly agree"],
        ["<18", "18-24", "25 to 34", "65+"],
        ["under 5 km", "5 km", "over 5 km"],
        ["1st", "2nd", "10th"],
        ["nie", "selten", "oft"],
        ["Jan", "May", "Dec"],
    ],
    ids=" ".join,
)
def test_an_order_that_everybody_knows_is_proposed_and_not_imposed(order):
    rows = "".join(f"{word},{i}\n" for i, word in enumerate(reversed(order)))
    data, table = brought(f"word,y\n{rows * 3}")
    assert isinstance(column_roles.use_of(data, table["word"]), OneHot)
    assert any(f"can be given in it: {order[0]}, {order[1]}, " in line for line in remarks(data, table))
    assert column_roles.used_as(OneHot(column="word"), "ordered", table["word"]).words == tuple(order)


@pytest.mark.parametrize(
    "words", [["a", "b", "c"], ["low", "high"], ["low", "odd", "high"], ["1 a", "1 b", "2"]]
)
def test_words_without_a_known_order_are_left_as_they_are(words):
    assert known_order(words) == ()


def test_numbers_can_be_words():
    data = TableSet(text="floor,t\n1,a\n2,b\n10,a\n1,b\n", columns=("floor",), target="t")
    words = data.changed(uses=(OneHot(column="floor"),)).points()
    assert words.names == ("floor=1", "floor=2", "floor=10")
    assert words.inputs.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]


def test_too_many_words_are_no_inputs():
    text = "town,t\n" + "".join(f"t{i},{i}.5\n" for i in range(65))
    data = TableSet(text=text, columns=("town",), target="t", meaning="values")
    assert data.misfit() == ("columns", '"town" has 65 different words, and up to 64 can be inputs')


NOISE = np.random.default_rng(3).normal(size=(30, 2)).round(3).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (",u,v,kind\n" + "".join(f"{i},{u},{v},{'ab'[i % 2]}\n" for i, (u, v) in enumerate(NOISE)),
         ("u", "v")),
        ("id,u,v,kind\n" + "".join(f"{i * 7 % 31},{u},{v},{'ab'[i % 2]}\n" for i, (u, v) in enumerate(NOISE)),
         ("u", "v")),
        ("".join(f"{i + 1},{u},{v},{'ab'[i % 2]}\n" for i, (u, v) in enumerate(NOISE)),
         ("column 2", "column 3")),
        ("x,y\n" + "".join(f"{i},{u}\n" for i, (u, _) in enumerate(NOISE)), ("x",)),
        ("".join(f"{i},{u}\n" for i, (u, _) in enumerate(NOISE)), ("column 1",)),
    ],
)  # fmt: skip
def test_what_only_counts_the_rows_is_no_input_unless_there_is_no_other(text, expected):
    data, table = brought(text)
    assert data.columns == expected
    said = [line for line in remarks(data, table) if "only counts the rows" in line]
    assert len(said) == len(table.names) - len(expected) - 1
    everything = tuple(name for name in table.names if name != data.target)
    assert data.changed(columns=everything).misfit() is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x,y,colour\n" + "1,2,red\n2,3,blue\n4,1,red\n3,3,blue\n", (("x", "y"), "colour", "classes")),
        ("x,y,z\n" + "1,2,0.5\n2,3,1.5\n4,1,2.5\n", (("x", "y"), "z", "values")),
        ("x,y\n1,0.5\n2,1.5\n4,2.5\n", (("x",), "y", "values")),
        ("x1,x2,y\n1,2,0.5\n2,3,1.5\n4,1,2.5\n", (("x1", "x2"), "y", "values")),
        ("time,a,b\n" + "".join(f"12:0{i},{i}.5,{i * i}.25\n" for i in range(8)), (("a",), "b", "values")),
        ("a,b,name\n" + "".join(f"{i}.5,{i * i}.25,n{i}\n" for i in range(6)), (("a",), "b", "values")),
        ("p,target\n" + "".join(f"{i},{i % 10}\n" for i in range(100)), (("p",), "target", "classes")),
    ],
)
def test_the_target_is_what_was_most_likely_meant(text, expected):
    assert chosen(text) == expected


def test_numbers_none_of_which_comes_again_are_values():
    rows = "".join(f"{1.5 * i},{size}\n" for i, size in enumerate((1729, 5959, 282, 1077, 96)))
    assert chosen(f"height,area\n{rows}") == (("height",), "area", "values")
    assert chosen(f"height,area\n{rows}{rows}")[2] == "classes"


def test_many_classes_are_learned_and_it_is_said():
    text = "a,label\n" + "".join(f"{i},{1234567 + i % 64}\n" for i in range(640))
    data, table = brought(text)
    targets = Experiment(data=data).targets
    assert targets.classes == tuple(str(1234567 + i) for i in range(64))
    assert remarks(data, table) == ["64 classes are more than there are colors: colors come again."]


@pytest.mark.parametrize(
    ("words", "order", "expected"),
    [
        (["1970-01-02", "2024-02-29T12:00:00"], "automatic", [1.0, 19782.5]),
        (["31.12.2023", "01.02.2024"], "automatic", [19722.0, 19754.0]),
        (["12/31/2023", "1/2/2024"], "automatic", [19722.0, 19724.0]),
        (["31/12/2023", "1/2/2024"], "automatic", [19722.0, 19754.0]),
        (["1/2/2024"], "month first", [19724.0]),
        (["2024-01-01T02:00:00+02:00"], "automatic", [19723.0]),
        (["2024/1/1", "2024.02.29 12:00", "2024-03"], "automatic", [19723.0, 19782.5, 19783.0]),
        (["31.12.23", "01.02.70"], "automatic", [19722.0, 31.0]),
        (["12/31/23 12:00 AM", "1/2/24 6:00 pm"], "automatic", [19722.0, 19724.75]),
        (["31-Dec-2023", "1 February 2024", "2. März 2024"], "automatic", [19722.0, 19754.0, 19784.0]),
        (["Dec 31, 2023", "January 2, 2024, 06:00"], "automatic", [19722.0, 19724.25]),
    ],
)
def test_dates_are_days(words, order, expected):
    assert days_of(words, order) == expected
    assert dated(words)


@pytest.mark.parametrize(
    "words", [["1/2/2024", "3/4/2024"], ["tomorrow"], ["31.31.2024"], ["13/13/2024"], ["1 Foo 2024"]]
)
def test_what_is_no_date_or_two_is_refused(words):
    with pytest.raises(Undated):
        days_of(words)


def test_a_column_of_dates_can_be_an_input():
    text = "day,t\n" + "".join(f"2024-03-{i + 1:02},{i}.5\n" for i in range(20))
    data, table = brought(text)
    assert '"day" holds dates, and is no input unless it is chosen; it is then taken as days.' in remarks(
        data, table
    ) or data.columns == ("day",)
    days = data.changed(columns=("day",), uses=(Days(column="day"),), scaling="none")
    assert np.diff(days.points().inputs[:, 0]).tolist() == [1.0] * 19
    assert days.changed(columns=("t",), target="day", uses=(Days(column="t"),)).misfit() is not None


class NotAvailable:
    """As the NA of pandas: whether it equals anything has no answer."""

    def __ne__(self, other):
        return self

    def __bool__(self):
        raise TypeError

    __hash__ = None


@pytest.mark.parametrize(
    ("column", "known"),
    [
        (np.array(["2024-01-01", "NaT", "2024-01-03"], "datetime64[ns]"), "words"),
        (np.array([1, "NaT", 3], "timedelta64[ns]"), "numbers"),
        (np.array([1, NotAvailable(), 3], object), "numbers"),
        ([1.0, None, 3.0], "numbers"),
        (["a", None, "b"], "words"),
    ],
)
def test_what_is_not_there_is_a_gap_in_memory_too(column, known):
    found = held({"a": column})["a"]
    assert found.known.tolist() == [True, False, True]
    assert found.gaps == 1
    assert (found.numbers is None) == (known == "words")
    assert known == "numbers" or dated(found.words) == (found.words[0] != "a")


def test_many_names_that_are_alike_are_told_apart_in_no_time():
    assert names_of(["a", "a (2)", "a", "", "a"]) == ["a", "a (2)", "a (3)", "column 4", "a (4)"]
    assert len(set(names_of(["a"] * COLUMNS))) == COLUMNS


def test_a_column_of_nothing_but_gaps_is_no_input():
    data, _ = brought("a,b,kind\n" + "1,x,p\n2,x,q\n" * 4)
    empty = data.changed(columns=("a", "b"), target="kind", gaps=("x",), uses=(OneHot(column="b"),))
    assert empty.misfit() == ("columns", '"b" is empty: leave it out')
    assert said(empty, empty.table()) == []


def test_words_that_come_again_are_not_said_to_be_all_different():
    data, table = brought("a,b,kind\n" + "".join(f"{i},{2 * i},{'pq'[i % 2]}\n" for i in range(9)))
    assert said(data.changed(target="b", columns=("a",), meaning="values"), table) == []

"""Grammar, text and series: what may come next is worked out again from the samples themselves."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.data.sequences.reber import Reber
from playground.data.sequences.series import Series
from playground.data.sequences.text import TextPieces
from playground.data.targets.at_every_step import AtEveryStep
from playground.data.targets.base import Coding
from playground.data.targets.sets import OTHER, Sets
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.library import train

RHYME = Path(__file__).parent.parent.parent / "assets" / "texts" / "house-that-jack-built.txt"
STRING = re.compile(r"B(T(S)*X((X)(T)*V(P(X)(T)*V)*(PS|V)|S)|P(T)*V(P(X)(T)*V)*(PS|V))E")
"""Whole strings of the grammar, as a regular expression."""


def symbols(points):
    return [
        "".join("BTSXPVE"[i] for i in row) for row in points.inputs.reshape(-1, *points.shape).argmax(axis=2)
    ]


def test_strings_of_the_grammar_follow_one_another():
    points = Reber(samples=400, steps=60).points()
    whole = 0
    for text in symbols(points):
        assert text[0] == "B"
        for string in text.split("E")[:-1]:
            assert STRING.fullmatch(string + "E")
            whole += 1
    assert whole > 1000


def test_what_may_come_next_is_what_does_come_after_the_same_string():
    points = Reber(samples=2000, steps=8).points()
    follow = {}
    for text in symbols(points):
        for step in range(7):
            follow.setdefault(text[: step + 1], set()).add(text[step + 1])
    names = points.targets.of.classes
    checked = 0
    for text, truth in zip(symbols(points), points.truth, strict=True):
        for step in range(4):  # of longer beginnings there are too few to have seen everything
            assert set(names[truth[step]].split()) == follow[text[: step + 1]]
            checked += 1
    assert checked == 8000


SETS = Sets(("a", "b", "c"), ((0,), (0, 2), (1, 2)))


@pytest.mark.parametrize("coding", [Coding(), Coding(-1.0, 1.0), Coding(0.0, 1.0, True)])
def test_targets_are_read_as_the_sets_that_they_are(coding):
    targets = SETS.bound(coding, ())
    encoded = targets.encode(np.array([0, 1, 2, 1]), np.empty((4, 0)))
    assert targets.labels(encoded).tolist() == [0, 1, 2, 1]
    assert targets.measure(encoded, encoded).accuracy == 1.0
    assert [targets.describe(row, 20) for row in encoded] == ["a", "a or c", "b or c", "a or c"]
    if coding.one_each:
        assert encoded.sum(axis=1).tolist() == [1.0] * 4


def test_one_symbol_too_many_or_too_few_is_wrong():
    outputs = np.array([[0.9, 0.1, 0.9], [0.9, 0.6, 0.9], [0.9, 0.1, 0.4], [0.1, 0.1, 0.1]])
    truth = SETS.encode(np.array([1, 1, 1, 1]), np.empty((4, 0)))
    assert SETS.grades(truth, outputs, 9).tolist() == [0, 1, 1, 1]
    assert [SETS.classes[label] for label in SETS.labels(outputs)] == ["a c", OTHER, "a", OTHER]
    assert SETS.measure(truth, outputs).accuracy == 0.25
    assert SETS.statements(outputs[0], 2, 20)[-1].value == "a or c"
    every = AtEveryStep(SETS)
    assert every.labels(outputs.reshape(2, 6)).shape == (2, 2)


@pytest.mark.parametrize("output", ["auto", "softmax", "tanh"])
def test_the_grammar_is_learned_in_part_even_without_a_memory(output):
    """After B, S, P and E it is plain what may come; after T, X and V it is not."""
    loss = {"auto": "binary-cross-entropy", "softmax": "cross-entropy", "tanh": "mean-squared-error"}[output]
    run = train(
        Experiment(
            data="reber",
            layers=(),
            output=output,
            loss=loss,
            batch_size=10,
            optimizer={"kind": "adam", "learning_rate": 0.02},
        ),
        20,
    )
    assert 0.4 < run.figures.test_accuracy < 0.95


def decoded(points):
    """The pieces of text, each with the character after it."""
    names = points.targets.of.classes
    seen = points.inputs.reshape(-1, *points.shape).argmax(axis=2)
    whole = np.column_stack([seen, points.truth[:, -1]])
    assert np.array_equal(seen[:, 1:], points.truth[:, :-1])
    return ["".join(names[i] for i in row).replace("␣", " ").replace("↵", "\n") for row in whole]


def test_pieces_are_of_the_text_and_those_to_test_on_of_its_end():
    text = RHYME.read_text().lower()
    points = TextPieces().points()
    cut = int(0.8 * len(text))
    pieces = decoded(points)
    assert points.tests == 125
    assert all(piece in text[:cut] for piece in pieces[:500])
    assert all(piece in text[cut:] for piece in pieces[500:])
    capitals = TextPieces(small=False).points()
    assert "T" in capitals.targets.of.classes
    assert "T" not in points.targets.of.classes


def test_a_text_of_ones_own_is_typed_or_in_a_file(tmp_path):
    own = "ab ba\r\n" * 60
    (tmp_path / "own.txt").write_bytes(own.encode())
    for data in (TextPieces(text=own), TextPieces(path=str(tmp_path / "own.txt"))):
        points = data.points()
        assert points.targets.of.classes == ("↵", "␣", "a", "b")
        assert all(piece in own.replace("\r", "") for piece in decoded(points))
    (tmp_path / "own.txt").write_text("cd" * 200 + "e")
    assert Experiment(data=TextPieces(path=str(tmp_path / "own.txt"))).points.targets.of.classes == (*"cde",)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"text": "aaaa" * 100}, "data.text: 1 different characters; 3 to 64 can be told apart"),
        ({"text": "".join(map(chr, range(48, 120))) * 5, "small": False}, "different characters; 3 to 64"),
        (
            {"text": "abc"},
            "data.steps: the last fifth of 3 characters has none after 25",
        ),
        ({"text": "ab\x07" * 200}, "data.text: there is a character that cannot be shown: U+0007"),
        ({"path": "nowhere.txt"}, "data.path: nowhere.txt: no such file or directory"),
    ],
)
def test_text_that_does_not_fit_is_one_sentence(settings, said):
    (line,) = map(str, problems(Experiment(data=TextPieces(**settings))))
    assert said in line


WAVES = "day,height,name\n" + "".join(f"{i},{np.sin(i / 3):.6f},x{i % 3}\n" for i in range(100))


def test_windows_follow_each_other_and_the_last_are_to_test_on():
    data = Series(text=WAVES, column="day", steps=7, standardise=False)
    points = data.points()
    assert points.shape == (7, 1)
    assert points.tests == 20
    assert points.inputs.tolist() == [[float(i + j) for j in range(7)] for i in range(93)]
    assert points.truth.tolist() == [float(i + 7) for i in range(93)]
    parts = Experiment(data=data).samples
    assert parts["train"].targets.max() == 79.0
    assert parts["test"].targets.min() == 80.0


def test_a_series_is_standardised_by_what_is_trained_on():
    points = Series(text=WAVES, column="day", steps=1).points()
    known, targets = np.arange(80.0), points.targets.encode(points.truth, points.inputs)
    np.testing.assert_allclose(targets[:, 0], (np.arange(1.0, 100.0) - known.mean()) / known.std())
    assert points.targets.in_own_units(targets)[:, 0].tolist() == pytest.approx(list(range(1, 100)))


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"text": ""}, "data.path: no file is chosen: import one"),
        ({"column": ""}, "data.column: choose a column"),
        ({"column": "hieght"}, 'data.column: the table has no column "hieght"; did you mean "height"?'),
        ({"column": "name"}, 'data.column: "name" holds text, and a series is of numbers'),
        ({"steps": 80}, "data.steps: 100 values, and a window of 80 needs more than 80 to train on"),
        (
            {"text": "height,b\n1,2\n,3\n4,3\n"},
            'data.column: row 3, "height": is empty: a',
        ),
        (
            {"text": WAVES.replace(",0.", ",90000000."), "standardise": False},
            'data.standardise: "height" goes',
        ),
    ],
)
def test_a_series_that_does_not_fit_is_one_sentence(settings, line):
    (said,) = map(str, problems(Experiment(data=Series(**{"text": WAVES, "column": "height"} | settings))))
    assert said.startswith(line)


def test_the_next_height_of_a_wave_is_learned():
    run = train(
        Experiment(
            data=Series(text=WAVES, column="height", steps=5),
            layers=("flatten",),
            output="identity",
            loss="mean-squared-error",
            optimizer={"kind": "adam", "learning_rate": 0.05},
        ),
        100,
    )
    assert run.figures.test_loss < 1e-3


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode())))
def test_whatever_a_file_holds_it_is_read_or_refused_in_a_sentence(tmp_path, content):
    (tmp_path / "a.txt").write_bytes(content)
    for data in (
        TextPieces(path=str(tmp_path / "a.txt"), steps=2),
        Series(path=str(tmp_path / "a.txt"), column="a", steps=1),
    ):
        misfit = data.misfit()
        assert misfit is None or "\n" not in misfit[1]
        assert len(data.points()) or misfit

"""A table that is imported is met as on the command line, and what the person has set stays."""

import pytest

import playground
from playground.data.tables import importing
from playground.experiment.imported import imported
from playground.experiment.problems import problems
from playground.experiment.tabled import started
from playground.files.reading import unheard

ROWS = [(i % 7, (i * 3) % 5, "abc"[i % 3], i / 4) for i in range(60)]
CLASSES = "u,v,kind\n" + "".join(f"{u},{v},{kind}\n" for u, v, kind, _ in ROWS)
VALUES = "u,v,size\n" + "".join(f"{u},{v},{size}\n" for u, v, _, size in ROWS)


def table(text):
    return importing.from_text(text, unheard)[0]


@pytest.mark.parametrize("preset", ["circle", "digits-autoencoder", "reber", "lesson-01-neuron"])
@pytest.mark.parametrize("text", [CLASSES, VALUES])
def test_a_preset_as_it_was_opened_gives_way_to_what_suits_tables(preset, text):
    opened, data = playground.load(preset), table(text)
    assert imported(opened, data, "t.csv", opened) == started(data, "t.csv")


@pytest.mark.parametrize(
    "own",
    [
        {"layers": [{"kind": "dense", "units": 5}]},
        {"optimizer": {"kind": "rmsprop", "learning_rate": 0.02}},
        {"batch_size": 7},
        {"precision": "float64", "seed": 12},
        {"regularizer": {"kind": "l2", "rate": 0.01}},
    ],
)
def test_what_was_set_since_stays(own):
    opened, data = playground.load("circle"), table(CLASSES)
    found = imported(opened.changed(**own), data, "t.csv", opened)
    assert found == started(data, "t.csv").changed(**own)


def test_what_was_set_and_does_not_fit_is_left():
    opened, data = playground.load("circle"), table(VALUES)
    own = opened.changed(loss="binary-cross-entropy", output="sigmoid", layers=())
    found = imported(own, data, "t.csv", opened)
    assert found.layers == ()
    assert problems(found) == []


def test_a_second_table_is_met_as_the_first_was():
    opened = playground.load("circle")
    first = imported(opened, table(CLASSES), "a.csv", opened)
    second = imported(first.changed(seed=5), table(VALUES), "b.csv", opened)
    assert second == started(table(VALUES), "b.csv").changed(seed=5)

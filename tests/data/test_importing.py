"""Importing: the first choice is what a person most likely means, and the rest of the experiment follows."""

import os

import numpy as np
import pytest

from playground.data.tables import importing
from playground.data.tables.table import BadTable
from playground.data.tables.table_file import PASTED
from playground.experiment.experiment import Experiment
from playground.experiment.fitting import with_data
from playground.experiment.problems import problems
from playground.files.reading import Cancelled, unheard


def chosen(text):
    data, _ = importing.from_text(text, lambda share: True)
    return data.columns, data.target, data.meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b,kind\n1,2,x\n2,3,y\n", (("a", "b"), "kind", "classes")),
        ("kind,a,b\nx,1,2\ny,2,3\n", (("a", "b"), "kind", "classes")),
        ("y,a,b\n0,1.5,2\n1,2,3\n", (("a", "b"), "y", "classes")),
        ("a,b,price\n1,2,10.5\n2,3,20\n", (("a", "b"), "price", "values")),
        ("1,2,0\n2,3,1\n", (("column 1", "column 2"), "column 3", "classes")),
        ("name,a,b\n" + "".join(f"n{i},{i},{i}.5\n" for i in range(20)), (("a",), "b", "values")),
    ],
)
def test_the_first_choice_is_what_was_most_likely_meant(text, expected):
    assert chosen(text) == expected


def test_what_was_read_once_with_progress_is_not_read_again(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("a,b,kind\n" + "1,2,x\n2,3,y\n" * 10_000)
    shares = []
    data, table = importing.from_file(path, lambda share: shares.append(share) or True)
    assert shares == [pytest.approx(0.5, abs=0.01), 1.0] or len(shares) >= 2
    assert data.table() is table
    assert len(Experiment(data=data).points) == 20_000


def test_reading_can_be_left_and_begun_again(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("a,b,kind\n1,2,x\n2,3,y\n")
    with pytest.raises(Cancelled):
        importing.from_file(path, lambda share: False)
    assert importing.from_file(path, lambda share: True)[1].rows == 2


def test_what_is_too_long_to_stand_in_a_preset_is_not_pasted():
    with pytest.raises(BadTable, match="save it to a file"):
        importing.from_text("1,2\n" * (PASTED // 4 + 1), lambda share: True)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ({}, "a,b,kind\n" + "1,2,x\n2,3,y\n5,1,z\n" * 3),
        ({}, "a,price\n" + "1,2.5\n2,3.5\n3,0.5\n" * 3),
        ({"loss": "binary-cross-entropy", "output": "sigmoid"}, "a,price\n" + "1,2.5\n2,3.5\n3,0.5\n" * 3),
        ({"loss": "cross-entropy", "output": "softmax"}, "a,b,c,y\n" + "1,2,3,0\n3,1,2,1\n" * 3),
        ({"data": "plane", "output": "identity"}, "a,b,kind\n" + "1,2,x\n2,3,y\n" * 3),
    ],
)
def test_the_rest_of_the_experiment_follows_the_data(before, text):
    data, _ = importing.from_text(text, lambda share: True)
    experiment = with_data(Experiment(**before), data)
    assert problems(experiment) == []
    assert len(experiment.features) == len(data.columns)
    assert np.isfinite(experiment.samples["train"].inputs).all()


def test_what_fits_is_left_as_it_was():
    data, _ = importing.from_text("a,b,kind\n" + "1,2,x\n2,3,y\n" * 3, lambda share: True)
    start = Experiment(loss="binary-cross-entropy", output="sigmoid", layers=())
    assert with_data(start, data) == start.changed(data=data)


def test_an_empty_column_is_neither_an_input_nor_learned():
    data, table = importing.from_text("a,b,y,d\n1,2,0,\n2,3,1,\n4,3,1,NA\n", lambda share: True)
    assert table.names == ["a", "b", "y", "d"]
    assert importing.possible(table) == ["a", "b", "y"]
    assert (data.columns, data.target) == (("a", "b"), "y")
    assert data.misfit() is None
    data, _ = importing.from_text("a,b,c,d\n1,2,0.5,\n2,3,1.5,\n", lambda share: True)
    assert (data.columns, data.target) == (("a", "b"), "c")


def test_a_file_is_read_once_for_an_import_and_what_is_made_of_it(tmp_path, monkeypatch):
    path, opened = tmp_path / "heights.csv", []
    path.write_text("height,weight,class\n" + "".join(f"{i},{i * i},{'ab'[i % 2]}\n" for i in range(20)))
    open_it = os.open
    monkeypatch.setattr(os, "open", lambda name, *how: opened.append(name) or open_it(name, *how))
    data, table = importing.from_file(path, unheard)
    assert (len(data.points()), table.rows) == (20, 20)
    assert data.misfit() is None
    assert opened == [path]

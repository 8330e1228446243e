"""Pictures without a window."""

import dataclasses
import os

import numpy as np
import pytest
from matplotlib.image import imread

from playground.cli import plots
from playground.data.plane.base import Blobs, Circle, Plane
from playground.data.plane.listed import Listed
from playground.data.samples import Split
from playground.data.tables.table_set import TableSet
from playground.experiment.experiment import Experiment
from playground.library import train

SMALL = Experiment(title="Small", data=Circle(samples=50))
VALUES = SMALL.changed(data=Plane(samples=50), output="identity")


@pytest.fixture
def run():
    return train(SMALL, epochs=3)


def colours(path):
    """The share of a picture's points that are orange, and that are blue."""
    red, _, blue, _ = np.moveaxis(imread(path), -1, 0)
    return (red - blue > 0.3).mean(), (blue - red > 0.3).mean()


@pytest.mark.parametrize("ending", plots.ENDINGS)
def test_a_picture_is_written_in_every_format(ending, run, tmp_path):
    plots.save(run, tmp_path / f"loss{ending}")
    start = (tmp_path / f"loss{ending}").read_bytes()[:5]
    assert start.startswith({".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[ending])
    assert os.listdir(tmp_path) == [f"loss{ending}"]


@pytest.mark.parametrize("title", ["$\\foo$", "x$y", "日本 🚀", "a\nb\tc\x01"])
def test_a_title_is_not_a_formula_and_may_have_any_letters(title, tmp_path):
    plots.save(train(SMALL.changed(title=title), epochs=1), tmp_path / "loss.svg")
    assert os.listdir(tmp_path) == ["loss.svg"]


def test_the_name_of_the_file_chooses_the_view(run, tmp_path):
    for name in ("boundary.png", "my-loss.png", "both.png"):
        plots.save(run, tmp_path / name)
    boundary, loss, both = (imread(tmp_path / name) for name in ("boundary.png", "my-loss.png", "both.png"))
    assert boundary.shape == loss.shape
    assert both.shape[1] == 2 * boundary.shape[1]
    assert not np.array_equal(boundary, loss)


@pytest.mark.parametrize(
    "experiment",
    [
        VALUES,
        SMALL.changed(data=Blobs(samples=50, classes=8), output="softmax"),
        SMALL.changed(data=Blobs(samples=50, classes=3), split=Split(test=0.0)),
        SMALL.changed(features=("x1", "sin-x2"), split=Split(validation=0.3)),
        SMALL.changed(data=Listed(inputs=((1.0, 2.0),), targets=((0.5, -0.5),)), split=Split(test=0.0)),
    ],
    ids=[
        "values",
        "eight classes",
        "votes without a test",
        "features and validation",
        "two values of one sample",
    ],
)
def test_every_sort_of_experiment_can_be_drawn(experiment, tmp_path):
    plots.save(train(experiment, epochs=2), tmp_path / "both.png")
    assert imread(tmp_path / "both.png").std() > 0.05


def test_the_boundary_shows_both_sides_in_their_colours(tmp_path):
    plots.save(train(SMALL, epochs=300), tmp_path / "boundary.png")
    orange, blue = colours(tmp_path / "boundary.png")
    assert orange > 0.1
    assert blue > 0.05


def test_a_loss_of_nothing_can_be_drawn(run, tmp_path):
    rows = tuple(row._replace(train_loss=0.0, test_loss=0.0) for row in run.history)
    plots.save(dataclasses.replace(run, history=rows), tmp_path / "loss.png")
    assert (tmp_path / "loss.png").exists()


def test_a_run_that_diverged_can_be_drawn(tmp_path):
    diverged = train(VALUES, layers=[], optimizer={"kind": "sgd", "learning_rate": 30.0})
    assert diverged.diverged
    plots.save(diverged, tmp_path / "both.png")
    assert (tmp_path / "both.png").exists()


@pytest.mark.parametrize("experiment", [VALUES, SMALL.changed(output="softmax")], ids=["values", "classes"])
def test_a_network_that_has_gone_wrong_can_be_drawn(experiment, tmp_path):
    run = train(experiment, layers=[], epochs=0)
    run.network.parameters[...] = 3e38
    plots.save(run, tmp_path / "boundary.png")
    assert (tmp_path / "boundary.png").exists()


def test_another_ending_is_refused(run, tmp_path):
    with pytest.raises(ValueError, match=r"loss.gif: pictures are written as \.png, \.svg, \.pdf"):
        plots.save(run, tmp_path / "loss.gif")
    assert os.listdir(tmp_path) == []


def test_there_is_a_colour_for_every_class():
    assert len(set(plots.CLASSES)) == len(plots.CLASSES) == Blobs.model_fields["classes"].metadata[1].le


def test_the_plane_is_drawn_with_the_numbers_of_columns_that_are_not_standardised(monkeypatch, tmp_path):
    rows = [f"{18 + 3 * i % 63},{7 * i % 31 / 10},{'yes' if i % 3 else 'no'}" for i in range(40)]
    text = "\n".join(["age,size,bought", *rows])
    data = TableSet(text=text, columns=("age", "size"), target="bought", scaling="none")
    drawn, plain = [], plots.VIEWS["boundary"]
    monkeypatch.setitem(plots.VIEWS, "boundary", lambda run, axes: drawn.append(axes) or plain(run, axes))
    plots.save(train(SMALL.changed(data=data), epochs=2), tmp_path / "boundary.png")
    (axes,) = drawn
    for side, labels in zip(
        data.points().plane.sides, (axes.get_xticklabels(), axes.get_yticklabels()), strict=True
    ):
        numbers = [float(label.get_text().replace("−", "-")) for label in labels]
        assert numbers == pytest.approx(side.numbers(np.linspace(-6.0, 6.0, 5)))

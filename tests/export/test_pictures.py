"""Pictures without a window."""

import dataclasses
import os
from itertools import combinations
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from playground.data.plane.base import Blobs, Circle, Plane
from playground.data.plane.listed import Listed
from playground.data.samples import Split
from playground.data.tables.table_set import TableSet
from playground.experiment.experiment import Experiment
from playground.experiment.presets import load
from playground.export.pictures import DRAWINGS, base, files
from playground.export.pictures.boundary import Boundary
from playground.export.pictures.samples import first_and_worst
from playground.export.pictures.scores import MOST, OutputErrors
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


@pytest.mark.parametrize("ending", files.ENDINGS)
def test_a_picture_is_written_in_every_format(ending, run, tmp_path):
    run.save_plot(tmp_path / f"loss{ending}")
    start = (tmp_path / f"loss{ending}").read_bytes()[:5]
    assert start.startswith({".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[ending])
    assert os.listdir(tmp_path) == [f"loss{ending}"]


@pytest.mark.parametrize("title", ["$\\foo$", "x$y", "日本 🚀", "a\nb\tc\x01"])
def test_a_title_is_not_a_formula_and_may_have_any_letters(title, tmp_path):
    train(SMALL.changed(title=title), epochs=1).save_plot(tmp_path / "loss.svg")
    assert os.listdir(tmp_path) == ["loss.svg"]


def test_the_name_of_the_file_chooses_the_view(run, tmp_path):
    for name in ("boundary.png", "my-loss.png", "both.png"):
        run.save_plot(tmp_path / name)
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
    train(experiment, epochs=2).save_plot(tmp_path / "both.png")
    assert imread(tmp_path / "both.png").std() > 0.05


def test_the_boundary_shows_both_sides_in_their_colours(tmp_path):
    train(SMALL, epochs=300).save_plot(tmp_path / "boundary.png")
    orange, blue = colours(tmp_path / "boundary.png")
    assert orange > 0.1
    assert blue > 0.05


def test_a_loss_of_nothing_can_be_drawn(run, tmp_path):
    rows = tuple(row._replace(train_loss=0.0, test_loss=0.0) for row in run.history)
    dataclasses.replace(run, history=rows).save_plot(tmp_path / "loss.png")
    assert (tmp_path / "loss.png").exists()


def test_a_run_that_diverged_can_be_drawn(tmp_path):
    diverged = train(VALUES, layers=[], optimizer={"kind": "sgd", "learning_rate": 30.0})
    assert diverged.diverged
    diverged.save_plot(tmp_path / "both.png")
    assert (tmp_path / "both.png").exists()


@pytest.mark.parametrize("experiment", [VALUES, SMALL.changed(output="softmax")], ids=["values", "classes"])
def test_a_network_that_has_gone_wrong_can_be_drawn(experiment, tmp_path):
    run = train(experiment, layers=[], epochs=0)
    run.network.parameters[...] = 3e38
    run.save_plot(tmp_path / "boundary.png")
    assert (tmp_path / "boundary.png").exists()


def test_another_ending_is_refused(run, tmp_path):
    with pytest.raises(ValueError, match=r"loss.gif: pictures are written as \.png, \.svg, \.pdf"):
        run.save_plot(tmp_path / "loss.gif")
    assert os.listdir(tmp_path) == []


def test_there_is_a_colour_for_every_class():
    most = Blobs.model_fields["classes"].metadata[1].le
    colors = base.class_colors(len(base.CLASSES))
    assert len(colors) >= most
    assert min(np.linalg.norm(one - other) for one, other in combinations(colors, 2)) > 0.25


def test_the_plane_is_drawn_with_the_numbers_of_columns_that_are_not_standardised():
    rows = [f"{18 + 3 * i % 63},{7 * i % 31 / 10},{'yes' if i % 3 else 'no'}" for i in range(40)]
    text = "\n".join(["age,size,bought", *rows])
    data = TableSet(text=text, columns=("age", "size"), target="bought", scaling="none")
    figure = Figure()
    Boundary().draw(train(SMALL.changed(data=data), epochs=2).record, figure)
    axes = figure.axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("age", "size")
    for side, labels in zip(
        data.points().plane.sides, (axes.get_xticklabels(), axes.get_yticklabels()), strict=True
    ):
        numbers = [float(label.get_text().replace("−", "-")) for label in labels]
        assert numbers == pytest.approx(side.numbers(np.linspace(-6.0, 6.0, 5)))


@pytest.mark.parametrize("scaling", ["none", "standardize"])
def test_values_are_drawn_with_the_numbers_of_their_column(scaling):
    text = "a,b,price\n" + "".join(f"{i % 7},{i % 5},{5000 + 300 * (i % 7)}\n" for i in range(70))
    data = TableSet(text=text, columns=("a", "b"), target="price", meaning="values", scaling=scaling)
    experiment = SMALL.changed(data=data, output="identity", loss="mean-squared-error")
    figure = Figure()
    Boundary().draw(train(experiment, epochs=1).record, figure)
    plane, bar = figure.axes
    wanted = [-1.0, 1.0] if scaling == "none" else [5900 - 600, 5900 + 600]
    assert bar.get_ylim() == pytest.approx(wanted, rel=0.01)
    heights = np.concatenate([np.ma.getdata(spots.get_array()) for spots in plane.collections])
    assert sorted(set(np.round(heights))) == [5000 + 300 * i for i in range(7)]


def test_more_classes_than_colours_can_be_drawn(tmp_path):
    rows = "\n".join(f"{i % 7},{i % 5},kind {i % 11}" for i in range(77))
    data = TableSet(text=f"a,b,kind\n{rows}", columns=("a", "b"), target="kind")
    experiment = SMALL.changed(data=data, output="softmax", loss="cross-entropy")
    train(experiment, epochs=1).save_plot(tmp_path / "boundary.png")
    assert imread(tmp_path / "boundary.png").std() > 0.05


LOOKS = (
    "spiral",
    "one-dimensional-function",
    "digits",
    "digits-autoencoder",
    "sine-mix",
    "remember-lstm",
    "through-time-by-hand",
    "encoder",
)


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.slow
def test_every_drawing_that_suits_draws_and_stands_alone_in_a_page(name):
    record = train(load(name).changed(epochs=1)).record
    drawings = [drawing for drawing in DRAWINGS if drawing.suits(record.experiment)]
    ids = []
    for drawing in drawings:
        element = ElementTree.fromstring(files.drawn(drawing(), record))
        assert element.tag == "svg"
        ids += [each.get("id") for each in element.iter() if each.get("id")]
        assert not [each for each in element.iter() for value in each.attrib.values() if "http" in value]
    assert len(ids) == len(set(ids))


def test_the_same_run_is_drawn_the_same(run):
    first, second = (files.drawn(Boundary(), run.record) for _ in range(2))
    assert first == second


def test_the_first_samples_and_the_worst_of_the_others_are_shown():
    record = train(VALUES, epochs=1).record
    rows = first_and_worst(record, 4)
    errors = np.abs(record.outputs[record.judged] - record.judged_samples.targets).mean(axis=1)
    assert rows[:4] == [0, 1, 2, 3]
    assert rows[4:] == [int(row) for row in np.argsort(-errors, kind="stable") if row > 3][:4]


def test_of_many_values_some_of_every_output_are_drawn():
    """Of an image's pixels those at even distances would be the same few columns in every sample."""
    record = train(load("digits-autoencoder"), data={"kind": "bars", "samples": 900}, epochs=0).record
    figure = Figure()
    OutputErrors().draw(record, figure)
    found = record.outputs[record.judged]
    drawn = np.ma.getdata(figure.axes[0].collections[0].get_offsets())[:, 1]
    pixels = [count for column in found.T if (count := np.isin(column, drawn).sum())]
    assert found.size > len(drawn) == MOST
    assert len(pixels) == found.shape[1]

"""What was seen of the layers of a run comes back from its file, and what is none of it is refused."""

import dataclasses
import io
import zipfile

import numpy as np
import pytest

import playground
from playground.engine.activations.base import Activation
from playground.export.runs import BadRun, SavedRun, read, save
from playground.inspection.layer_statistics import Histogram, Probe
from playground.inspection.statistics_history import MOST
from playground.parts.part import family
from playground.training.training import Training

SMALL = playground.load("circle").changed(data={"kind": "circle", "samples": 40})
LAYERS = ({"kind": "dense"}, {"kind": "batch-norm"}, {"kind": "dropout"}, {"kind": "dense", "units": 3})


def watched(experiment, epochs=3):
    """A run of which the layers were looked at after each epoch."""
    training, moments = Training(experiment), []
    probe = Probe(training)
    for epoch in range(epochs):
        moments.append((epoch, probe.layer_statistics(bins=7).layers))
        training.epoch()
    history = training.history
    return SavedRun(
        experiment, tuple(history.rows), history.stride, (training.snapshot(),), layers=tuple(moments)
    )


def entries(run, path):
    save(run, path)
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(found, path):
    with zipfile.ZipFile(path, "w") as file:
        for name, data in found.items():
            file.writestr(name, data)
    return path


def array(value):
    data = io.BytesIO()
    np.lib.format.write_array(data, np.asarray(value), allow_pickle=False)
    return data.getvalue()


def same(one, other):
    if isinstance(one, Histogram):
        return (one.low, one.high) == (other.low, other.high) and np.array_equal(one.counts, other.counts)
    return one == other


@pytest.mark.parametrize("kind", family(Activation))
def test_what_was_seen_of_the_layers_comes_back(tmp_path, kind):
    layers = tuple(layer | {"activation": kind} if layer["kind"] == "dense" else layer for layer in LAYERS)
    run = watched(SMALL.changed(layers=layers, optimizer="adam"))
    save(run, tmp_path / "mine.run")
    back = read(tmp_path / "mine.run").layers
    assert [epoch for epoch, _ in back] == [0, 1, 2]
    for (_, then), (_, now) in zip(run.layers, back, strict=True):
        assert len(then) == len(now) == len(layers) + 1
        for one, other in zip(then, now, strict=True):
            for field in dataclasses.fields(one):
                assert same(getattr(one, field.name), getattr(other, field.name)), field.name


def test_moments_of_which_the_optimizer_or_the_bins_were_others_come_back(tmp_path):
    plain, other = watched(SMALL), watched(SMALL.changed(optimizer="adam"))
    none = [dataclasses.replace(layer, weights=None, gradients=None) for layer in plain.layers[0][1]]
    moments = ((0, tuple(none)), (1, other.layers[1][1]), plain.layers[2])
    save(dataclasses.replace(plain, layers=moments), tmp_path / "mine.run")
    back = read(tmp_path / "mine.run").layers
    assert [layers[0].weights is None for _, layers in back] == [True, False, False]
    assert [list(layers[0].state) for _, layers in back] == [list(moments[i][1][0].state) for i in range(3)]


def test_a_run_nobody_looked_into_has_no_layers_and_so_have_older_files(tmp_path):
    found = entries(dataclasses.replace(watched(SMALL), layers=()), tmp_path / "mine.run")
    assert not any(name.startswith("layers/") for name in found)
    assert read(packed(found, tmp_path / "old.run")).layers == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("epochs", [0, 2, 1]),
        ("epochs", [-1, 0, 1]),
        ("epochs", [0, 1]),
        ("epochs", list(range(MOST + 1))),
        ("epochs", 3),
        ("epochs", None),
        ("numbers", np.full((3, 3, 5), -1.0)),
        ("numbers", np.zeros((3, 1, 5))),
        ("numbers", None),
        ("numbers", np.full((3, 3, 5), np.nan)),
        ("dead", np.zeros((3, 2), bool)),
        ("saturated", np.full((3, 7), -1.0)),
        ("saturated", None),
        ("weights", np.zeros((3, 3, 9))),
        ("weights", np.ones((3, 3, 1))),
        ("weights", np.ones((3, 3, 200))),
        ("gradients", np.broadcast_to([0.0, np.inf, 1.0, 2.0], (3, 3, 4))),
        ("gradients", np.broadcast_to([0.0, 1.0, -1.0, 2.0], (3, 3, 4))),
        ("gradients", np.broadcast_to([0.0, 1.0, 0.0, 0.0], (3, 3, 4))),
        ("gradients", np.broadcast_to([1.0, 0.0, 1.0, 2.0], (3, 3, 4))),
        ("activations", None),
        ("state/x", np.zeros((3, 2))),
        ("numbers", np.array([["a"]])),
    ],
    ids=lambda value: value if isinstance(value, str) else str(np.shape(value)),
)
def test_layers_that_are_none_are_refused(tmp_path, name, value):
    found = entries(watched(SMALL), tmp_path / "mine.run")
    found.pop(f"layers/{name}.npy", None)
    if value is not None:
        found[f"layers/{name}.npy"] = array(value)
    with pytest.raises(BadRun, match=r"its .*layers"):
        read(packed(found, tmp_path / "bad.run"))


def test_sizes_that_are_not_finite_come_back_as_they_were(tmp_path):
    run = watched(SMALL)
    wild = [dataclasses.replace(layer, gradient=np.inf) for layer in run.layers[0][1]]
    save(dataclasses.replace(run, layers=((0, tuple(wild)), *run.layers[1:])), tmp_path / "mine.run")
    assert read(tmp_path / "mine.run").layers[0][1][0].gradient == np.inf

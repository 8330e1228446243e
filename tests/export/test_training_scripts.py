"""Scripts that train: PyTorch goes the way that the run went, whatever the parts."""

import os
import runpy

import numpy as np
import pytest
from cases import every
from scripts import well_written

import playground
from playground.data.plane.base import Blobs, Circle
from playground.data.samples import Split
from playground.engine.clipping import Clipping
from playground.engine.layers.base import Layer
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Regularizer
from playground.engine.schedules.base import Schedule
from playground.experiment.problems import problems
from playground.export import outgoing
from playground.export.code import formats

os.environ.setdefault("KERAS_BACKEND", "torch")
ENDINGS = [
    ending
    for ending, each in formats.FORMATS.items()
    if each.training and each.script.word == "torch" and not each.in_cells
]
SMALL = playground.load("circle").changed(
    data=Circle(samples=30), split=Split(validation=0.2, test=0.1), precision="float64", batch_size=7
)
CLASSES = SMALL.changed(data=Blobs(samples=30, classes=3), output={"kind": "softmax"})


def made(experiment, path):
    """A run of three epochs, and what its script holds after it has trained as long."""
    run = playground.train(experiment, epochs=3)
    outgoing.save(run.trained, path)
    assert well_written(path.parent)
    pytest.importorskip("torch")
    names = runpy.run_path(str(path))
    names["check"]()
    names["train"]()
    names["check"]()  # training leads to where the run had come
    return names


@pytest.fixture(params=ENDINGS)
def path(request, tmp_path):
    return tmp_path / f"w{request.param}"


def suited(experiment, **parts):
    found = experiment.changed(**parts)
    if found.optimizer.whole_batches:
        found = found.changed(batch_size=0)
    return None if problems(found) else found


@every(Optimizer)
def test_optimizers_make_the_same_steps(part, path):
    made(suited(SMALL, optimizer=part), path)


@every(Schedule)
def test_learning_rates_change_alike(part, path):
    settings = {name: 3 for name in ("epochs",) if hasattr(part, name)}
    settings |= {"warm_up": 1} if hasattr(part, "warm_up") else {}
    settings |= {"every": 1} if hasattr(part, "every") else {}
    settings |= {"patience": 0, "threshold": 0.5} if hasattr(part, "patience") else {}
    made(SMALL.changed(schedule=part.changed(**settings)), path)


@every(Regularizer)
def test_regularizers_pull_alike(part, path):
    made(SMALL.changed(regularizer=part.changed(**{"limit": 0.3} if part.kind == "max-norm" else {})), path)


@every(Clipping)
def test_gradients_are_clipped_alike(part, path):
    made(SMALL.changed(clipping=part.changed(**({"limit": 0.01} if part.kind != "none" else {}))), path)


@every(Loss)
def test_losses_have_the_same_slopes(part, path):
    tried = (SMALL, SMALL.changed(output={"kind": "sigmoid"}), CLASSES)
    made(next(found for each in tried if (found := suited(each, loss=part))), path)


def test_classes_may_count_differently(path):
    loss = {"kind": "cross-entropy", "class_weights": (1.0, 2.0, 0.5), "label_smoothing": 0.1}
    made(CLASSES.changed(loss=loss), path)


@pytest.mark.parametrize("regularizer", ["elastic", "l1-to-zero"])
def test_a_search_sees_penalties_and_leaves_frozen_numbers_alone(regularizer, path):
    made(suited(SMALL, optimizer="l-bfgs", regularizer=regularizer, frozen=(0, 5, 9)), path)


@pytest.mark.parametrize("units", [4, 40])
def test_frozen_numbers_stay(path, units):
    layers = ({"kind": "dense", "units": units}, {"kind": "dense", "units": 12})
    made(SMALL.changed(layers=layers, frozen=(0, 5, 9), optimizer={"kind": "adamw"}), path)


@every(Layer)
def test_layers_learn_alike(part, path):
    if part.kind in ("dropout", "gaussian-noise") or not type(part).__module__.startswith("playground."):
        pytest.skip("its numbers come from another generator")
    base = {
        "images": playground.load("shapes"),
        "sequences": playground.load("remember-lstm"),
        "symbols": playground.load("reber"),
        "rows": SMALL,
    }
    for experiment in base.values():
        shape = experiment.inputs_shape
        if part.misfit(shape):
            continue
        layers = (part,) if len(part.output(shape)) < 3 else (part, {"kind": "flatten"})
        small = experiment.changed(
            layers=layers, precision="float64", data=experiment.data.changed(samples=40), batch_size=8
        )
        if not problems(small):
            made(small, path)
            return
    pytest.fail("no data for it")


@pytest.mark.parametrize(
    "layer",
    [{"kind": kind} for kind in ("gru", "lstm", "recurrent")]
    + [{"kind": "recurrent", "activation": "softplus"}],
    ids=lambda layer: " ".join(layer.values()),
)
def test_gradients_go_back_through_a_few_steps(layer, path):
    layers = (layer | {"truncation": 3, "outputs": "every-step"}, layer | {"truncation": 4})
    data = {"kind": "remember-first", "samples": 20, "steps": 8}
    base = playground.load("remember-lstm").changed(precision="float64")
    made(base.changed(layers=layers, data=data, batch_size=8), path)


def test_what_is_said_where_there_are_no_data(path):
    experiment = playground.load("shapes").changed(
        layers=({"kind": "flatten"},), data={"kind": "circle", "samples": 20}
    )
    trained = playground.train(SMALL, epochs=0).trained
    with pytest.raises(ValueError, match="data"):
        outgoing.save(type(trained)(experiment, trained.network), path)
    assert np.isfinite(trained.network.parameters).all()

"""Scripts that train with Keras: the way that the run went, as near as float32 and Keras's rules allow."""

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
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Regularizer
from playground.engine.schedules.base import Schedule
from playground.experiment.problems import problems
from playground.export import outgoing

os.environ.setdefault("KERAS_BACKEND", "torch")
pytestmark = [  # what Keras says of itself
    pytest.mark.filterwarnings("ignore:__array__ implementation"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
SMALL = playground.load("circle").changed(
    data=Circle(samples=30), split=Split(validation=0.2, test=0.1), batch_size=7
)
CLASSES = SMALL.changed(data=Blobs(samples=30, classes=3), output={"kind": "softmax"})


def made(experiment, folder, near=1e-6):
    """The script of a run of three epochs, after it has trained as long; it predicts what the run does."""
    run = playground.train(experiment, epochs=3)
    path = folder / "code" / "w.train.keras.py"
    path.parent.mkdir()
    outgoing.save(run.trained, path)
    assert well_written(path.parent)
    pytest.importorskip("keras")
    names = runpy.run_path(str(path))
    names["check"]()
    names["train"]()
    inputs = names["train_inputs"]
    expected = run.network.predict(inputs.reshape(len(inputs), -1)).reshape(len(inputs), -1)
    found = np.reshape(names["model"].predict(inputs, verbose=0), expected.shape)
    np.testing.assert_allclose(found, expected, rtol=near, atol=near)


def suited(experiment, **parts):
    found = experiment.changed(**parts)
    return None if problems(found) else found


@pytest.mark.parametrize("schedule", ["constant", "exponential"])
@every(Optimizer)
def test_optimizers_make_the_same_steps(part, schedule, tmp_path):
    """As declared, and with settings that show where a rule is another one."""
    experiment = SMALL.changed(optimizer=part, schedule={"kind": schedule})
    if schedule == "exponential":
        told = {"epsilon": 0.01, "decay": 0.3, "momentum_decay": 0.1, "learning_rate": 0.02}
        settings = {name: value for name, value in told.items() if hasattr(part, name)}
        experiment = experiment.changed(optimizer=part.changed(**settings))
    made(experiment.changed(batch_size=0) if part.whole_batches else experiment, tmp_path)


@every(Schedule)
def test_learning_rates_change_alike(part, tmp_path):
    settings = {name: 3 for name in ("epochs",) if hasattr(part, name)}
    settings |= {"warm_up": 1} if hasattr(part, "warm_up") else {}
    settings |= {"patience": 0, "threshold": 0.5} if hasattr(part, "patience") else {}
    made(SMALL.changed(schedule=part.changed(**settings)), tmp_path)


@every(Regularizer)
def test_regularizers_pull_alike(part, tmp_path):
    made(
        SMALL.changed(regularizer=part.changed(**{"limit": 0.3} if part.kind == "max-norm" else {})), tmp_path
    )


@every(Clipping)
def test_gradients_are_clipped_alike(part, tmp_path):
    made(SMALL.changed(clipping=part.changed(**({"limit": 0.01} if part.kind != "none" else {}))), tmp_path)


@every(Loss)
def test_losses_have_the_same_slopes(part, tmp_path):
    tried = (SMALL, SMALL.changed(output={"kind": "sigmoid"}), CLASSES)
    made(next(found for each in tried if (found := suited(each, loss=part))), tmp_path)


def test_classes_may_count_differently(tmp_path):
    loss = {"kind": "cross-entropy", "class_weights": (1.0, 2.0, 0.5), "label_smoothing": 0.1}
    made(CLASSES.changed(loss=loss), tmp_path)


@pytest.mark.parametrize("regularizer", ["elastic", "l1-to-zero"])
def test_a_search_sees_penalties_and_leaves_frozen_numbers_alone(regularizer, tmp_path):
    made(SMALL.changed(optimizer="l-bfgs", batch_size=0, regularizer=regularizer, frozen=(0, 5, 9)), tmp_path)


def test_frozen_numbers_stay_and_do_not_count_in_the_norm(tmp_path):
    made(SMALL.changed(frozen=(0, 5, 9), clipping={"kind": "by-norm", "limit": 0.05}), tmp_path)


@pytest.mark.parametrize("outputs", ["every-step", "last-step"])
@pytest.mark.parametrize("kind", ["gru", "lstm", "recurrent"])
def test_gradients_go_back_through_a_few_steps(kind, outputs, tmp_path):
    layers = ({"kind": kind, "truncation": 3, "outputs": outputs}, {"kind": kind, "truncation": 4})
    data = {"kind": "remember-first", "samples": 20, "steps": 8}
    layers, clipping = layers[outputs == "last-step" :], {"kind": "by-norm", "limit": 0.1}
    base = playground.load("remember-lstm").changed(clipping=clipping, batch_size=8)
    made(base.changed(layers=layers, data=data), tmp_path)


@pytest.mark.parametrize("kind", ["gru", "lstm", "recurrent", "conv2d"])
def test_layers_learn_alike(kind, tmp_path):
    base = playground.load("shapes" if kind == "conv2d" else "remember-lstm")
    layers = ({"kind": kind}, *([{"kind": "flatten"}] if kind == "conv2d" else []))
    made(base.changed(layers=layers, data=base.data.changed(samples=40), batch_size=8), tmp_path, 1e-6)

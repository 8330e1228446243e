"""Dropout and the normalizations: what they do in training, and what they do afterwards."""

import numpy as np
import pytest
from cases import fitted

from playground.data.plane.base import Circle
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.parts.part import family
from playground.training.training import Training


def through(layer, x, training, network=None):
    """Send samples through one layer: (outputs, network)."""
    if network is None:
        network = Network([layer], x.shape[1], dtype=np.float64)
        network.initialize([Experiment().initializer], [np.random.default_rng(0)])
    run = network.bind(len(x), generators=[np.random.default_rng(1)] if training else None)
    run.x[...] = x
    run.forward()
    return run.a.copy(), network


X = np.random.default_rng(2).normal(3.0, 2.0, (400, 5))


def test_dropout_silences_its_share_and_keeps_the_mean():
    a, _ = through(family(Layer)["dropout"](rate=0.25), X, training=True)
    silent = a == 0.0
    assert silent.mean() == pytest.approx(0.25, abs=0.03)
    np.testing.assert_allclose(a[~silent], X[~silent] / 0.75)


def test_dropout_lets_everything_through_afterwards():
    a, _ = through(family(Layer)["dropout"](rate=0.25), X, training=False)
    assert np.array_equal(a, X)


def test_batch_norm_brings_units_to_mean_0_and_variance_1():
    a, _ = through(family(Layer)["batch-norm"](), X, training=True)
    np.testing.assert_allclose(a.mean(axis=0), 0.0, atol=1e-12)
    np.testing.assert_allclose(a.var(axis=0), 1.0, rtol=1e-4)


def test_running_means_follow_pytorchs_rule():
    layer = family(Layer)["batch-norm"](momentum=0.3)
    _, network = through(layer, X, training=True)
    found = network.arrays()
    np.testing.assert_allclose(found["01_batch-norm/running_mean"], 0.3 * X.mean(axis=0))
    np.testing.assert_allclose(found["01_batch-norm/running_variance"], 0.7 + 0.3 * X.var(axis=0, ddof=1))
    a, _ = through(layer, X, training=False, network=network)
    mean, variance = found["01_batch-norm/running_mean"], found["01_batch-norm/running_variance"]
    np.testing.assert_allclose(a, (X - mean) / np.sqrt(variance + layer.epsilon))


def test_layer_norm_brings_every_sample_to_mean_0_and_variance_1():
    for training in (True, False):
        a, _ = through(family(Layer)["layer-norm"](), X, training)
        np.testing.assert_allclose(a.mean(axis=1), 0.0, atol=1e-12)
        np.testing.assert_allclose(a.var(axis=1), 1.0, rtol=1e-3)


def test_a_dense_layer_can_do_without_biases():
    network = Network([Dense(units=3, bias=False)], 2)
    assert {name: array.shape for name, array in network.arrays().items()} == {"01_dense/weight": (2, 3)}
    assert network.predict(np.zeros((1, 2))).tolist() == [[0.0, 0.0, 0.0]]


def test_a_normalization_over_the_batch_needs_one():
    experiment = Experiment(layers=("dense", "batch-norm"), batch_size=1)
    (problem,) = problems(experiment)
    assert problem.path == "layers[1]"
    assert "at least 2 samples in every batch; they have 1" in problem.text
    uneven = experiment.changed(data=Circle(samples=102), batch_size=10)
    assert "the last one has 1" in problems(uneven)[0].text
    assert problems(experiment.changed(batch_size=0)) == []


@pytest.mark.parametrize("kind", family(Layer))
@pytest.mark.usefixtures("made_up")
def test_every_layer_trains_the_same_bits_twice_and_from_a_snapshot(kind):
    experiment = Experiment(layers=(*fitted(family(Layer)[kind]()), "dense"), batch_size=20)
    first, second = Training(experiment), Training(experiment)
    first.advance(20)
    kept = first.snapshot()
    first.advance(20)
    second.advance(40)
    assert np.array_equal(first.network.parameters, second.network.parameters)
    assert np.array_equal(first.network.state, second.network.state)
    second.restore(kept)
    second.advance(20)
    assert np.array_equal(first.network.parameters, second.network.parameters)
    assert np.array_equal(first.network.state, second.network.state)

"""Sequences: a dense layer works on every step alike, and the loss is the mean over all of them."""

import numpy as np
import pytest
from cases import every

from playground.engine.activations.sigmoidal import Sigmoid, Tanh
from playground.engine.activations.softmax import Softmax
from playground.engine.gradcheck import compare, compare_inputs
from playground.engine.initializers import Uniform
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.losses.base import Loss
from playground.engine.losses.classification import CrossEntropy
from playground.engine.losses.every_step import EveryStepLoss
from playground.engine.network import Network
from playground.engine.regularizers.base import NoRegularizer

TIME, FEATURES, UNITS = 5, 3, 4
WEIGHTED = CrossEntropy(class_weights=(1.0, 2.0, 0.5, 3.0))


def started(*layers, shape=(TIME, FEATURES), population=1):
    """A network over sequences, in double precision."""
    network = Network(layers, shape, population, np.float64)
    generators = [np.random.default_rng(seed) for seed in range(population)]
    network.initialize([Uniform()] * population, generators)
    return network


def fitting(loss):
    """An output layer with which a loss is computed."""
    linked = {Sigmoid: Sigmoid(), Softmax: Softmax()}
    return Dense(units=UNITS, activation=linked.get(loss.link, Tanh()))


def one_hot(batch, steps=TIME):
    """Targets (batch, steps * units): another class at every step."""
    rng = np.random.default_rng(3)
    return np.eye(UNITS)[rng.integers(0, UNITS, (batch, steps))].reshape(batch, -1)


@pytest.mark.parametrize("batch", [3, 12])
@pytest.mark.parametrize("population", [1, 3])
def test_a_dense_layer_does_at_every_step_what_it_does_with_a_row(batch, population):
    network = started(Dense(units=UNITS), Dense(units=2, bias=False), population=population)
    row = Network(network.layers, FEATURES, population, np.float64)
    row.parameters[...] = network.parameters
    x = np.random.default_rng(1).normal(size=(batch, TIME, FEATURES))
    found = network.predict(x.reshape(batch, -1)).reshape(-1, batch, TIME, 2)
    for step in range(TIME):
        expected = row.predict(x[:, step]).reshape(-1, batch, 2)
        np.testing.assert_allclose(found[:, :, step], expected, rtol=1e-12)


@every(Loss)
@pytest.mark.parametrize("batch", [3, 12])
def test_gradients_through_sequences_are_those_of_central_differences(part, batch):
    network = started(Dense(units=3), Dropout(rate=0.3), fitting(part))
    x = np.random.default_rng(2).normal(size=(batch, TIME * FEATURES))
    y = one_hot(batch)
    assert compare(network, part, NoRegularizer(), x, y).worst < 1e-6
    assert compare_inputs(network, part, x, y).worst < 1e-5


@pytest.mark.parametrize("loss", [CrossEntropy(), WEIGHTED, CrossEntropy(label_smoothing=0.1)], ids=str)
def test_the_loss_is_that_of_all_steps_as_samples(loss):
    rng, batch = np.random.default_rng(4), 6
    z, y = rng.normal(size=(batch, TIME * UNITS)), one_hot(batch)
    rows = z.reshape(-1, UNITS), y.reshape(-1, UNITS)
    stepwise = EveryStepLoss(loss, UNITS)
    assert stepwise.value(z, y) == pytest.approx(loss.value(*rows), rel=1e-12)
    shares = np.exp(rows[0]) / np.exp(rows[0]).sum(axis=1, keepdims=True)
    slope, expected = np.empty_like(z), np.empty_like(shares)
    stepwise.derivative(shares.reshape(z.shape), y, slope)
    loss.derivative(shares, rows[1], expected)
    np.testing.assert_allclose(slope.reshape(expected.shape), expected, rtol=1e-12)
    alone = stepwise.value(z[:, None, :], y[:, None, :])
    assert stepwise.value(z, y) == pytest.approx(alone @ stepwise.shares(y), rel=1e-12)
    each = loss.value(rows[0][:, None], rows[1][:, None]).reshape(batch, TIME)
    np.testing.assert_allclose(alone, (each * stepwise.step_shares(y)).sum(axis=1), rtol=1e-12)


def test_longer_sequences_go_through_the_same_memory():
    network = started(Dense(units=UNITS))
    longer = network.with_input_shape((9, FEATURES))
    x = np.random.default_rng(5).normal(size=(2, 9 * FEATURES))
    network.parameters += 1.0
    found = longer.predict(x)[:, : TIME * UNITS]
    np.testing.assert_allclose(found, network.predict(x[:, : TIME * FEATURES]), rtol=1e-12)
    assert network.with_input_shape((TIME, FEATURES)) is network


def test_a_shape_for_which_there_would_be_other_parameters_is_refused():
    with pytest.raises(
        ValueError, match="for a sequence of 5 times 2 the layers would have other parameters"
    ):
        started(Dense(units=UNITS)).with_input_shape((TIME, 2))

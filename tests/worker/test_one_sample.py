"""The way of one sample through the network: the numbers are those of a pass of its own."""

import numpy as np
import pytest

import playground
from playground.training.training import Training
from playground.worker.requests.one_sample import OneInput, OneSample
from tests.looking import answer

PRESETS = [
    "circle", "bars-convolution", "remember-lstm", "binary-addition", "digits-autoencoder", "text",
    "lesson-13-batch-norm",
]  # fmt: skip


@pytest.fixture(params=PRESETS)
def training(request):
    return Training(playground.load(request.param))


def sample(training, part, place):
    """The row of a sample among all points, its inputs and its targets."""
    samples = training.experiment.samples[part]
    return int(training.experiment.rows[part][place]), samples.inputs[place], samples.targets[place]


def test_outputs_are_the_predictions(training):
    training.advance(3)
    row, inputs, targets = sample(training, "train", 1)
    found = answer(training, OneSample(row))
    network = training.network
    assert found.inputs.shape == network.shapes[0]
    assert found.outputs.shape == found.targets.shape == network.shapes[-1]
    np.testing.assert_allclose(found.outputs.ravel(), network.predict(inputs[None])[0], rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(found.targets.ravel(), targets.astype(found.targets.dtype))
    assert [each["a"].shape for each in found.layers] == network.shapes[1:]
    np.testing.assert_array_equal(found.layers[-1]["a"], found.outputs)


def test_slopes_by_the_inputs_are_those_of_the_loss():
    experiment = playground.load("bars-convolution").changed(precision="float64")
    training = Training(experiment)
    row, inputs, targets = sample(training, "train", 0)
    found = answer(training, OneSample(row))

    def loss(x):
        run = training.network.bind(1, experiment.loss)
        run.x[...], run.y[...] = x, targets
        run.forward()
        return float(run.value())

    assert found.loss == loss(inputs)
    steps = np.eye(inputs.size) * 1e-6
    differences = [(loss(inputs + step) - loss(inputs - step)) / 2e-6 for step in steps]
    np.testing.assert_allclose(found.slopes.ravel(), differences, rtol=1e-4, atol=1e-8)


def test_a_recurrent_layer_shows_its_states_gates_and_slopes():
    training = Training(playground.load("remember-lstm"))
    row, *_ = sample(training, "train", 0)
    found = answer(training, OneSample(row))
    time, units = training.network.shapes[0][0], training.network.layers[0].units
    for name in ("hidden", "cell", "forget_gate", "d_hidden"):
        assert found.layers[0][name].shape == (time, units)
    np.testing.assert_array_equal(found.layers[0]["hidden"][-1], found.layers[0]["a"])


def test_inputs_that_are_no_sample_have_no_loss(training):
    row, inputs, _ = sample(training, "train", 0)
    found = answer(training, OneInput(tuple(map(float, inputs))))
    np.testing.assert_array_equal(found.outputs, answer(training, OneSample(row)).outputs)
    assert (found.targets, found.loss, found.slopes) == (None, None, None)
    assert not [name for layer in found.layers for name in layer if name.startswith("d")]


def test_what_is_not_there_has_no_answer(training):
    assert answer(training, OneSample(10**9)) is None
    assert answer(training, OneInput((0.0,) * 9999)) is None


def test_a_sample_of_every_part_is_found():
    training = Training(playground.load("digits"))
    for part in ("train", "test"):
        row, inputs, _ = sample(training, part, 2)
        np.testing.assert_allclose(answer(training, OneSample(row)).inputs.ravel(), inputs, rtol=1e-6)


def test_looking_leaves_the_training_as_it_is():
    looked, alone = (Training(playground.load("bars-convolution")) for _ in range(2))
    for _ in range(3):
        answer(looked, OneSample(0))
        looked.advance(1)
        alone.advance(1)
    np.testing.assert_array_equal(looked.network.parameters, alone.network.parameters)


def test_a_network_that_has_gone_wrong_is_looked_at_without_a_warning(training):
    training.network.parameters[...] = 1e38
    row, *_ = sample(training, "train", 0)
    assert answer(training, OneSample(row)).outputs.shape == training.network.shapes[-1]

"""What presets work out by hand: the 1-2-1 network of many tutorials, and the way back through time."""

from math import exp

import numpy as np
import pytest

from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.gradcheck import compare
from playground.engine.optimizers.sgd import SGD
from playground.engine.regularizers.base import NoRegularizer
from playground.experiment import presets
from playground.library import train
from playground.microscope import trace
from playground.training.training import Training
from tests.published.worked_example import Example


def s(z):
    return 1.0 / (1.0 + exp(-z))


def chain():
    preset = presets.load("chain-rule")
    (w1, w2), start = preset.initializer.weights, preset.samples["train"]
    example = Example([Sigmoid(), Sigmoid()], [w1, w2], [[], []], start.inputs, start.targets)
    return example, start.inputs.item(), start.targets.item(), *w1[0], w2[0][0], w2[1][0]


def test_the_chain_rule_term_by_term():
    example, x, y, w11, w12, w21, w22 = chain()
    h1, h2 = s(x * w11), s(x * w12)
    o = s(h1 * w21 + h2 * w22)
    slopes = example.slopes()
    assert example.run.value() == pytest.approx((y - o) ** 2 / 2, abs=1e-15)
    delta = (o - y) * o * (1 - o)
    np.testing.assert_allclose(slopes["02_dense/weight"], [[delta * h1], [delta * h2]], rtol=1e-12)
    expected = [delta * w21 * h1 * (1 - h1) * x, delta * w22 * h2 * (1 - h2) * x]
    np.testing.assert_allclose(slopes["01_dense/weight"], [expected], rtol=1e-12)
    mistake = delta * x  # without w21 h1 (1 - h1)
    assert expected[0] == pytest.approx(-0.009014, abs=5e-7)
    assert mistake == pytest.approx(-0.052024, abs=5e-7)
    assert abs(slopes["01_dense/weight"][0, 0] - mistake) > 0.04


def test_the_chain_rule_against_central_differences():
    example, *_ = chain()
    found = compare(example.network, example.loss, NoRegularizer(), example.run.x, example.run.y)
    assert found.worst < 1e-6
    np.testing.assert_allclose(found.exact, example.gradient[0], rtol=1e-12)


def test_the_chain_rules_first_step_is_the_one_that_its_text_names():
    preset = presets.load("chain-rule")
    assert preset.optimizer == SGD(learning_rate=1.0)
    weights = train(preset, epochs=1).network.arrays()["01_dense/weight"]
    assert weights[0, 0] == pytest.approx(0.409014, abs=5e-7)
    assert "w11 becomes 0.409014" in preset.reason


def test_the_way_back_through_time_as_the_preset_says_it():
    experiment = presets.load("through-time-by-hand")
    training = Training(experiment)
    step = trace(experiment, training.snapshot())
    states, slopes = (step.layers[0].values[name].ravel() for name in ("hidden", "dz"))
    sixth = {"rtol": 0.0, "atol": 5e-7}
    np.testing.assert_allclose(states, [0.462117, 0.353724, 0.275660], **sixth)
    np.testing.assert_allclose(step.losses, 0.262334, **sixth)
    # The state before each step times the slope of its sum: what the recurrent weight learns there.
    np.testing.assert_allclose(states[:2] * slopes[1:], [-0.216476, -0.236747], **sixth)
    np.testing.assert_allclose(slopes[0], -0.294726, **sixth)  # times the only input that is not 0
    np.testing.assert_allclose(step.gradient[:2], [-0.294726, -0.453223], **sixth)
    arrays = train(experiment, epochs=1).network.arrays()
    found = [array.item() for array in arrays.values()]
    np.testing.assert_allclose(found, [0.794726, 1.253223, 1.0], **sixth)

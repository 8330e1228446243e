"""Limits: what becomes of weights after a step."""

import numpy as np
import pytest

from playground.engine.optimizers.sgd import SGD
from playground.engine.regularizers.limits import L1ToZero, MaxNorm
from playground.experiment.experiment import Experiment
from playground.training.training import Training


def test_max_norm_cuts_the_weights_of_a_unit_together():
    weights = np.array([[[3.0, 0.3], [4.0, 0.4]]])
    MaxNorm(limit=1.0).constrain([weights], [weights.copy()])(0.1)
    np.testing.assert_allclose(weights, [[[0.6, 0.3], [0.8, 0.4]]])


@pytest.mark.parametrize(
    ("before", "moved", "expected"),
    [
        (1.0, 0.9, 0.85),
        (-1.0, -0.9, -0.85),
        (1.0, 0.04, 0.0),  # the pull would go over zero
        (-1.0, -0.04, 0.0),
        (1.0, -0.04, -0.09),  # the step has gone over zero itself: the pull is that of the side before it
        (0.0, 0.9, 0.0),  # zero stays zero
    ],
)
def test_a_weight_pulled_over_zero_becomes_zero_and_stays(before, moved, expected):
    weights = np.array([[[moved]]])
    L1ToZero(rate=0.5).constrain([weights], [np.array([[[before]]])])(0.1)
    assert weights.item() == pytest.approx(expected)
    assert not np.signbit(weights).any() or expected < 0.0


def followed(regularizer, steps=300):
    """The parameters after each step, (steps, n), and which of them are weights."""
    training = Training(Experiment(optimizer=SGD(learning_rate=0.03), regularizer=regularizer))
    found = [training.network.parameters[0].copy()]
    for _ in range(steps):
        training.advance(1)
        found.append(training.network.parameters[0].copy())
    return np.array(found), training.network.weight_mask()[0] == 1.0


def test_in_a_training_weights_arrive_at_zero_one_after_another_and_stay():
    found, weights = followed(L1ToZero(rate=0.1))
    zero = found[:, weights] == 0.0
    assert zero[-1].sum() > 0
    assert (zero[1:] >= zero[:-1]).all()
    assert found[-1, ~weights].all()  # biases go free


def test_a_step_is_the_plain_one_and_then_the_pull():
    plain, weights = followed("none", steps=1)
    pulled, _ = followed(L1ToZero(rate=0.1), steps=1)
    expected = plain[1] - np.float32(0.003) * np.sign(plain[0]) * weights
    np.testing.assert_allclose(pulled[1], expected, rtol=1e-5, atol=1e-7)

"""Losses: their formulas, their derivatives, and the way from logits."""

import math

import numpy as np
import pytest
from cases import every

from playground.engine.losses import Loss
from playground.parts import family

OUTPUTS = np.array([[0.2, 0.5, 0.3], [0.7, 0.1, 0.2]])
TARGETS = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
LOGITS = np.array([[-1.0, 2.0, 0.3], [0.7, -3.0, 1.2]])
LINKED = [loss() for loss in family(Loss).values() if loss.link]
NUDGE = 1e-6

# Worked out by hand, sample by sample: squares .04 + .25 + .09 and .09 + .01 + .04.
BY_HAND = {
    "mean-squared-error": (0.38 + 0.14) / 6,
    "half-squared-error": (0.38 + 0.14) / 4,
    "binary-cross-entropy": -math.log(0.8 * 0.5 * 0.7 * 0.7 * 0.9 * 0.8) / 6,
    "cross-entropy": -math.log(0.5 * 0.7) / 2,
    "kl-divergence": -math.log(0.5 * 0.7) / 2,
    "mean-absolute-error": (1.0 + 0.6) / 6,
    "huber": 0.5 * (0.38 + 0.14) / 6,
    "hinge": (1.0 + 0.5 + 1.0 + 0.3 + 1.0 + 1.0) / 6,
}


def differences(function, at):
    """Central differences of a scalar function by every element of ``at``."""
    found = np.empty_like(at)
    for index in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[index] += NUDGE
        down[index] -= NUDGE
        found[index] = (function(up) - function(down)) / (2 * NUDGE)
    return found


@pytest.mark.parametrize("kind", BY_HAND)
def test_the_value_follows_the_formula(kind):
    assert family(Loss)[kind]().value(OUTPUTS, TARGETS) == pytest.approx(BY_HAND[kind], rel=1e-12)


@every(Loss)
def test_the_derivative_agrees_with_central_differences(part):
    slope = np.empty_like(OUTPUTS)
    part.derivative(OUTPUTS, TARGETS, slope)
    numeric = differences(lambda a: part.value(a, TARGETS), OUTPUTS)
    np.testing.assert_allclose(slope, numeric, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("loss", LINKED, ids=lambda loss: loss.kind)
def test_from_logits_the_loss_is_the_same_number(loss):
    a = np.empty_like(LOGITS)
    loss.link().value(LOGITS, a)
    assert loss.value_from_logits(LOGITS, TARGETS) == pytest.approx(loss.value(a, TARGETS), rel=1e-9)


@pytest.mark.parametrize("loss", LINKED, ids=lambda loss: loss.kind)
def test_from_logits_the_derivative_agrees_with_central_differences(loss):
    a, slope = np.empty_like(LOGITS), np.empty_like(LOGITS)
    loss.link().value(LOGITS, a)
    loss.derivative_from_logits(a, TARGETS, slope)
    numeric = differences(lambda z: loss.value_from_logits(z, TARGETS), LOGITS)
    np.testing.assert_allclose(slope, numeric, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", LINKED, ids=lambda loss: loss.kind)
def test_enormous_logits_give_the_exact_loss_and_a_finite_slope(loss, dtype):
    z = np.array([[-1000.0, 1000.0]], dtype)
    a, slope = np.empty_like(z), np.empty_like(z)
    loss.link().value(z, a)
    for y, expected in (([[0.0, 1.0]], 0.0), ([[1.0, 0.0]], 1000.0 if loss.kind[0] == "b" else 2000.0)):
        loss.derivative_from_logits(a, np.array(y, dtype), slope)
        assert loss.value_from_logits(z, np.array(y, dtype)) == expected
        assert np.isfinite(slope).all()


@every(Loss)
def test_certain_and_wrong_outputs_give_a_finite_loss(part):
    a, y, slope = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]]), np.empty((1, 2))
    part.derivative(a, y, slope)
    assert np.isfinite(part.value(a, y))
    assert np.isfinite(slope).all()


@every(Loss)
def test_a_population_gets_one_loss_for_each_network(part):
    outputs = np.stack([OUTPUTS, 1.0 - OUTPUTS, OUTPUTS[::-1]])
    alone = [part.value(a, TARGETS) for a in outputs]
    np.testing.assert_allclose(part.value(outputs, TARGETS), alone, rtol=1e-15)


@pytest.mark.parametrize("part", [loss() for loss in family(Loss).values() if not loss.link], ids=str)
def test_a_loss_without_a_link_is_not_computed_from_logits(part):
    with pytest.raises(TypeError, match=f"{part.kind} is not computed from logits"):
        part.value_from_logits(LOGITS, TARGETS)
    with pytest.raises(TypeError, match=f"{part.kind} is not computed from logits"):
        part.derivative_from_logits(OUTPUTS, TARGETS, LOGITS.copy())


@every(Loss)
def test_a_link_is_among_the_activations_that_the_loss_accepts(part):
    assert part.link in (None, *part.accepts)


def test_huber_is_straight_beyond_delta():
    loss = family(Loss)["huber"](delta=0.5)
    assert loss.value(np.array([[3.0]]), np.array([[0.0]])) == pytest.approx(0.5 * (3.0 - 0.25))


def test_kl_divergence_vanishes_where_the_shares_are_the_targets():
    shares = np.array([[0.2, 0.5, 0.3]])
    assert family(Loss)["kl-divergence"]().value(shares, shares) == pytest.approx(0.0, abs=1e-15)


def test_smoothing_and_weights_follow_the_published_rule():
    """-sum_c w_c y'_c log a_c over the batch, divided by the weights of the true classes."""
    loss = family(Loss)["cross-entropy"](label_smoothing=0.3, class_weights=(1.0, 2.0, 4.0))
    weights, smoothed = np.array([1.0, 2.0, 4.0]), 0.7 * TARGETS + 0.1
    expected = -(weights * smoothed * np.log(OUTPUTS)).sum() / (2.0 + 1.0)
    assert loss.value(OUTPUTS, TARGETS) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("settings", [{"label_smoothing": 0.2}, {"class_weights": (1.0, 0.0, 3.0)}])
def test_smoothed_and_weighted_slopes_agree_with_central_differences(settings):
    loss = family(Loss)["cross-entropy"](**settings)
    a, slope = np.empty_like(LOGITS), np.empty_like(LOGITS)
    loss.link().value(LOGITS, a)
    loss.derivative_from_logits(a, TARGETS, slope)
    numeric = differences(lambda z: loss.value_from_logits(z, TARGETS), LOGITS)
    np.testing.assert_allclose(slope, numeric, rtol=1e-6, atol=1e-9)


def test_weights_must_be_as_many_as_classes():
    loss = family(Loss)["cross-entropy"](class_weights=(1.0, 2.0))
    assert loss.misfit(3) == ("class_weights", "2 weights are given for 3 classes")
    assert loss.misfit(2) is None
    assert family(Loss)["cross-entropy"](class_weights=(0.0, 0.0)).misfit(2) is not None

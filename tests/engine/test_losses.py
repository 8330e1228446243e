"""Losses: their formulas, their derivatives, and how exact they are."""

import math

import hypothesis
import mpmath
import numpy as np
import pytest
from cases import every
from hypothesis import settings
from hypothesis import strategies as st

from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.activations.softmax import Softmax
from playground.engine.layers.dense import Dense
from playground.engine.losses.base import Loss
from playground.engine.network import Network
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.parts.part import family

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


def given(loss, sums=LOGITS):
    """What a loss is computed from, and the outputs that go with it: a loss with a link takes sums."""
    if loss.link is None:
        return OUTPUTS, OUTPUTS
    a = np.empty_like(sums)
    loss.link().value(sums, a)
    return sums, a


@pytest.mark.parametrize("kind", BY_HAND)
def test_the_value_follows_the_formula(kind):
    loss = family(Loss)[kind]()
    sums = {None: OUTPUTS, Sigmoid: np.log(OUTPUTS / (1.0 - OUTPUTS)), Softmax: np.log(OUTPUTS)}[loss.link]
    assert loss.value(sums, TARGETS) == pytest.approx(BY_HAND[kind], rel=1e-12)


@every(Loss)
def test_the_derivative_agrees_with_central_differences(part):
    at, a = given(part)
    slope = np.empty_like(OUTPUTS)
    part.derivative(a, TARGETS, slope)
    numeric = differences(lambda each: part.value(each, TARGETS), at)
    np.testing.assert_allclose(slope, numeric, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", LINKED, ids=lambda loss: loss.kind)
def test_enormous_sums_give_the_exact_loss_and_the_exact_slope(loss, dtype):
    z = np.array([[-1000.0, 1000.0]], dtype)
    _, a = given(loss, z)
    slope, single = np.empty_like(z), loss.kind[0] == "b"
    for y, expected in (([[0.0, 1.0]], 0.0), ([[1.0, 0.0]], 1000.0 if single else 2000.0)):
        targets = np.array(y, dtype)
        loss.derivative(a, targets, slope)
        assert loss.value(z, targets) == expected
        assert slope.tolist() == ((a - targets) / (2.0 if single else 1.0)).tolist()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", LINKED, ids=lambda loss: loss.kind)
@settings(max_examples=100)
@hypothesis.given(z=st.lists(st.floats(-1000.0, 1000.0, width=32), min_size=2, max_size=4), data=st.data())
def test_no_clamp_decides_a_loss_or_a_slope(loss, dtype, z, data):
    """Against the same in many digits."""
    true = data.draw(st.integers(0, len(z) - 1))
    sums, y = np.array([z], dtype), np.zeros((1, len(z)), dtype)
    y[0, true] = 1.0
    with mpmath.workdps(900):
        exact = [mpmath.mpf(float(each)) for each in sums[0]]
        if loss.link is Sigmoid:
            shares = [1 / (1 + mpmath.exp(-each)) for each in exact]
            signs = [-1 if k == true else 1 for k in range(len(z))]
            parts = [mpmath.log(1 + mpmath.exp(sign * each)) for sign, each in zip(signs, exact, strict=True)]
            value, count = mpmath.fsum(parts) / len(z), len(z)
        else:
            whole = mpmath.fsum(mpmath.exp(each) for each in exact)
            shares = [mpmath.exp(each) / whole for each in exact]
            value, count = mpmath.log(whole) - exact[true], 1
        slopes = [float((share - (k == true)) / count) for k, share in enumerate(shares)]
    _, a = given(loss, sums)
    slope = np.empty_like(sums)
    loss.derivative(a, y, slope)
    close = float(np.finfo(dtype).eps) * 16
    assert float(loss.value(sums, y)) == pytest.approx(float(value), rel=close, abs=close * max(map(abs, z)))
    np.testing.assert_allclose(slope[0], slopes, rtol=close, atol=close)


@pytest.mark.parametrize("part", [loss() for loss in family(Loss).values() if not loss.link], ids=str)
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


@every(Loss)
def test_a_loss_grows_by_the_degree_that_it_declares(part):
    factor = 700.0
    one = part.value(OUTPUTS, TARGETS)
    other = part.value(factor * OUTPUTS + 3.0, factor * TARGETS + 3.0)
    if part.degree is None:
        assert part.for_classes or not any(np.isclose(other, one * factor**power) for power in range(3))
    else:
        np.testing.assert_allclose(other, one * factor**part.degree)


@every(Loss)
def test_a_link_is_the_only_activation_that_the_loss_accepts(part):
    assert part.link is None or part.accepts == (part.link,)


def test_a_pair_that_does_not_belong_together_is_refused():
    loss = family(Loss)["binary-cross-entropy"]()
    with pytest.raises(ValueError, match="Binary cross-entropy is computed together with Sigmoid"):
        Network([Dense(units=2, activation=Softmax())], 2).bind(1, loss)
    found = problems(Experiment(data={"kind": "blobs", "classes": 3}, output="softmax", loss=loss))
    assert [str(each) for each in found] == [
        "output.kind: the binary cross-entropy loss needs Sigmoid, not Softmax"
    ]


def test_huber_is_straight_beyond_delta():
    loss = family(Loss)["huber"](delta=0.5)
    assert loss.value(np.array([[3.0]]), np.array([[0.0]])) == pytest.approx(0.5 * (3.0 - 0.25))


def test_kl_divergence_vanishes_where_the_shares_are_the_targets():
    shares = np.array([[0.2, 0.5, 0.3]])
    assert family(Loss)["kl-divergence"]().value(np.log(shares), shares) == pytest.approx(0.0, abs=1e-15)


def test_smoothing_and_weights_follow_the_published_rule():
    """-sum_c w_c y'_c log a_c over the batch, divided by the weights of the true classes."""
    loss = family(Loss)["cross-entropy"](label_smoothing=0.3, class_weights=(1.0, 2.0, 4.0))
    weights, smoothed = np.array([1.0, 2.0, 4.0]), 0.7 * TARGETS + 0.1
    expected = -(weights * smoothed * np.log(OUTPUTS)).sum() / (2.0 + 1.0)
    assert loss.value(np.log(OUTPUTS), TARGETS) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("settings", [{"label_smoothing": 0.2}, {"class_weights": (1.0, 0.0, 3.0)}])
def test_smoothed_and_weighted_slopes_agree_with_central_differences(settings):
    loss = family(Loss)["cross-entropy"](**settings)
    at, a = given(loss)
    slope = np.empty_like(LOGITS)
    loss.derivative(a, TARGETS, slope)
    numeric = differences(lambda z: loss.value(z, TARGETS), at)
    np.testing.assert_allclose(slope, numeric, rtol=1e-6, atol=1e-9)


def test_weights_must_be_as_many_as_classes():
    loss = family(Loss)["cross-entropy"](class_weights=(1.0, 2.0))
    assert loss.misfit(3) == ("class_weights", "2 weights are given for 3 classes")
    assert loss.misfit(2) is None
    assert family(Loss)["cross-entropy"](class_weights=(0.0, 0.0)).misfit(2) is not None

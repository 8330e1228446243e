"""Regularizers: the penalty, and its share of the gradient."""

import numpy as np
import pytest
from cases import every, every_variant

from playground.engine.regularizers.base import Regularizer
from playground.engine.regularizers.penalties import L1, L2

WEIGHTS = np.array([[0.5, -2.0, 0.25, 3.0], [1.0, -0.5, 0.0, 4.0]])
MASK = np.array([[1.0, 1.0, 1.0, 0.0], [1.0, 1.0, 1.0, 0.0]])  # the last one is a bias


def share(part, weights):
    gradient = np.zeros_like(weights)
    add = part.bind(weights, gradient, MASK)
    if add is not None:
        add()
    return gradient


@every_variant(Regularizer)
def test_the_share_is_the_derivative_of_the_penalty(part):
    nudge, away_from_zero = 1e-6, WEIGHTS + 0.1 * (WEIGHTS == 0.0)
    found = share(part, away_from_zero)
    for index in np.ndindex(WEIGHTS.shape):
        up, down = away_from_zero.copy(), away_from_zero.copy()
        up[index] += nudge
        down[index] -= nudge
        numeric = (part.penalty(up * MASK) - part.penalty(down * MASK))[index[0]] / (2 * nudge)
        assert found[index] == pytest.approx(numeric, rel=1e-6, abs=1e-8)


@every(Regularizer)
def test_biases_go_free(part):
    assert not share(part, WEIGHTS)[:, 3].any()


@every(Regularizer)
def test_the_share_is_added_to_what_is_there(part):
    gradient = np.full_like(WEIGHTS, 7.0)
    add = part.bind(WEIGHTS, gradient, MASK)
    if add is not None:
        add()
    np.testing.assert_allclose(gradient, 7.0 + share(part, WEIGHTS), rtol=1e-15)


def test_l1_pulls_with_one_strength_and_leaves_zero_alone():
    assert share(L1(rate=0.5), WEIGHTS).tolist() == [[0.5, -0.5, 0.5, 0.0], [0.5, -0.5, 0.0, 0.0]]
    assert L1(rate=0.5).penalty(WEIGHTS * MASK).tolist() == [1.375, 0.75]


def test_l2_pulls_in_proportion():
    assert share(L2(rate=0.5), WEIGHTS).tolist() == [[0.25, -1.0, 0.125, 0.0], [0.5, -0.25, 0.0, 0.0]]
    assert L2(rate=0.5).penalty(WEIGHTS * MASK).tolist() == [1.078125, 0.3125]

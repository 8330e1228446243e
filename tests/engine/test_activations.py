"""Activations: their formulas, and the derivatives that stand under them."""

import math

import numpy as np
import pytest
from cases import every_variant

from playground.engine.activations import Activation
from playground.parts import family

KINKED = np.array([[-3.0, -1.2, -0.4, -0.1], [0.1, 0.5, 1.3, 4.0]])  # nowhere zero, where ReLU has no slope
NUDGE = 1e-6

FORMULAS = {
    "identity": lambda z: z,
    "relu": lambda z: z if z > 0 else 0.0,
    "leaky-relu": lambda z: z if z > 0 else 0.01 * z,
    "elu": lambda z: z if z > 0 else math.exp(z) - 1.0,
    "tanh": lambda z: (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z)),
    "sigmoid": lambda z: 1.0 / (1.0 + math.exp(-z)),
    "softplus": lambda z: math.log(1.0 + math.exp(z)),
}


def at_work(procedures):
    for procedure in procedures:
        procedure()


def value(activation, z):
    a = np.empty_like(z)
    activation.value(z, a)
    return a


@pytest.mark.parametrize("kind", FORMULAS)
def test_the_value_follows_the_formula(kind):
    expected = [FORMULAS[kind](z) for z in KINKED.ravel()]
    np.testing.assert_allclose(value(family(Activation)[kind](), KINKED).ravel(), expected, rtol=1e-12)


def test_softmax_gives_shares_that_sum_to_one():
    a = value(family(Activation)["softmax"](), np.array([[2.0, 1.0, 0.1]]))
    np.testing.assert_allclose(a, [[0.65900114, 0.24243297, 0.09856589]], rtol=1e-7)
    assert a.sum() == pytest.approx(1.0, rel=1e-15)


@every_variant(Activation)
def test_the_derivative_agrees_with_central_differences(part):
    a, slope = value(part, KINKED), np.empty_like(KINKED)
    part.derivative(KINKED, a, slope)
    for unit in range(KINKED.shape[1]):
        nudge = NUDGE * (np.arange(KINKED.shape[1]) == unit)
        numeric = (value(part, KINKED + nudge) - value(part, KINKED - nudge))[:, unit] / (2 * NUDGE)
        np.testing.assert_allclose(slope[:, unit], numeric, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(("kind", "slope"), [("relu", 0.0), ("leaky-relu", 0.01), ("elu", 1.0)])
def test_in_its_corner_the_slope_is_the_one_from_below(kind, slope):
    corner, found = np.zeros((1, 1)), np.empty((1, 1))
    family(Activation)[kind]().derivative(corner, corner, found)
    assert found[0, 0] == slope


@every_variant(Activation)
def test_the_way_back_is_the_derivative_of_a_weighted_sum_of_outputs(part):
    da, dz = np.array([[0.3, -1.0, 2.0, 0.7], [1.5, 0.2, -0.6, -2.0]]), np.empty_like(KINKED)
    at_work(part.backward(KINKED, value(part, KINKED), da, dz))
    for unit in range(KINKED.shape[1]):
        nudge = NUDGE * (np.arange(KINKED.shape[1]) == unit)
        difference = (value(part, KINKED + nudge) - value(part, KINKED - nudge)) / (2 * NUDGE)
        np.testing.assert_allclose(dz[:, unit], (da * difference).sum(axis=1), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@every_variant(Activation)
def test_enormous_sums_give_finite_values_and_slopes(part, dtype):
    z = np.array([[-1000.0, 0.0, 1000.0]], dtype)
    a, slope, dz = value(part, z), np.empty_like(z), np.empty_like(z)
    part.derivative(z, a, slope)
    at_work(part.backward(z, a, np.ones_like(z), dz))
    assert np.isfinite([a, slope, dz]).all()


@every_variant(Activation)
def test_a_population_is_computed_as_each_network_alone(part):
    z = np.stack([KINKED, -2.0 * KINKED, KINKED + 0.05])
    assert np.array_equal(value(part, z), [value(part, alone) for alone in z])

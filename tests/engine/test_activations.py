"""Activations: their formulas, and the derivatives that stand under them."""

import math

import numpy as np
import pytest
from cases import every_variant

from playground.engine.activations.base import Activation
from playground.parts.part import family

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


SUMS = np.concatenate([-np.geomspace(1e-3, 80.0, 200)[::-1], np.geomspace(1e-3, 1000.0, 200)])
SMALL_SLOPES = ("sigmoid", "softplus", "elu", "selu", "gelu", "swish", "mish", "gaussian")


def in_both(part, z):
    """Values and slopes in single precision, and those of the same sums in double precision."""
    single = z.astype(np.float32)[None]
    for sums in (single, single.astype(np.float64)):
        a, slope = value(part, sums), np.empty_like(sums)
        part.derivative(sums, a, slope)
        yield a[0], slope[0]


@every_variant(Activation)
def test_single_precision_is_exact_to_its_last_digits_also_where_little_is_left(part):
    (a, slope), (exact, exact_slope) = in_both(part, SUMS)
    tiny = np.finfo(np.float32).tiny
    if part.elementwise:
        np.testing.assert_allclose(a, exact, rtol=1e-5, atol=tiny)
    np.testing.assert_allclose(slope, exact_slope, rtol=3e-6, atol=3e-6)
    if part.kind in SMALL_SLOPES:
        low = (SUMS < -3.0) & (SUMS > -9.0 if part.kind in ("gelu", "gaussian") else True)
        np.testing.assert_allclose(slope[low], exact_slope[low], rtol=3e-5, atol=tiny)


@pytest.mark.parametrize(
    ("dtype", "z", "expected"), [(np.float32, -20.0, 2.0611537e-09), (np.float64, -38.0, 3.139e-17)]
)
def test_the_lower_tail_of_the_sigmoid_is_not_zero(dtype, z, expected):
    sums = np.array([[z]], dtype)
    a, slope = value(family(Activation)["sigmoid"](), sums), np.empty_like(sums)
    family(Activation)["sigmoid"]().derivative(sums, a, slope)
    assert [float(a[0, 0]), float(slope[0, 0])] == pytest.approx([expected, expected], rel=1e-4)


def test_the_lower_tail_of_the_gelu_is_not_zero():
    a = value(family(Activation)["gelu"](), np.array([[-10.0]]))
    assert a[0, 0] == pytest.approx(-10.0 * 7.619853024160526e-24, rel=1e-12)

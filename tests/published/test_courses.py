"""Courses: Stanford's CS231n, Ng's exercise 4, Karpathy's micrograd lecture, Zhou's introduction."""

import numpy as np
import pytest

from playground.engine.activations.rectified import Identity
from playground.engine.activations.sigmoidal import Sigmoid, Tanh
from playground.engine.losses.regression import MeanSquaredError
from tests.published.worked_example import EXACT, Example, slope_of_output


def test_the_neuron_of_cs231n():
    unit = slope_of_output(Sigmoid(), [2.0, -3.0], -3.0, [-1.0, -2.0])
    assert unit.run.a[0, 0] == pytest.approx(0.7310585786300049, abs=1e-9)
    np.testing.assert_allclose(unit.run.dx, [[0.3932238665, -0.5898357997]], **EXACT)
    np.testing.assert_allclose(
        unit.gradient, [[-0.1966119332, -0.3932238665, 0.1966119332]], **EXACT
    )  # the bias last


def test_the_circuit_of_cs231n():
    """f = (x + y) z at (-2, 5, -4): a unit that adds, and one that has z for its weight."""
    circuit = Example(
        [Identity(), Identity()], [[[1.0], [1.0]], [[-4.0]]], [[], []], [[-2.0, 5.0]], [[-13.0]]
    )
    assert circuit.run.a.item() == -12.0
    assert circuit.run.dx.tolist() == [[-4.0, -4.0]]
    assert circuit.slopes()["02_dense/weight"].item() == 3.0


@pytest.mark.parametrize(
    ("z", "slope"),
    [
        (-1.0, 0.1966119332414819),
        (-0.5, 0.2350037122015945),
        (0.0, 0.25),
        (0.5, 0.2350037122015945),
        (1.0, 0.1966119332414819),
    ],
)
def test_the_slopes_of_the_sigmoid_in_ngs_exercise(z, slope):
    assert slope_of_output(Sigmoid(), [1.0], None, [z]).run.dx.item() == pytest.approx(slope, abs=1e-12)


def test_the_neuron_of_the_micrograd_lecture():
    unit = slope_of_output(Tanh(), [-3.0, 1.0], 6.8813735870195432, [2.0, 0.0])
    assert unit.run.a.item() == pytest.approx(np.sqrt(0.5), abs=1e-9)
    np.testing.assert_allclose(unit.run.dx, [[-1.5, 0.5]], **EXACT)
    np.testing.assert_allclose(unit.gradient[0, :2], [1.0, 0.0], **EXACT)


def test_zhous_neuron_and_his_three():
    neuron = Example([Sigmoid()], [[[0.0], [1.0]]], [[4.0]], [[2.0, 3.0]], [[1.0]])
    assert neuron.run.a.item() == pytest.approx(0.9990889488055994, abs=1e-9)
    weights = [[[0.0, 0.0], [1.0, 1.0]], [[0.0], [1.0]]]
    three = Example([Sigmoid(), Sigmoid()], weights, [[0.0, 0.0], [0.0]], [[2.0, 3.0]], [[1.0]])
    np.testing.assert_allclose(three.between(1, "a"), 0.9525741268224334, **EXACT)
    assert three.run.a.item() == pytest.approx(0.7216325609518421, abs=1e-9)


def test_zhous_alice():
    weights = [[[1.0, 1.0], [1.0, 1.0]], [[1.0], [1.0]]]
    alice = Example(
        [Sigmoid(), Sigmoid()], weights, [[0.0, 0.0], [0.0]], [[-2.0, -1.0]], [[1.0]], MeanSquaredError()
    )
    assert alice.run.a.item() == pytest.approx(0.524, abs=0.0005)
    assert alice.run.a.item() == pytest.approx(0.5236951740839997, abs=1e-9)
    assert alice.slopes()["01_dense/weight"][0, 0] == pytest.approx(0.021469535265811107, abs=1e-9)

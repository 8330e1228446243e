"""Articles on losses that are computed from logits."""

import numpy as np
import pytest

from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.activations.softmax import Softmax
from playground.engine.losses.classification import BinaryCrossEntropy, CrossEntropy
from tests.published.worked_example import EXACT, Example


def test_binary_cross_entropy_of_a_2_2_1():
    """From surafelml.github.io/nn-timeline: two hidden units, no biases."""
    weights = [[[0.1, 0.3], [0.2, 0.4]], [[0.5], [0.6]]]
    example = Example([Sigmoid(), Sigmoid()], weights, [[], []], [[1.0, 0.0]], [[1.0]], BinaryCrossEntropy())
    assert example.run.a.item() == pytest.approx(0.6472915699946178, abs=1e-9)
    assert example.run.value() == pytest.approx(0.4349584368514606, abs=1e-9)
    assert example.between(2, "dz").item() == pytest.approx(-0.3527084300053822, abs=1e-9)
    slopes = example.slopes()
    np.testing.assert_allclose(
        slopes["02_dense/weight"], [[-0.18516458500119815], [-0.20261071823298063]], **EXACT
    )
    np.testing.assert_allclose(
        slopes["01_dense/weight"], [[-0.04397851580869701, -0.051733504390925604], [0.0, 0.0]], **EXACT
    )


def test_softmax_with_cross_entropy():
    logits = [2.0, 1.0, 0.1]
    example = Example([Softmax()], [[[0.0] * 3]], [logits], [[0.0]], [[1.0, 0.0, 0.0]], CrossEntropy())
    shares = [0.6590011388859679, 0.2424329707047139, 0.09856589040931818]
    np.testing.assert_allclose(example.run.a, [shares], **EXACT)
    assert example.run.value() == pytest.approx(0.4170300162778335, abs=1e-9)
    np.testing.assert_allclose(example.slopes()["01_dense/bias"], [-0.3409988611140321, *shares[1:]], **EXACT)

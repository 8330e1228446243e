"""Clipping: what it leaves of a gradient."""

import numpy as np
import pytest

from playground.engine.clipping import Clipping
from playground.experiment.experiment import Experiment
from playground.parts.part import family
from playground.training.training import Training


@pytest.fixture
def gradient():
    return np.array([[3.0, -4.0], [0.3, 0.4]])


def test_none_leaves_it_alone(gradient):
    assert family(Clipping)["none"]().bind(gradient) is None


def test_by_value_cuts_every_number(gradient):
    family(Clipping)["by-value"](limit=0.35).bind(gradient)()
    assert gradient.tolist() == [[0.35, -0.35], [0.3, 0.35]]


def test_by_norm_shortens_each_network_for_itself_and_says_by_how_much(gradient):
    factors = family(Clipping)["by-norm"](limit=1.0).bind(gradient)()
    np.testing.assert_allclose(factors, [[1.0 / (5.0 + 1e-6)], [1.0]])  # PyTorch's clip_grad_norm_
    np.testing.assert_allclose(gradient, [[0.6, -0.8], [0.3, 0.4]], rtol=1e-6)


def test_the_factor_of_the_last_step_is_known():
    training = Training(Experiment(clipping={"kind": "by-norm", "limit": 1e-3}))
    training.advance(1)
    assert 0.0 < training.clipped < 1.0

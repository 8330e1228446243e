"""Worked examples of backpropagation as they were published, found again in a chain."""

import numpy as np
import pytest

from playground.engine.losses.regression import HalfSquaredError
from playground.experiment import presets
from playground.microscope import chain, trace
from playground.microscope.addresses import parameters
from playground.training.training import Training
from tests.microscope.chains import line


def numbers(name):
    """Every line of the chains of all parameters of a preset's first step, by how it is called."""
    found = trace(presets.load(name))
    return found, {str(each): chain(found, str(each)) for each in parameters(found)}


def test_mazurs_numbers():
    found, chains = numbers("mazur")
    hidden, output = (layer.values for layer in found.layers)
    close = {"rtol": 0.0, "atol": 1e-9}
    np.testing.assert_allclose(hidden["z"], [[0.3775, 0.3925]], **close)
    np.testing.assert_allclose(hidden["a"], [[0.593269992107, 0.596884378260]], **close)
    np.testing.assert_allclose(output["z"], [[1.10590596706, 1.224921404096]], **close)
    np.testing.assert_allclose(output["a"], [[0.751365069552, 0.772928465321]], **close)
    np.testing.assert_allclose(output["dz"], [[0.138498561629, -0.038098236517]], **close)
    np.testing.assert_allclose(hidden["dz"], [[0.008771354689, 0.009954254705]], **close)
    assert found.loss == pytest.approx(0.2983711087600027, abs=1e-15)
    gradient, after = found.arrays(found.gradient), found.arrays(found.after)
    slopes = {
        "01_dense/weight": [[0.000438567734, 0.000497712735], [0.000877135469, 0.000995425471]],
        "02_dense/weight": [[0.082167040564, -0.022602540477], [0.082667627848, -0.022740242216]],
    }
    weights = {
        "01_dense/weight": [[0.149780716133, 0.249751143632], [0.199561432266, 0.299502287265]],
        "01_dense/bias": [0.345614322655, 0.345022872647],
        "02_dense/weight": [[0.358916479718, 0.511301270239], [0.408666186076, 0.561370121108]],
        "02_dense/bias": [0.530750719186, 0.619049118258],
    }
    for name, expected in slopes.items():
        np.testing.assert_allclose(gradient[name], expected, **close)
    for name, expected in weights.items():
        np.testing.assert_allclose(after[name], expected, **close)
    for where, made in chains.items():
        layer, rest = where.split(".")
        name, index = rest[:-1].split("[")
        expected = np.array(weights[f"0{layer}_dense/{name}"])[tuple(map(int, index.split(",")))]
        assert line(made, "optimizer").left.number == pytest.approx(expected, abs=1e-9)
        assert line(made, "optimizer").right.number == pytest.approx(expected, abs=1e-9)


def test_the_chain_rules_numbers():
    found, chains = numbers("chain-rule")
    made = chains["1.weight[0,0]"]
    assert line(made, "batch").right.number == pytest.approx(-0.009014, abs=5e-7)
    assert line(made, "optimizer").right.number == pytest.approx(0.409014, abs=5e-7)
    (h1, _), (o,) = found.layers[0].values["a"][0], found.layers[1].values["a"][0]
    step_by_step = [(o - 1) * 1, (o - 1) * o * (1 - o), (o - 1) * o * (1 - o) * 0.7]
    step_by_step += [step_by_step[-1] * h1 * (1 - h1)]
    backward = [each.right.number for each in made.stages[2].lines]
    np.testing.assert_allclose(backward, step_by_step, rtol=1e-12)


def test_the_slow_neurons_numbers():
    found, chains = numbers("slow-neuron")
    a = found.layers[0].values["a"].item()
    assert a == pytest.approx(0.98, abs=0.005)
    assert found.loss_rule == HalfSquaredError()
    slope = a * a * (1 - a)
    assert line(chains["1.weight[0,0]"], "batch").right.number == pytest.approx(slope, rel=1e-12)
    assert line(chains["1.bias[0]"], "optimizer").right.number == pytest.approx(2.0 - 0.15 * slope, rel=1e-12)
    training = Training(presets.load("slow-neuron"))
    training.advance(300)
    end = trace(training.experiment, training.snapshot())
    assert end.layers[0].values["a"].item() == pytest.approx(0.2028, abs=5e-5)

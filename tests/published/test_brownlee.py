"""Brownlee, “How to Code a Neural Network with Backpropagation In Python” (2016)."""

from math import log

import numpy as np

from playground.engine.activations.sigmoidal import Sigmoid
from tests.published.worked_example import EXACT, Example


def test_brownlees_forward_pass():
    example = Example(
        [Sigmoid(), Sigmoid()],
        weights=[
            [[0.13436424411240122], [0.8474337369372327]],
            [[0.2550690257394217, 0.4494910647887381]],
        ],
        biases=[[0.763774618976614], [0.49543508709194095, 0.651592972722763]],
        inputs=[[1.0, 0.0]],
        targets=[[0.0, 1.0]],
    )
    np.testing.assert_allclose(example.between(1, "a"), [[0.7105668883115941]], **EXACT)
    np.testing.assert_allclose(example.run.a, [[0.6629970129852887, 0.7253160725279748]], **EXACT)


def test_brownlees_deltas():
    """His outputs are injected; here the weighted sums that give them are the biases of weightless units."""
    outputs = np.array([0.6213859615555266, 0.6573693455986976])
    weights = [[0.2550690257394217, 0.4494910647887381]]
    hidden = 0.7105668883115941
    logit = np.log(outputs / (1.0 - outputs))
    example = Example(
        [Sigmoid(), Sigmoid()],
        weights=[[[0.0]], weights],
        biases=[[log(hidden / (1.0 - hidden))], (logit - hidden * np.array(weights[0])).tolist()],
        inputs=[[1.0]],
        targets=[[0.0, 1.0]],
    )
    np.testing.assert_allclose(example.run.a, [outputs], **EXACT)
    np.testing.assert_allclose(
        example.between(2, "dz"), [[0.14619064683582808, -0.0771723774346327]], **EXACT
    )
    np.testing.assert_allclose(example.between(1, "dz"), [[0.0005348048046610517]], **EXACT)


BROWNLEES_POINTS = [
    (2.7810836, 2.550537003),
    (1.465489372, 2.362125076),
    (3.396561688, 4.400293529),
    (1.38807019, 1.850220317),
    (3.06407232, 3.005305973),
    (7.627531214, 2.759262235),
    (5.332441248, 2.088626775),
    (6.922596716, 1.77106367),
    (8.675418651, -0.242068655),
    (7.673756466, 3.508563011),
]
BROWNLEES_ERRORS = [6.350, 5.531, 5.221, 4.951, 4.519, 4.173, 3.835, 3.506, 3.192, 2.898]
BROWNLEES_ERRORS += [2.626, 2.377, 2.153, 1.953, 1.774, 1.614, 1.472, 1.346, 1.233, 1.132]


def test_brownlees_training_sample_by_sample():
    """Twenty epochs of one step for each sample: the error of every epoch, and the weights at the end."""
    example = Example(
        [Sigmoid(), Sigmoid()],
        weights=[
            [[0.13436424411240122, 0.2550690257394217], [0.8474337369372327, 0.49543508709194095]],
            [[0.651592972722763, 0.02834747652200631], [0.7887233511355132, 0.8357651039198697]],
        ],
        biases=[[0.763774618976614, 0.4494910647887381], [0.0938595867742349, 0.43276706790505337]],
        inputs=[[0.0, 0.0]],
        targets=[[0.0, 0.0]],
    )
    errors = []
    for _ in range(20):
        error = 0.0
        for i, point in enumerate(BROWNLEES_POINTS):
            example.run.x[...], example.run.y[...] = point, [float(i < 5), float(i >= 5)]
            error += 2.0 * example.pass_through()  # he sums squares, not halves of them
            example.network.parameters -= 0.5 * example.gradient
        errors.append(error)
    np.testing.assert_allclose(errors, BROWNLEES_ERRORS, rtol=0.0, atol=0.0005)
    expected = {
        "01_dense/weight": [
            [-1.4688375095432327, 0.37711098142462157],
            [1.850887325439514, -0.0625909894552989],
        ],
        "01_dense/bias": [1.0858178629550297, 0.2765123702642716],
        "02_dense/weight": [
            [2.515394649397849, -2.5584149848484263],
            [-0.3391927502445985, 1.0036422106209202],
        ],
        "02_dense/bias": [-0.9671565426390275, 0.42383086467582715],
    }
    for name, array in example.network.arrays().items():
        np.testing.assert_allclose(array, expected[name], **EXACT)

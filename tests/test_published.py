"""Worked examples from textbooks, courses and articles: the engine against their numbers.

Where a source rounds, its digits are compared, and behind them those of the same calculation by hand.
Arrays of weights are (inputs, units): a column for each unit, where articles mostly print a row.
"""

from math import exp, log

import numpy as np
import pytest

from playground.engine.activations.rectified import Identity
from playground.engine.activations.sigmoidal import Sigmoid, Tanh
from playground.engine.activations.softmax import Softmax
from playground.engine.gradcheck import compare
from playground.engine.initializers import Explicit
from playground.engine.layers.dense import Dense
from playground.engine.losses.classification import BinaryCrossEntropy, CrossEntropy
from playground.engine.losses.regression import HalfSquaredError, MeanSquaredError
from playground.engine.network import Network
from playground.engine.optimizers.sgd import SGD
from playground.engine.regularizers.base import NoRegularizer
from playground.experiment import presets
from playground.library import train
from playground.microscope import trace
from playground.training.training import Training

EXACT = {"rtol": 0.0, "atol": 1e-9}


class Example:
    """A network with given weights and one batch of samples, gone forwards and back."""

    def __init__(self, activations, weights, biases, inputs, targets, loss=None):
        layers = [
            Dense(units=len(matrix[0]), activation=activation, bias=bool(row))
            for activation, matrix, row in zip(activations, weights, biases, strict=True)
        ]
        self.loss = loss or HalfSquaredError()
        self.network = Network(layers, len(inputs[0]), dtype=np.float64)
        start = Explicit(weights=weights, biases=biases)
        assert start.misfit([layout.declared for layout in self.network.layouts]) is None
        self.network.initialize([start], [np.random.default_rng(0)])
        self.gradient = np.zeros_like(self.network.parameters)
        self.run = self.network.bind(len(inputs), self.loss, self.gradient, inputs_too=True)
        self.run.x[...], self.run.y[...] = inputs, targets
        self.pass_through()

    def pass_through(self):
        """Go forwards and back; return the loss before the next step."""
        self.run.forward()
        self.run.backward()
        return float(self.run.value())

    def descend(self, rate, steps=1, mask=1.0):
        """Take plain steps against the gradient, and return the loss after the last."""
        for _ in range(steps):
            self.network.parameters -= rate * mask * self.gradient
            self.pass_through()
        return float(self.run.value())

    def between(self, layer, name):
        """What lies between: ``z``, ``a`` or ``dz`` of a layer, counted from 1."""
        return self.run.layers[layer - 1].handles[name]

    def slopes(self):
        """The gradient by its names, as ``Network.arrays`` names parameters."""
        found = Network(self.network.layers, self.network.widths[0], dtype=np.float64)
        found.parameters[...] = self.gradient
        return found.arrays()


def slope_of_output(activation, weight, bias, inputs):
    """One unit without a loss: with a target 1 below the output the loss's own slope is 1."""
    unit = Example(
        [activation], [[[w] for w in weight]], [[bias] if bias is not None else []], [inputs], [[0.0]]
    )
    unit.run.y[...] = unit.run.a - 1.0
    unit.pass_through()
    return unit


def s(z):
    return 1.0 / (1.0 + exp(-z))


# Mazur, "A Step by Step Backpropagation Example" (2015)


def mazur():
    return Example(
        [Sigmoid(), Sigmoid()],
        weights=[[[0.15, 0.25], [0.2, 0.3]], [[0.4, 0.5], [0.45, 0.55]]],
        biases=[[0.35, 0.35], [0.6, 0.6]],
        inputs=[[0.05, 0.1]],
        targets=[[0.01, 0.99]],
    )


@pytest.mark.parametrize(
    ("layer", "name", "expected"),
    [
        (1, "z", [0.3775, 0.3925]),
        (1, "a", [0.593269992107, 0.596884378260]),
        (2, "z", [1.10590596706, 1.224921404096]),
        (2, "a", [0.751365069552, 0.772928465321]),
        (2, "dz", [0.138498561629, -0.038098236517]),
        (1, "dz", [0.008771354689, 0.009954254705]),
    ],
)
def test_mazurs_units(layer, name, expected):
    np.testing.assert_allclose(mazur().between(layer, name), [expected], **EXACT)


def test_mazurs_loss_and_gradient():
    example = mazur()
    assert example.run.value() == pytest.approx(0.274811083176 + 0.023560025584, abs=1e-9)
    assert example.run.value() == pytest.approx(0.2983711087600027, abs=1e-15)
    slopes = example.slopes()
    first = [[0.000438567734, 0.000497712735], [0.000877135469, 0.000995425471]]
    second = [[0.082167040564, -0.022602540477], [0.082667627848, -0.022740242216]]
    np.testing.assert_allclose(slopes["01_dense/weight"], first, **EXACT)
    np.testing.assert_allclose(slopes["02_dense/weight"], second, **EXACT)


MAZURS_FIRST_STEP = {
    "01_dense/weight": [[0.149780716133, 0.249751143632], [0.199561432266, 0.299502287265]],
    "01_dense/bias": [0.345614322655, 0.345022872647],
    "02_dense/weight": [[0.358916479718, 0.511301270239], [0.408666186076, 0.561370121108]],
    "02_dense/bias": [0.530750719186, 0.619049118258],
}


def test_mazurs_first_step_as_the_preset_takes_it():
    run = train(presets.load("mazur"), epochs=1)
    assert run.history[0].train_loss == pytest.approx(0.2983711087600027, abs=1e-12)
    arrays = run.network.arrays()
    assert list(arrays) == list(MAZURS_FIRST_STEP)
    for name, expected in MAZURS_FIRST_STEP.items():
        np.testing.assert_allclose(arrays[name], expected, **EXACT)


@pytest.mark.parametrize(
    ("steps", "total"),
    [
        (1, 0.280471446791430),
        (2, 0.261907623069301),
        (10, 0.125527038044132),
        (100, 0.006083131061206),
        (10_000, 2.44756224e-6),
    ],
)
def test_mazurs_loss_where_biases_learn(steps, total):
    figures = train(presets.load("mazur"), epochs=steps).figures
    assert figures.train_loss == pytest.approx(total, rel=1e-8, abs=0.0)


@pytest.mark.parametrize(
    ("steps", "total"),
    [
        (1, 0.291027773693599),
        (2, 0.283547133122420),
        (10, 0.220918592053904),
        (100, 0.020046828249425),
        (9_999, 3.51085481e-5),
        (10_000, 3.51018778e-5),
    ],
)
def test_mazurs_loss_where_biases_stay(steps, total):
    """Most copies print 0.291027924 after one step: their hidden deltas meet weights changed already."""
    example = mazur()
    found = example.descend(0.5, steps, example.network.weight_mask())
    assert found == pytest.approx(total, rel=1e-8, abs=0.0)
    assert abs(found - 0.291027924) > 1e-7


def test_mazurs_outputs_at_the_end():
    preset = presets.load("mazur")
    run = train(preset)
    outputs = run.network.predict(preset.samples["train"].inputs)
    np.testing.assert_allclose(outputs, [[0.0115875274, 0.9884589350]], **EXACT)
    example = mazur()
    example.descend(0.5, 10_000, example.network.weight_mask())
    np.testing.assert_allclose(example.run.a, [[0.0159136204, 0.9840642735]], **EXACT)


# Brownlee, "How to Code a Neural Network with Backpropagation In Python" (2016)


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


# Courses: Stanford's CS231n, Ng's exercise 4, Karpathy's micrograd lecture, Zhou's introduction


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


# Nielsen, "Neural Networks and Deep Learning" (2015), chapter 3


@pytest.mark.parametrize(
    ("name", "before", "printed", "after"),
    [
        ("quick-neuron", 0.8175744761936437, 0.09, 0.0939556948636472),
        ("slow-neuron", 0.9820137900379085, 0.20, 0.2028484242677765),
    ],
)
def test_nielsens_neuron_learns_by_the_square_of_its_error(name, before, printed, after):
    preset = presets.load(name)
    run = train(preset)
    assert run.history[0].train_loss == pytest.approx(before**2 / 2, abs=1e-9)
    output = run.network.predict([[1.0]]).item()
    assert output == pytest.approx(printed, abs=0.005)
    assert output == pytest.approx(after, abs=1e-9)


def test_the_slow_neuron_is_slow_because_it_is_wrong():
    losses = {name: [row.train_loss for row in train(presets.load(name)).history] for name in
              ("quick-neuron", "slow-neuron")}  # fmt: skip
    assert losses["slow-neuron"][100] > 0.95 * losses["slow-neuron"][0]
    assert losses["quick-neuron"][100] < 0.1 * losses["quick-neuron"][0]


@pytest.mark.parametrize(
    ("weight", "bias", "after"), [(0.6, 0.9, 0.4176792995988869), (2.0, 2.0, 0.7795870642061684)]
)
def test_nielsens_neuron_learns_by_cross_entropy(weight, bias, after):
    neuron = Example([Sigmoid()], [[[weight]]], [[bias]], [[1.0]], [[0.0]], BinaryCrossEntropy())
    neuron.descend(0.005, 300)
    assert neuron.run.a.item() == pytest.approx(after, abs=1e-9)


# Losses that are computed from logits


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


# The 1-2-1 network of many tutorials


def chain():
    preset = presets.load("chain-rule")
    (w1, w2), start = preset.initializer.weights, preset.samples["train"]
    example = Example([Sigmoid(), Sigmoid()], [w1, w2], [[], []], start.inputs, start.targets)
    return example, start.inputs.item(), start.targets.item(), *w1[0], w2[0][0], w2[1][0]


def test_the_chain_rule_term_by_term():
    example, x, y, w11, w12, w21, w22 = chain()
    h1, h2 = s(x * w11), s(x * w12)
    o = s(h1 * w21 + h2 * w22)
    slopes = example.slopes()
    assert example.run.value() == pytest.approx((y - o) ** 2 / 2, abs=1e-15)
    delta = (o - y) * o * (1 - o)
    np.testing.assert_allclose(slopes["02_dense/weight"], [[delta * h1], [delta * h2]], rtol=1e-12)
    expected = [delta * w21 * h1 * (1 - h1) * x, delta * w22 * h2 * (1 - h2) * x]
    np.testing.assert_allclose(slopes["01_dense/weight"], [expected], rtol=1e-12)
    mistake = delta * x  # without w21 h1 (1 - h1)
    assert expected[0] == pytest.approx(-0.009014, abs=5e-7)
    assert mistake == pytest.approx(-0.052024, abs=5e-7)
    assert abs(slopes["01_dense/weight"][0, 0] - mistake) > 0.04


def test_the_chain_rule_against_central_differences():
    example, *_ = chain()
    found = compare(example.network, example.loss, NoRegularizer(), example.run.x, example.run.y)
    assert found.worst < 1e-6
    np.testing.assert_allclose(found.exact, example.gradient[0], rtol=1e-12)


def test_the_chain_rules_first_step_is_the_one_that_its_text_names():
    preset = presets.load("chain-rule")
    assert preset.optimizer == SGD(learning_rate=1.0)
    weights = train(preset, epochs=1).network.arrays()["01_dense/weight"]
    assert weights[0, 0] == pytest.approx(0.409014, abs=5e-7)
    assert "w11 becomes 0.409014" in preset.reason


# The way back through time, worked out by hand


def test_the_way_back_through_time_as_the_preset_says_it():
    experiment = presets.load("through-time-by-hand")
    training = Training(experiment)
    step = trace(experiment, training.snapshot())
    states, slopes = (step.layers[0].values[name].ravel() for name in ("hidden", "dz"))
    sixth = {"rtol": 0.0, "atol": 5e-7}
    np.testing.assert_allclose(states, [0.462117, 0.353724, 0.275660], **sixth)
    np.testing.assert_allclose(step.losses, 0.262334, **sixth)
    # The state before each step times the slope of its sum: what the recurrent weight learns there.
    np.testing.assert_allclose(states[:2] * slopes[1:], [-0.216476, -0.236747], **sixth)
    np.testing.assert_allclose(slopes[0], -0.294726, **sixth)  # times the only input that is not 0
    np.testing.assert_allclose(step.gradient[:2], [-0.294726, -0.453223], **sixth)
    arrays = train(experiment, epochs=1).network.arrays()
    found = [array.item() for array in arrays.values()]
    np.testing.assert_allclose(found, [0.794726, 1.253223, 1.0], **sixth)

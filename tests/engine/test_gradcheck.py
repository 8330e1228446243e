"""Backpropagation against central differences, for whatever can be put together."""

import itertools
from functools import lru_cache, partial

import numpy as np
import pytest
from cases import every, suited
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.data.plane.base import Blobs, Gauss, Plane
from playground.engine.activations.base import Activation
from playground.engine.activations.softmax import Softmax
from playground.engine.gradcheck import compare, compare_inputs
from playground.engine.initializers import Normal
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.losses.base import Loss
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.network import Network
from playground.engine.outputs import Output
from playground.engine.regularizers.base import NoRegularizer, Regularizer
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.parts.part import family

GOOD = 1e-5
SAMPLES = 7
DATA = (Blobs(samples=10, classes=3), Gauss(samples=10, noise=0.5), Plane(samples=10))


@lru_cache
def choices(loss):
    """Every experiment with this loss that a person may run, one for each number of outputs."""
    found = {}
    for output, regularizer in itertools.product(family(Output).values(), family(Regularizer).values()):
        for data in DATA:
            experiment = Experiment(
                data=data,
                loss=loss,
                output=output(),
                regularizer=regularizer(),
                initializer=Normal(deviation=0.7),
                precision="float64",
            )
            if not problems(experiment):
                units = experiment.network().widths[-1]
                found.setdefault(f"{output.__name__} {regularizer.__name__} {units}", experiment)
    return found


def allowed(activation, loss):
    """The same with a hidden layer of this activation."""
    layers = (Dense(units=3, activation=activation), Dense(units=2))
    return {name: experiment.changed(layers=layers) for name, experiment in choices(loss).items()}


every_activation = pytest.mark.parametrize("activation", family(Activation))
every_loss = pytest.mark.parametrize("loss", family(Loss))


def posed(experiment, population=1):
    """A network, started, with some samples: (network, inputs, targets)."""
    network = experiment.network(population)
    generators = [np.random.default_rng(seed) for seed in range(population)]
    network.initialize([experiment.initializer] * population, generators)
    network.parameters[...] += 0.05  # biases would start at zero
    samples = experiment.samples["train"]
    return network, samples.inputs[:SAMPLES], samples.targets[:SAMPLES]


def gradient(network, experiment, x, y):
    """The gradients of loss and penalty together, and both of their values."""
    run = network.bind(len(x), experiment.loss)
    run.x[...], run.y[...] = x, y
    run.forward()
    run.backward()
    add = experiment.regularizer.bind(network.parameters, run.gradient, network.weight_mask())
    if add is not None:
        add()
    return run.gradient, run.value(), experiment.regularizer.penalty(network.parameters)


@every_activation
@every_loss
def test_backpropagation_agrees_with_central_differences(activation, loss):
    errors = {}
    for name, experiment in allowed(activation, loss).items():
        network, x, y = posed(experiment)
        errors[name] = compare(network, experiment.loss, experiment.regularizer, x, y).worst
    assert errors
    assert {name: error for name, error in errors.items() if error > GOOD} == {}


@every_activation
@every_loss
def test_a_population_is_computed_as_each_network_alone(activation, loss):
    for name, experiment in allowed(activation, loss).items():
        if activation != "tanh" and experiment.regularizer.kind != "none":
            continue  # a penalty knows nothing of activations
        population, x, y = posed(experiment, population=3)
        together, apart = gradient(population, experiment, x, y), []
        for parameters in population.parameters:
            alone = experiment.network()
            alone.parameters[0] = parameters
            apart.append(gradient(alone, experiment, x, y))
        for found, expected in zip(together, zip(*apart, strict=True), strict=True):
            expected = np.reshape(expected, found.shape)
            np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-14, err_msg=name)


DENSE = st.builds(
    Dense,
    units=st.integers(1, 6),
    activation=st.sampled_from([member() for member in family(Activation).values()]),
    bias=st.booleans(),
)
RULES = [member() for kind, member in family(Layer).items() if kind != "dense"]
OTHERS = st.sampled_from([rule for rule in RULES if len(suited(rule)) == 1])


@st.composite
def problems_to_solve(draw):
    """A network of any layers, with samples: (network, loss, inputs, targets)."""
    layers = draw(st.lists(st.one_of(DENSE, OTHERS), max_size=4))
    inputs, batch = draw(st.integers(1, 5)), draw(st.integers(2, 6))
    loss = draw(st.sampled_from([loss() for loss in family(Loss).values() if not loss.accepts]))
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    network = Network((*layers, Dense(units=2)), inputs, dtype=np.float64)
    network.initialize([Normal()], [generator])
    network.parameters[...] += generator.normal(0.0, 0.5, network.parameters.shape)
    x, y = generator.normal(size=(batch, inputs)), generator.uniform(-1.0, 1.0, (batch, 2))
    return network, loss, x, y


def agree(compare_at):
    """Compare both gradients, unless two sizes of nudge disagree: then some slope jumps nearby."""
    near, far = compare_at(1e-5), compare_at(3e-5)
    assume(np.allclose(near.numeric, far.numeric, rtol=1e-5, atol=1e-8))
    np.testing.assert_allclose(near.exact, near.numeric, rtol=1e-5, atol=1e-8)


@given(problem=problems_to_solve(), regularizer=st.sampled_from([m() for m in family(Regularizer).values()]))
def test_backpropagation_is_right_for_any_architecture(problem, regularizer):
    network, loss, x, y = problem
    agree(lambda nudge: compare(network, loss, regularizer, x, y, nudge))


@given(problem=problems_to_solve())
def test_the_slope_by_the_inputs_is_right_for_any_architecture(problem):
    agree(lambda nudge: compare_inputs(*problem, nudge))


@given(problem=problems_to_solve())
def test_any_architecture_is_computed_in_a_population_as_alone(problem):
    network, loss, x, y = problem
    members = Network(network.layers, network.widths[0], 3, np.float64)
    members.parameters[...] = network.parameters + np.array([[0.0], [0.1], [-0.2]])
    members.state[...] = network.state
    together = passed(members, loss, x, y)
    for member in range(3):
        alone = Network(network.layers, network.widths[0], 1, np.float64)
        alone.parameters[0], alone.state[0] = members.parameters[member], network.state[0]
        single = passed(alone, loss, x, y, seeds=(member,))
        np.testing.assert_allclose(together.gradient[member], single.gradient[0], rtol=1e-10, atol=1e-12)
        np.testing.assert_allclose(members.state[member], alone.state[0], rtol=1e-12, atol=1e-14)


def passed(network, loss, x, y, seeds=(0, 1, 2)):
    run = network.bind(len(x), loss, generators=[np.random.default_rng(seed) for seed in seeds])
    run.x[...], run.y[...] = x, y
    run.forward()
    run.backward()
    return run


@every(Activation)
def test_a_slope_that_is_one_percent_off_is_noticed(part, monkeypatch):
    experiment = Experiment(layers=(Dense(units=3, activation=part),), initializer=Normal(deviation=0.7))
    network, x, y = posed(experiment)
    right = type(part).backward

    def wrong(self, z, a, da, out):
        return *right(self, z, a, da, out), partial(np.multiply, out, 1.01, out)

    monkeypatch.setattr(type(part), "backward", wrong)
    assert compare(network, HalfSquaredError(), NoRegularizer(), x, y).worst > 0.005


def test_a_gradient_that_is_nothing_compares_as_equal():
    experiment = Experiment(layers=(), output="identity", initializer="zeros")
    network, x, y = experiment.network(), np.ones((1, 2)), np.zeros((1, 1))
    found = compare(network, HalfSquaredError(), NoRegularizer(), x, y)
    assert found.exact.tolist() == [0.0, 0.0, 0.0]
    assert found.worst == 0.0


def test_chosen_parameters_are_compared_as_among_all():
    experiment = Experiment(layers=(Dense(units=3), {"kind": "dropout"}, {"kind": "batch-norm"}))
    network, x, y = posed(experiment)
    whole = compare(network, HalfSquaredError(), NoRegularizer(), x, y)
    chosen = np.array([1, 4, 5])
    found = compare(network, HalfSquaredError(), NoRegularizer(), x, y, chosen=chosen)
    # Differences round, and not alike in batches of other sizes.
    np.testing.assert_allclose(found.numeric, whole.numeric[chosen], rtol=1e-9, atol=1e-9)
    assert found.exact.tolist() == whole.exact[chosen].tolist()


HEIGHTS = np.arange(-4.0005, 4.0, 0.001)


def corners(slope):
    """The heights at which a slope jumps or changes its own slope at once, each within 0.003."""
    curve = np.diff(slope) / 0.001
    found = HEIGHTS[1:-1][np.abs(np.diff(curve)) > 0.3]
    return [height for i, height in enumerate(found) if not i or height - found[i - 1] > 0.01]


@every(Activation)
def test_an_activations_slope_has_the_corners_that_it_declares(part):
    a, slope = np.empty((HEIGHTS.size, 1)), np.empty((HEIGHTS.size, 1))
    part.value(HEIGHTS[:, None], a)
    part.derivative(HEIGHTS[:, None], a, slope)
    assert corners(slope[:, 0]) == pytest.approx(part.corners, abs=0.003)


@every(Loss)
def test_a_losss_slope_has_the_corners_that_it_declares(part):
    outputs, targets, slope = HEIGHTS[:, None], np.ones((HEIGHTS.size, 1)), np.zeros((HEIGHTS.size, 1))
    if Softmax not in part.accepts:  # shares of one output are always 1
        part.derivative(outputs, targets, slope)
    height = part.corner(outputs, targets)
    changes = [] if height is None else HEIGHTS[1:][np.diff(np.sign(height[:, 0])) != 0.0]
    assert corners(slope[:, 0] * HEIGHTS.size) == pytest.approx(changes, abs=0.003)


@every(Regularizer)
def test_a_penaltys_slope_has_a_corner_at_zero_if_it_says_so(part):
    weights, slope = HEIGHTS[:, None], np.zeros((HEIGHTS.size, 1))
    add = part.changed(**({"rate": 1.0} if hasattr(part, "rate") else {})).bind(
        weights, slope, np.ones_like(weights)
    )
    if add is not None:
        add()
    assert corners(slope[:, 0]) == pytest.approx([0.0] * part.corner, abs=0.003)

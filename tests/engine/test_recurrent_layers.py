"""Recurrent layers: exact through time, alone and in populations, and as far back as they go."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.activations.rectified import Identity, ReLU
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.activations.softmax import Softmax
from playground.engine.gradcheck import compare, compare_inputs
from playground.engine.initializers import Explicit, GlorotUniform, Initializer, Normal, Orthogonal
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.embedding import Embedding
from playground.engine.layers.noise import GaussianNoise
from playground.engine.layers.recurrence import LONGEST, Recurrence
from playground.engine.layers.recurrent import Recurrent
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.network import Network
from playground.engine.regularizers.base import NoRegularizer
from playground.engine.symbolic.layer_symbols import LayerSymbols
from playground.parts.part import family

RECURRENT = [rule for rule in family(Layer).values() if issubclass(rule, Recurrence)]
every_recurrent = pytest.mark.parametrize("rule", RECURRENT, ids=[rule().kind for rule in RECURRENT])
BATCHES = (1, 5, 8, 11)


def started(layers, shape, population=1, dtype=np.float64):
    """Networks of these layers, each with a start of its own."""
    network = Network(layers, shape, population, dtype)
    rules = [Normal(deviation=0.6)] * population
    network.initialize(rules, [np.random.default_rng(seed) for seed in range(population)])
    return network


def samples(network, batch, seed=0):
    """Inputs and targets for a network."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(batch, network.widths[0])), rng.normal(size=(batch, network.widths[-1]))


def passed(network, x, y):
    """A pass that went forward and back."""
    run = network.bind(x.shape[-2], HalfSquaredError(), inputs_too=True)
    run.x[...], run.y[...] = x, y
    with np.errstate(
        invalid="ignore"
    ):  # as in training: BLAS raises the flag for numbers that it reads beside ours
        run.forward()
        run.backward()
    return run


@st.composite
def stacks(draw):
    """Layers that work on sequences one after another, up to a row."""
    rules = st.sampled_from(RECURRENT)
    layers = [Embedding(units=draw(st.integers(1, 3)))] if draw(st.booleans()) else []
    for outputs in [*["every-step"] * draw(st.integers(0, 2)), "last-step"]:
        layer = draw(rules)(units=draw(st.integers(1, 3)), outputs=outputs, bias=draw(st.booleans()))
        layers += [layer, *[GaussianNoise()] * draw(st.booleans())]
    return (*layers, Dense(units=2, activation=Identity()))


@given(layers=stacks(), time=st.integers(1, 6), batch=st.sampled_from(BATCHES))
def test_gradients_are_those_of_central_differences(layers, time, batch):
    network = started(layers, (time, 2))
    x, y = samples(network, batch)
    assert compare(network, HalfSquaredError(), NoRegularizer(), x, y, nudge=3e-4).worst < 1e-6
    found = compare_inputs(network, HalfSquaredError(), x, y)
    np.testing.assert_allclose(found.exact, found.numeric, rtol=1e-6, atol=1e-9)


@given(layers=stacks(), batch=st.sampled_from(BATCHES))
def test_members_of_a_population_are_as_alone(layers, batch):
    network = started(layers, (4, 2), 3)
    x, y = samples(network, batch)
    both = passed(network, x, y)
    for member in range(3):
        alone = started(layers, (4, 2))
        alone.parameters[0] = network.parameters[member]
        run = passed(alone, x, y)
        np.testing.assert_allclose(both.a[member], run.a, rtol=1e-12)
        np.testing.assert_allclose(both.gradient[member], run.gradient[0], rtol=1e-11, atol=1e-14)
        np.testing.assert_allclose(both.dx[member], run.dx, rtol=1e-11, atol=1e-14)


@given(layers=stacks(), batch=st.sampled_from(BATCHES), population=st.sampled_from([1, 2]))
def test_single_precision_is_near_double(layers, batch, population):
    single, double = (started(layers, (5, 2), population, dtype) for dtype in (np.float32, np.float64))
    assert np.array_equal(single.parameters, double.parameters.astype(np.float32))
    x, y = samples(double, batch)
    runs = [passed(network, x, y) for network in (single, double)]
    assert runs[0].a.dtype == runs[0].gradient.dtype == np.float32
    np.testing.assert_allclose(runs[0].a, runs[1].a, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(runs[0].gradient, runs[1].gradient, rtol=1e-3, atol=1e-4)


@every_recurrent
@pytest.mark.parametrize("outputs", ["every-step", "last-step"])
def test_a_second_pass_finds_nothing_of_the_first(rule, outputs):
    network = started((rule(units=3, outputs=outputs, truncation=2),), (5, 2))
    x, y = samples(network, 4)
    run = passed(network, x, y)
    first = run.gradient.copy()
    run.x[...] = 9.0
    run.forward()
    run.backward()
    run.x[...] = x
    run.forward()
    run.backward()
    assert np.array_equal(run.gradient, first)


@every_recurrent
def test_the_last_step_is_the_last_of_every_step(rule):
    every, last = (started((rule(units=3, outputs=each),), (5, 2)) for each in ("every-step", "last-step"))
    x, _ = samples(last, 4)
    assert np.array_equal(every.predict(x).reshape(4, 5, 3)[:, -1], last.predict(x))


@every_recurrent
def test_gates_and_states_are_there_by_name_for_every_step(rule):
    network = started((rule(units=3, outputs="every-step"),), (5, 2), dtype=np.float64)
    x, y = samples(network, 4)
    handles = passed(network, x, y).layers[0].handles
    layer = rule()
    names = {"hidden", *layer.gates, *(layer.carried_values - {"a"}), *(layer.carried_slopes - {"da", "dz"})}
    assert names <= handles.keys()
    for name in names:
        assert handles[name].shape == (4, 5, 3), name
    assert np.array_equal(handles["hidden"], handles["a"].reshape(4, 5, 3))


@every_recurrent
def test_what_is_no_sequence_or_too_long_a_one_is_refused_in_a_sentence(rule):
    layer = rule()
    assert layer.misfit((12,)) == f"{layer.title} needs a sequence, not 12 in a row"
    assert layer.misfit((1, 3, 4)) == f"{layer.title} needs a sequence, not an image of 1 × 3 × 4"
    for time in (0, LONGEST + 1):
        assert layer.misfit((time, 2)) == f"{layer.title} takes sequences of 1 to 200 steps, not of {time}"
    assert layer.misfit((LONGEST, 2)) == ""


def test_a_recurrent_layer_refuses_an_activation_of_all_units_together():
    assert Recurrent(activation=Softmax()).misfit((3, 2)) == (
        "Recurrent needs an activation for each unit alone, not Softmax"
    )


def test_the_worked_example_through_time():
    layer = Recurrent(units=1, bias=False)
    network = Network((layer,), (3, 1), dtype=np.float64)
    network.initialize([Explicit(weights=(((0.5,), (0.8,)),), biases=((),))], [np.random.default_rng(0)])
    run = network.bind(1, HalfSquaredError())
    run.x[...], run.y[...] = [1.0, 0.0, 0.0], 1.0
    run.forward()
    run.backward()
    states = run.layers[0].handles["hidden"].ravel()
    np.testing.assert_allclose(states, [0.462117, 0.353724, 0.275660], atol=5e-7)
    assert run.value() == pytest.approx(0.262334, abs=5e-7)
    np.testing.assert_allclose(run.gradient[0], [-0.294726, -0.453223], atol=5e-7)

    parameters = network.layouts[0].views(network.parameters[0])
    at = LayerSymbols(1, (3, 1), (1,), run.layers[0].handles, parameters, 0, None, layer.letters)
    expected = {"weight": [-0.294726, 0.0, 0.0], "recurrent": [-0.216476, -0.236747]}
    for name, shares in expected.items():
        uses = layer.uses(name, (0, 0), (3, 1))
        found = [layer.share_formula(at, name, (0, 0), use).number for use in uses]
        np.testing.assert_allclose(found, shares, atol=5e-7)
    assert layer.uses("recurrent", (0, 0), (3, 1)) == [(1, 0), (2, 0)]


@every_recurrent
@pytest.mark.parametrize("outputs", ["every-step", "last-step"])
@pytest.mark.parametrize("truncation", [1, 2, 3, 7])
def test_a_truncated_gradient_is_that_of_its_blocks(rule, outputs, truncation):
    """As far as a block begins without a state before it, it is a sequence of its own."""
    time, units = 7, 3
    layer = rule(units=units, outputs=outputs, truncation=truncation)
    network = started((layer,), (time, 2))
    x, y = samples(network, 4)
    run = passed(network, x, y)
    whole = started((layer.changed(truncation=0),), (time, 2))
    full = passed(whole, x, y)
    np.testing.assert_array_equal(run.a, full.a)
    slopes = run.layers[0].handles["d_hidden"]
    if truncation >= time:
        np.testing.assert_array_equal(run.gradient, full.gradient)
        assert layer.inexact((time, 2)) == ""
        return
    assert layer.inexact((time, 2))
    if outputs == "last-step":
        assert not slopes[:, : time - truncation].any()
        assert slopes[:, time - truncation :].any(axis=(0, 2)).all()
        np.testing.assert_allclose(
            slopes[:, time - truncation :], full.layers[0].handles["d_hidden"][:, time - truncation :]
        )
    else:
        ends = [step for step in range(time) if (time - 1 - step) % truncation == 0]
        above = run.layers[0].handles["da"].reshape(4, time, units)
        assert np.array_equal(slopes[:, ends], above[:, ends])


@every_recurrent
def test_orthogonal_recurrent_weights_are_so_gate_by_gate(rule):
    units = 5
    for layer, start in (
        (rule(units=units, orthogonal=True), GlorotUniform()),
        (rule(units=units), Orthogonal()),
    ):
        network = Network((layer,), (3, 2), dtype=np.float64)
        network.initialize([start], [np.random.default_rng(0)])
        (recurrent,) = (array for name, array in network.arrays().items() if name.endswith("/recurrent"))
        for block in np.split(recurrent, len(layer.gates), axis=1):
            np.testing.assert_allclose(block.T @ block, np.eye(units), atol=1e-12)


@every_recurrent
@pytest.mark.parametrize("kind", [kind for kind, rule in family(Initializer).items() if rule is not Explicit])
def test_fans_are_those_of_one_gate(rule, kind):
    layer = rule(units=40)
    declared = layer.parameters((7, 30))
    assert (declared["weight"].fan_in, declared["weight"].fan_out) == (30, 40)
    assert (declared["recurrent"].fan_in, declared["recurrent"].fan_out) == (40, 40)
    network = Network((layer,), (7, 30), dtype=np.float64)
    network.initialize([family(Initializer)[kind]()], [np.random.default_rng(1)])
    expected = {
        "glorot-uniform": (2.0 / 70) ** 0.5,
        "glorot-normal": (2.0 / 70) ** 0.5,
        "he-uniform": (2.0 / 30) ** 0.5,
        "he-normal": (2.0 / 30) ** 0.5,
        "lecun-normal": (1.0 / 30) ** 0.5,
        "orthogonal": (1.0 / 40) ** 0.5,
    }
    weight = network.arrays()[f"01_{layer.kind}/weight"]
    if kind in expected:
        assert weight.std() == pytest.approx(expected[kind], rel=0.08)


def test_the_bias_of_the_forget_gate_starts_where_it_is_set():
    layer = family(Layer)["lstm"](units=2, forget_bias=2.0)
    network = Network((layer,), (3, 1))
    network.initialize([family(Initializer)["uniform"](bias=0.25)], [np.random.default_rng(0)])
    assert network.arrays()["01_lstm/bias"].tolist() == [0.25, 0.25, 2.0, 2.0, 0.25, 0.25, 0.25, 0.25]


@every_recurrent
def test_a_link_stands_for_the_numbers_of_all_gates(rule):
    layer = rule(units=3)
    stacked = len(layer.gates)
    found = {links.parameter: links for links in layer.wiring((5, 2)).links}
    assert [found[name].recurrent for name in ("weight", "recurrent")] == [False, True]
    weight = np.arange(6 * stacked).reshape(2, stacked, 3)
    links = found["weight"]
    for source, target, numbers in zip(links.source, links.target, links.numbers, strict=True):
        assert numbers.tolist() == weight[source, :, target].tolist()
    assert len(found["recurrent"].source) == 9
    assert layer.wiring((5, 2)).own["bias"].tolist() == [
        [u + 3 * g for g in range(stacked)] for u in range(3)
    ]


def test_an_embedding_puts_the_symbols_row_in_its_place():
    network = started((Embedding(units=2),), (4, 3))
    table = network.arrays()["01_embedding/weight"]
    symbols = np.array([[2, 0, 0, 1], [1, 1, 2, 0]])
    outputs = network.predict(np.eye(3)[symbols].reshape(2, 12))
    assert np.array_equal(outputs.reshape(2, 4, 2), table[symbols])


def test_noise_is_there_in_training_alone_and_as_wide_as_it_is_set():
    layer = GaussianNoise(deviation=0.5)
    network = Network((layer,), (2, 30, 30), dtype=np.float64)
    x = np.ones((4, 1800))
    assert np.array_equal(network.predict(x), x)
    run = network.bind(4, generators=[np.random.default_rng(1)])
    run.x[...] = x
    run.forward()
    added = run.a - x
    assert (abs(added.mean()), added.std()) == (pytest.approx(0.0, abs=0.02), pytest.approx(0.5, rel=0.02))
    run.forward()
    assert not np.array_equal(run.a - x, added)


def test_activations_of_a_recurrent_layer_are_parts_like_others():
    for activation in (Tanh(), ReLU()):
        network = started((Recurrent(units=2, activation=activation),), (3, 2))
        x, y = samples(network, 3)
        run = passed(network, x, y)
        state, z = run.layers[0].handles["hidden"], run.layers[0].handles["z"]
        expected = np.tanh(z) if activation == Tanh() else np.maximum(z, 0.0)
        np.testing.assert_allclose(state, expected)

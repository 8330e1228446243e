"""Convolution, pooling, flattening: what they compute, and stacks of them against central differences."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from playground.data.images.bars import BarImages
from playground.engine.activations.base import Activation
from playground.engine.gradcheck import compare, compare_inputs
from playground.engine.initializers import Explicit, Normal
from playground.engine.layers.base import Layer
from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.flatten import Flatten
from playground.engine.layers.pooling import AveragePool, MaxPool
from playground.engine.layers.pooling_global import GlobalMaxPool
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.network import Network
from playground.engine.regularizers.base import NoRegularizer
from playground.engine.regularizers.penalties import L2
from playground.experiment.experiment import Experiment
from playground.microscope import Route, chain, parts, trace
from playground.microscope.addresses import parameters
from playground.parts.part import family
from playground.training.training import Training

RULES = st.sampled_from([member() for member in family(Activation).values()])
CONVOLUTIONS = st.builds(
    Conv2d,
    filters=st.integers(1, 3),
    kernel=st.integers(1, 4),
    stride=st.integers(1, 3),
    padding=st.sampled_from(["same", "valid"]),
    activation=RULES,
    bias=st.booleans(),
)
POOLS = [
    st.builds(member, size=st.integers(1, 3), stride=st.integers(1, 3)) for member in (MaxPool, AveragePool)
]
ENDS = st.sampled_from([Flatten(), *(family(Layer)[f"global-{each}-pool"]() for each in ("max", "average"))])


def started(layers, shape, population=1, dtype=np.float64):
    network = Network(layers, shape, population, dtype)
    generators = [np.random.default_rng(seed) for seed in range(population)]
    network.initialize([Normal(deviation=0.6)] * population, generators)
    network.parameters[...] += generators[0].normal(0.0, 0.3, network.parameters.shape[1])
    return network


@st.composite
def problems_to_solve(draw):
    """A stack of layers on images, with samples: (network, inputs, targets)."""
    shape = draw(st.tuples(st.integers(1, 2), st.integers(1, 6), st.integers(1, 6)))
    layers, now = [], shape
    for layer in draw(st.lists(st.one_of(CONVOLUTIONS, *POOLS), min_size=1, max_size=3)):
        if not layer.misfit(now):
            layers.append(layer)
            now = layer.output(now)
    assume(layers)
    network = started([*layers, draw(ENDS), Dense(units=3), Dense(units=2)], shape)
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    batch = draw(st.sampled_from([1, 3, 9]))
    x = generator.normal(size=(batch, math.prod(shape)))
    return network, x, generator.uniform(-1.0, 1.0, (batch, 2))


def passed(network, x, y):
    run = network.bind(len(x), HalfSquaredError(), inputs_too=True)
    run.x[...], run.y[...] = x, y
    run.forward()
    run.backward()
    return run


@given(problem=problems_to_solve())
def test_gradients_are_those_of_central_differences(problem):
    network, x, y = problem
    found = compare(network, HalfSquaredError(), NoRegularizer(), x, y)
    smooth = [i for i in range(len(found.exact)) if i not in found.corners]
    assert len(smooth) > 0.9 * len(found.exact) - 2
    np.testing.assert_allclose(found.exact[smooth], found.numeric[smooth], rtol=1e-6, atol=1e-9)


@given(problem=problems_to_solve())
def test_so_are_slopes_by_the_inputs(problem):
    network, x, y = problem
    near, far = (compare_inputs(network, HalfSquaredError(), x, y, nudge) for nudge in (1e-5, 3e-5))
    smooth = np.isclose(near.numeric, far.numeric, rtol=1e-6, atol=1e-10)
    np.testing.assert_allclose(near.exact[smooth], near.numeric[smooth], rtol=1e-6, atol=1e-9)


@given(problem=problems_to_solve())
def test_members_of_a_population_are_as_alone(problem):
    network, x, y = problem
    members = started(network.layers, network.shapes[0], 3)
    together = passed(members, x, y)
    for member in range(3):
        network.parameters[0] = members.parameters[member]
        alone = passed(network, x, y)
        np.testing.assert_allclose(together.a[member], alone.a, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(together.gradient[member], alone.gradient[0], rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(together.dx[member], alone.dx, rtol=1e-10, atol=1e-13)


def outputs(layer, image, **arrays):
    """What one image becomes, in the layer's shape."""
    image = np.array(image, np.float64)
    network = Network([layer], image.shape, dtype=np.float64)
    for name, array in arrays.items():
        network.arrays()[f"01_{layer.kind}/{name}"][...] = array
    return network.predict(image.reshape(1, -1)).reshape(network.shapes[-1])


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel", [1, 2, 3, 5])
def test_a_convolution_is_what_its_loops_say(kernel, stride, padding):
    rng = np.random.default_rng(kernel)
    image, weight, bias = (
        rng.normal(size=(2, 5, 7)),
        rng.normal(size=(2, kernel, kernel, 3)),
        [0.5, 0.0, -1.0],
    )
    layer = Conv2d(filters=3, kernel=kernel, stride=stride, padding=padding, activation="identity")
    found = outputs(layer, image, kernel=weight, bias=bias)
    _, height, width = layer.output(image.shape)
    if padding == "same":
        assert (height, width) == (math.ceil(5 / stride), math.ceil(7 / stride))
        # Keras' rule: what is missing is shared out, and an odd one comes at the end.
        missing = [max((count - 1) * stride + kernel - size, 0) for count, size in ((height, 5), (width, 7))]
        image = np.pad(image, [(0, 0), *((each // 2, each - each // 2) for each in missing)])
    for f, row, column in np.ndindex(*found.shape):
        top, left = row * stride, column * stride
        patch = image[:, top : top + kernel, left : left + kernel]
        assert found[f, row, column] == pytest.approx((patch * weight[..., f]).sum() + bias[f], abs=1e-12)


def test_softmax_shares_out_among_the_filters_at_each_place():
    rng = np.random.default_rng(0)
    layer = Conv2d(filters=3, kernel=2, activation="softmax")
    found = outputs(layer, rng.normal(size=(1, 4, 4)), kernel=rng.normal(size=(1, 2, 2, 3)))
    np.testing.assert_allclose(found.sum(axis=0), np.ones((4, 4)), rtol=1e-12)


IMAGE = [[[1.0, 5.0, 2.0, 0.0, 9.0], [4.0, 5.0, -1.0, 3.0, 9.0], [7.0, 7.0, 7.0, 7.0, 7.0]]]


def test_pooling_takes_the_largest_or_the_mean_and_drops_what_is_left_over():
    assert outputs(MaxPool(), IMAGE).tolist() == [[[5.0, 3.0]]]
    assert outputs(AveragePool(), IMAGE).tolist() == [[[3.75, 1.0]]]
    assert outputs(MaxPool(size=2, stride=1), IMAGE).tolist() == [
        [[5.0, 5.0, 3.0, 9.0], [7.0, 7.0, 7.0, 9.0]]
    ]
    assert outputs(family(Layer)["global-max-pool"](), IMAGE).tolist() == [9.0]
    assert outputs(family(Layer)["global-average-pool"](), IMAGE).tolist() == [pytest.approx(72.0 / 15.0)]


def slopes(layer, image, da):
    """What comes back to an image from slopes of the layer's outputs."""
    image = np.array(image)
    network = Network([layer], image.shape, dtype=np.float64)
    run = network.bind(1, HalfSquaredError(), inputs_too=True)
    run.x[...] = image.reshape(1, -1)
    run.forward()
    run.y[...] = run.a - np.reshape(da, (1, -1))
    run.backward()
    return run.dx.reshape(image.shape).tolist()


def test_the_slope_goes_to_the_winner_alone_and_among_equals_to_the_first_row_by_row():
    assert slopes(MaxPool(), IMAGE, [1.0, 2.0]) == [[[0, 1, 0, 0, 0], [0, 0, 0, 2, 0], [0] * 5]]
    equal = [[[0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]]
    assert slopes(MaxPool(size=3, stride=1), equal, [3.0]) == [[[0, 3, 0], [0] * 3, [0] * 3]]
    assert slopes(GlobalMaxPool(), equal, [3.0]) == [[[0, 3, 0], [0] * 3, [0] * 3]]
    # Windows that share a number add up what they hand back.
    assert slopes(MaxPool(size=2, stride=1), equal, [1.0, 2.0, 4.0, 8.0]) == [[[0, 3, 0], [4, 8, 0], [0] * 3]]


def test_flattening_keeps_the_order_of_the_shape():
    image = np.arange(24.0).reshape(2, 3, 4)
    assert outputs(Flatten(), image).tolist() == list(range(24))


def test_layers_say_what_does_not_fit_and_why():
    assert Conv2d(kernel=5).misfit((1, 4, 8)) == (
        "a kernel of 5 × 5 is larger than an image of 1 × 4 × 8; at most 4 × 4 fits"
    )
    assert MaxPool(size=3).misfit((1, 4, 2)) == (
        "a window of 3 × 3 is larger than an image of 1 × 4 × 2; at most 2 × 2 fits"
    )
    assert Conv2d().misfit((7,)) == "Convolution needs an image, not 7 in a row"
    assert GlobalMaxPool().misfit((4, 2)) == "Global max pooling needs an image, not a sequence of 4 times 2"
    for layer in (Conv2d(kernel=4), MaxPool(size=4), Flatten(), GlobalMaxPool()):
        assert layer.misfit((1, 4, 4)) == ""


def test_a_parameter_works_where_its_number_meets_a_pixel():
    layer = Conv2d(filters=2, kernel=3)
    assert len(layer.uses("bias", (1,), (1, 3, 4))) == 12
    corner = layer.uses("kernel", (0, 0, 0, 1), (1, 3, 4))
    assert corner == [(1, row, column) for row in (1, 2) for column in (1, 2, 3)]


def test_a_nudge_by_which_another_number_is_picked_goes_over_a_corner():
    layers = [Conv2d(filters=2, kernel=1, activation="identity"), MaxPool(), Flatten(), Dense(units=1)]
    for pool in (MaxPool(), GlobalMaxPool()):
        network = started([layers[0], pool, *layers[2:]], (2, 2, 2))
        network.arrays()["01_conv2d/kernel"][:, 0, 0, 0] = [1.0, 1.0]
        x = np.array(
            [[1.0, 2.0, 0.0, -1.0, 2.0, 1.0, 0.0, -1.0]]
        )  # channel 1 leads at one, channel 2 at another
        found = compare(network, HalfSquaredError(), NoRegularizer(), x, np.zeros((1, 1)))
        assert found.corners == {
            0: f"{pool.title} at output 1 of layer 2",
            2: f"{pool.title} at output 1 of layer 2",
        }


def test_kernels_can_be_listed_as_one_column_for_each_filter():
    layers = [Conv2d(filters=2, kernel=2, padding="valid"), Flatten(), Dense(units=1)]
    rows = tuple((float(i), 10.0 + i) for i in range(8))
    rule = Explicit(weights=(rows, ((1.0,),) * 2), biases=((0.5, -0.5), (0.0,)))
    network = Network(layers, (2, 2, 2), dtype=np.float64)
    declared = [layout.declared for layout in network.layouts]
    assert rule.misfit(declared) is None
    network.initialize([rule], [np.random.default_rng(0)])
    arrays = network.arrays()
    assert arrays["01_conv2d/kernel"][..., 1].tolist() == [[[10, 11], [12, 13]], [[14, 15], [16, 17]]]
    assert arrays["01_conv2d/bias"].tolist() == [0.5, -0.5]
    short = rule.changed(weights=(rows[:4], rule.weights[1]))
    assert short.misfit(declared) == ("weights[0]", "layer 1 needs 8 rows of 2 numbers")


STACK = (Conv2d(filters=2, stride=2), MaxPool(size=2, stride=1), Conv2d(filters=1, kernel=2), GlobalMaxPool())


def test_chains_close_at_every_place_of_a_kernel():
    experiment = Experiment(
        data=BarImages(samples=10), layers=STACK, precision="float64", batch_size=4, regularizer=L2(rate=0.1)
    )
    training = Training(experiment)
    training.advance(2)
    found = trace(experiment, training.snapshot())
    gradient = dict(zip(map(str, parameters(found)), found.gradient, strict=True))
    for where in parameters(found)[::3]:
        np.testing.assert_allclose(parts(found, where).sum(), gradient[str(where)], rtol=1e-9, atol=1e-12)
        uses = len(chain(found, where).uses)
        for use in {0, uses // 2, uses - 1}:
            for line in chain(found, where, Route(row=1, use=use)).lines:
                np.testing.assert_allclose(line.left.number, line.right.number, rtol=1e-8, atol=1e-11)

"""Networks: one flat vector of parameters, its names, and passes that keep to themselves."""

import numpy as np
import pytest
from cases import suited
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.activations.rectified import Identity
from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.initializers import Normal
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.layers.flatten import Flatten
from playground.engine.losses.classification import BinaryCrossEntropy
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.network import Network
from playground.parts.part import family

LAYERS = (Dense(units=4), Dense(units=3), Dense(units=1, activation=Identity()))
POINTS = np.random.default_rng(0).normal(size=(6, 2))


def started(population=1, dtype=np.float64):
    network = Network(LAYERS, 2, population, dtype)
    network.initialize([Normal()] * population, [np.random.default_rng(seed) for seed in range(population)])
    return network


def test_parameters_are_named_by_position_and_kind():
    assert {name: array.shape for name, array in started().arrays().items()} == {
        "01_dense/weight": (2, 4), "01_dense/bias": (4,),
        "02_dense/weight": (4, 3), "02_dense/bias": (3,),
        "03_dense/weight": (3, 1), "03_dense/bias": (1,),
    }  # fmt: skip


def test_named_arrays_are_views_of_the_one_vector():
    network = started()
    for array in network.arrays().values():
        array[...] = 0.0
    assert not network.parameters.any()


def test_the_weight_mask_is_one_at_weights_and_zero_at_biases():
    network = started(population=2)
    network.parameters[...] = network.weight_mask()
    for member in (0, 1):
        for name, array in network.arrays(member).items():
            assert (array == name.endswith("weight")).all()


@given(data=st.data())
def test_every_parameter_and_every_kept_number_has_one_place_where_its_name_leads(data):
    rules = [member() for member in family(Layer).values()]
    rows = [rule for rule in rules if len(suited(rule)) == 1]
    layers = data.draw(st.lists(st.sampled_from(rows), max_size=4))
    network = Network((*layers, Dense(units=2, bias=data.draw(st.booleans()))), 3)
    network.parameters[...] = np.arange(network.parameters.shape[1])
    network.state[...] = -np.arange(network.state.shape[1])
    named = iter(network.arrays().items())
    for places, kept in zip(network.places(), network.kept_places(), strict=True):
        for name, where in {**places, **kept}.items():
            full, array = next(named)
            assert full.endswith(f"/{name}")
            assert np.array_equal(array, where if name in places else -where)
    assert next(named, None) is None
    for all_places, row in ((network.places(), network.parameters), (network.kept_places(), network.state)):
        found = [where for arrays in all_places for array in arrays.values() for where in array.ravel()]
        assert sorted(found) == list(range(row.shape[1]))


def test_every_parameter_belongs_to_exactly_one_layer():
    network = started()
    slots = [layout.slot for layout in network.layouts]
    columns = [column for slot in slots for column in range(slot.start, slot.stop)]
    assert columns == list(range(network.parameters.shape[1]))


def test_prediction_is_the_textbook_formula():
    network = started()
    a = POINTS
    for i, squash in enumerate((np.tanh, np.tanh, np.asarray)):
        a = squash(a @ network.arrays()[f"0{i + 1}_dense/weight"] + network.arrays()[f"0{i + 1}_dense/bias"])
    np.testing.assert_allclose(network.predict(POINTS), a, rtol=1e-12)


def test_a_population_answers_for_each_of_its_networks():
    network = started(population=3)
    answers = network.predict(POINTS)
    assert answers.shape == (3, 6, 1)
    for member, answer in enumerate(answers):
        alone = started()
        alone.parameters[0] = network.parameters[member]
        np.testing.assert_allclose(answer, alone.predict(POINTS), rtol=1e-12)


def test_predictions_are_the_callers_to_keep():
    network = started()
    first = network.predict(POINTS)
    kept = first.copy()
    network.parameters[...] = 0.0
    network.predict(POINTS)
    assert np.array_equal(first, kept)


def test_no_samples_get_no_answers():
    assert started().predict(np.empty((0, 2))).shape == (0, 1)


@pytest.mark.parametrize("inputs", [[1.0, 2.0], [[1.0, 2.0, 3.0]], [[[1.0, 2.0]]]])
def test_inputs_of_another_shape_are_refused(inputs):
    with pytest.raises(ValueError, match=r"inputs must be \(samples, 2\), not "):
        started().predict(inputs)


def test_images_come_in_their_own_shape_or_in_rows():
    network = Network([Flatten(), Dense(units=2)], (1, 3, 4))
    network.parameters[...] = np.linspace(-1.0, 1.0, network.parameters.size)
    images = np.random.default_rng(1).normal(size=(5, 1, 3, 4))
    assert np.array_equal(network.predict(images), network.predict(images.reshape(5, 12)))
    with pytest.raises(ValueError, match=r"inputs must be \(samples, 12\) or \(samples, 1, 3, 4\), not \("):
        network.predict(images.reshape(5, 1, 4, 3))


def test_there_must_be_one_generator_for_each_network():
    with pytest.raises(ValueError, match="shorter"):
        started(population=2).initialize([Normal()] * 2, [np.random.default_rng(0)])


def test_the_precision_is_the_one_asked_for():
    assert started(dtype=np.float32).predict(POINTS).dtype == np.float32


def test_the_loss_of_some_rows_is_theirs_alone():
    run = started().bind(6, HalfSquaredError())
    run.x[...] = POINTS
    run.forward()
    whole = [run.criterion.value(run.a[row : row + 1], run.y[row : row + 1]) for row in range(6)]
    assert run.value() == pytest.approx(np.mean(whole), rel=1e-12)
    assert run.criterion.value(run.a[2:4], run.y[2:4]) == pytest.approx(np.mean(whole[2:4]), rel=1e-12)


def test_a_linked_loss_is_computed_from_logits():
    network = Network([Dense(units=1, activation=Sigmoid())], 1)
    network.arrays()["01_dense/weight"][...] = 1000.0
    run = network.bind(1, BinaryCrossEntropy())
    run.x[...] = -1.0
    run.y[...] = 1.0
    run.forward()
    run.backward()
    assert run.value() == 1000.0
    assert run.gradient.tolist() == [[1.0, -1.0]]


def test_a_pass_without_a_loss_has_neither_loss_nor_way_back():
    run = started().bind(1)
    run.forward()
    with pytest.raises(AssertionError, match="no loss"):
        run.value()
    with pytest.raises(AssertionError, match="no way back"):
        run.backward()


def test_two_passes_of_one_network_do_not_disturb_each_other():
    network = started()
    first, second = network.bind(2), network.bind(2)
    first.x[...], second.x[...] = POINTS[:2], POINTS[2:4]
    first.forward()
    kept = first.a.copy()
    second.forward()
    assert np.array_equal(first.a, kept)
    assert not np.array_equal(first.a, second.a)


PUBLISHED = {
    "01_dense/weight": [[0.149780716133, 0.249751143632], [0.199561432266, 0.299502287265]],
    "01_dense/bias": [0.345614322655, 0.345022872647],
    "02_dense/weight": [[0.358916479718, 0.511301270239], [0.408666186076, 0.561370121108]],
    "02_dense/bias": [0.530750719186, 0.619049118258],
}


def test_mazurs_worked_example_comes_out_as_published():
    # https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/, which leaves the biases alone
    network = Network([Dense(units=2, activation=Sigmoid())] * 2, 2, dtype=np.float64)
    arrays = network.arrays()
    arrays["01_dense/weight"][...] = [[0.15, 0.25], [0.20, 0.30]]
    arrays["02_dense/weight"][...] = [[0.40, 0.50], [0.45, 0.55]]
    arrays["01_dense/bias"][...], arrays["02_dense/bias"][...] = 0.35, 0.60
    run = network.bind(1, HalfSquaredError())
    run.x[...], run.y[...] = [0.05, 0.10], [0.01, 0.99]
    run.forward()
    np.testing.assert_allclose(run.a, [[0.751365069552, 0.772928465321]], rtol=1e-11)
    assert run.value() == pytest.approx(0.2983711087600027, rel=1e-14)
    run.backward()
    network.parameters -= 0.5 * run.gradient
    for name, expected in PUBLISHED.items():
        np.testing.assert_allclose(arrays[name], expected, rtol=0, atol=1e-12)
    run.forward()
    assert run.value() == pytest.approx(0.280471446791430, rel=1e-13)

"""The latent plane: what is decoded at a sample's place is what the network makes of the sample."""

import numpy as np
import pytest

import playground
from playground.training.training import Training
from playground.worker.requests.latent import Decoded, DecodedMap, LatentCodes
from tests.looking import answer, trained

LAYER = 2


@pytest.fixture(scope="module")
def training():
    return trained("digits-map", 2)[1]


def test_codes_are_what_the_two_units_are(training):
    network, inputs = training.network, training.experiment.samples["train"].inputs
    run = network.bind(len(inputs))
    run.x[...] = inputs
    run.forward()
    codes = answer(training, LatentCodes(LAYER))
    assert codes.shape == (sum(map(len, training.experiment.rows.values())), 2)
    np.testing.assert_allclose(codes[: len(inputs)], run.layers[LAYER].handles["a"], rtol=1e-4, atol=1e-5)


def test_at_the_place_of_a_sample_its_own_output_is_decoded(training):
    codes = answer(training, LatentCodes(LAYER))
    inputs = training.experiment.samples["train"].inputs[:3]
    for code, expected in zip(codes, training.network.predict(inputs), strict=False):
        found = answer(training, Decoded(LAYER, tuple(map(float, code))))
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-5)


def test_a_map_has_the_answer_at_the_middle_of_every_field_from_the_bottom(training):
    found = answer(training, DecodedMap(LAYER, (-2.0, 4.0), (0.0, 2.0), 3, 2))
    assert found.shape == (2, 3, 64)
    for row, y in enumerate((0.5, 1.5)):
        for column, x in enumerate((-1.0, 1.0, 3.0)):
            alone = answer(training, Decoded(LAYER, (x, y)))
            np.testing.assert_allclose(found[row, column], alone, rtol=1e-4, atol=1e-5)


def test_where_there_are_no_two_units_there_is_no_latent_plane(training):
    for layer in (-1, 0, 1, 4, 99):
        assert answer(training, LatentCodes(layer)) is None
        assert answer(training, Decoded(layer, (0.0, 0.0))) is None
        assert answer(training, DecodedMap(layer, (0.0, 1.0), (0.0, 1.0), 2, 2)) is None


def test_decoding_leaves_the_training_as_it_is():
    looked, alone = (Training(playground.load("digits-map")) for _ in range(2))
    for _ in range(2):
        answer(looked, DecodedMap(LAYER, (0.0, 1.0), (0.0, 1.0), 2, 2))
        looked.advance(1)
        alone.advance(1)
    np.testing.assert_array_equal(looked.network.parameters, alone.network.parameters)

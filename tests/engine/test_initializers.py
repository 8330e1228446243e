"""Initializers: where the numbers of each come from."""

import math

import numpy as np
import pytest
from cases import every, every_variant
from pydantic import ValidationError

from playground.engine.initializers import Explicit, Initializer
from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.engine.parameters import Parameter, Role
from playground.parts.part import family

INPUTS, UNITS = 200, 300
WORKED = Explicit(weights=(((0.1, 0.2), (0.3, 0.4), (0.5, 0.6)),), biases=((0.7, 0.8),))
DECLARED = {
    "weight": Parameter((INPUTS, UNITS), Role.WEIGHT, fan_in=INPUTS, fan_out=UNITS),
    "bias": Parameter((UNITS,), Role.BIAS),
}
DRAWN = [part() for part in family(Initializer).values() if part is not Explicit]

DEVIATIONS = {
    "uniform": lambda part: part.bound / math.sqrt(3.0),
    "glorot-uniform": lambda part: math.sqrt(2.0 / (INPUTS + UNITS)),
    "glorot-normal": lambda part: math.sqrt(2.0 / (INPUTS + UNITS)),
    "he-normal": lambda part: math.sqrt(2.0 / INPUTS),
    "he-uniform": lambda part: math.sqrt(2.0 / INPUTS),
    "lecun-normal": lambda part: math.sqrt(1.0 / INPUTS),
    "orthogonal": lambda part: part.gain / math.sqrt(max(INPUTS, UNITS)),
    "normal": lambda part: part.deviation,
    "zeros": lambda part: 0.0,
    "constant": lambda part: 0.0,
}


def filled(part, dtype=np.float64, seed=3):
    arrays = {"weight": np.full((INPUTS, UNITS), np.nan, dtype), "bias": np.full(UNITS, np.nan, dtype)}
    part.fill(arrays, DECLARED, 0, np.random.default_rng(seed))
    return arrays["weight"], arrays["bias"]


def declared(*sizes):
    """What dense layers of (inputs, units) declare."""
    return [Dense(units=units).parameters((inputs,)) for inputs, units in sizes]


@pytest.mark.parametrize("part", DRAWN, ids=str)
def test_weights_have_no_bias_and_the_published_deviation(part):
    weight, _ = filled(part)
    deviation = DEVIATIONS[part.kind](part)
    assert weight.std() == pytest.approx(deviation, rel=0.02)
    middle = getattr(part, "weight", 0.0)
    assert abs(weight.mean() - middle) <= 4.0 * deviation / math.sqrt(weight.size)


@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4), (1, 3)])
def test_orthogonal_rows_or_columns_are_at_right_angles(shape):
    rule, declared = family(Initializer)["orthogonal"](gain=2.0), Dense(units=shape[1]).parameters(shape[:1])
    weight = rule.draw(declared["weight"], np.random.default_rng(3))
    short = weight @ weight.T if shape[0] <= shape[1] else weight.T @ weight
    np.testing.assert_allclose(short, 4.0 * np.eye(len(short)), atol=1e-12)


@pytest.mark.parametrize("part", DRAWN, ids=str)
def test_biases_start_at_one_number(part):
    assert set(filled(part)[1]) == {getattr(part, "bias", 0.0)}


BOUNDS = {"uniform": 0.5, "glorot-uniform": 0.1095445115, "he-uniform": 0.1732050808}


@pytest.mark.parametrize("kind", BOUNDS)
def test_even_draws_stay_within_their_bound_and_reach_it(kind):
    weight, _ = filled(family(Initializer)[kind]())
    assert 0.999 * BOUNDS[kind] < abs(weight).max() <= BOUNDS[kind]


@pytest.mark.parametrize("part", DRAWN, ids=str)
def test_the_same_seed_fills_the_same_numbers_in_both_precisions(part):
    single, double = filled(part, np.float32)[0], filled(part)[0]
    assert np.array_equal(single, double.astype(np.float32))


@every_variant(Initializer)
def test_every_size_of_layer_is_welcome_to_what_is_drawn(part):
    if isinstance(part, Explicit):
        assert part.misfit(declared((3, 4), (4, 1))) is not None
    else:
        assert part.misfit(declared((3, 4), (4, 1))) is None


@every(Initializer)
def test_each_network_of_a_population_starts_as_it_would_alone(part):
    rule = WORKED if isinstance(part, Explicit) else part
    population, alone = Network([Dense(units=2)], 3, 2), Network([Dense(units=2)], 3)
    population.initialize([rule] * 2, [np.random.default_rng(1), np.random.default_rng(2)])
    alone.initialize([rule], [np.random.default_rng(2)])
    assert np.array_equal(population.parameters[1], alone.parameters[0])


def test_explicit_numbers_arrive_in_their_places():
    network = Network([Dense(units=2)], 3, dtype=np.float64)
    network.initialize([WORKED], [np.random.default_rng(1)])
    assert network.arrays()["01_dense/weight"].tolist() == [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]
    assert network.arrays()["01_dense/bias"].tolist() == [0.7, 0.8]


@pytest.mark.parametrize(
    ("shapes", "path", "text"),
    [
        ([(3, 2), (2, 1)], "weights", "listed for 1 layer, but the network has 2, the output layer included"),
        ([(2, 2)], "weights[0]", "layer 1 needs 2 rows of 2 numbers"),
        ([(3, 1)], "weights[0]", "layer 1 needs 3 rows of 1 numbers"),
    ],
)
def test_explicit_numbers_that_do_not_fit_are_named(shapes, path, text):
    assert WORKED.misfit(declared(*shapes)) == (path, text)


def test_explicit_numbers_fit_into_either_precision():
    with pytest.raises(ValidationError, match="less than or equal to 1000000"):
        WORKED.changed(biases=((1e39, 0.0),))


def test_explicit_biases_that_do_not_fit_are_named():
    assert WORKED.changed(biases=()).misfit(declared((3, 2)))[0] == "biases"
    assert WORKED.changed(biases=((0.7,),)).misfit(declared((3, 2))) == (
        "biases[0]",
        "layer 1 needs 2 numbers",
    )
    assert WORKED.misfit(declared((3, 2))) is None

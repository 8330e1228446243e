"""Formulas to be read against the arithmetic that is done: whoever declares a part brings its own."""

import numpy as np
import pytest
from cases import every, every_variant

from playground.data.plane.base import Circle
from playground.engine.activations.base import Activation
from playground.engine.activations.sigmoidal import Sigmoid
from playground.engine.clipping import Clipping
from playground.engine.layers.dense import Dense
from playground.engine.losses.base import Loss
from playground.engine.losses.classification import CrossEntropy
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Limited, Regularizer
from playground.engine.schedules.base import Schedule
from playground.engine.symbolic.expressions import added, symbol
from playground.engine.symbolic.functions import where_less
from playground.engine.symbolic.sums import total
from playground.engine.symbolic.update_lines import AllParameters, OptimizerStep
from playground.experiment.experiment import Experiment
from playground.microscope import trace
from playground.training.training import Training

CLOSE = {"rtol": 1e-9, "atol": 1e-12}
rng = np.random.default_rng(5)
SUMS = rng.normal(0.0, 2.0, (7, 3))


def row(letter, values):
    """One symbol for each column."""
    return [symbol(letter, column, str(k + 1)) for k, column in enumerate(np.moveaxis(values, -1, 0))]


def numbers(terms):
    return np.stack([np.broadcast_to(term.number, len(SUMS)) for term in terms], axis=-1)


@every(Activation)
def test_a_formula_comes_with_that_of_its_slope(part):
    """An activation without any is written as a function of its name, and so is its slope."""
    names = {
        name for parent in type(part).__mro__[: type(part).__mro__.index(Activation)] for name in vars(parent)
    }
    for pair in ({"formula", "slope_formula"}, {"unit_formula", "chain_formula"}):
        assert len(pair & names) != 1, pair - names


@every_variant(Activation)
def test_an_activations_formulas_are_what_it_computes(part):
    a, da, dz = np.empty_like(SUMS), rng.normal(size=SUMS.shape), np.empty_like(SUMS)
    part.value(SUMS, a)
    for procedure in part.backward(SUMS, a, da, dz):
        procedure()
    z_row, a_row, da_row = row("z", SUMS), row("a", a), row("d", da)
    np.testing.assert_allclose(numbers([part.unit_formula(k, z_row) for k in range(3)]), a, **CLOSE)
    slopes = [part.chain_formula(k, z_row, a_row, da_row) for k in range(3)]
    np.testing.assert_allclose(numbers(slopes), dz, **CLOSE)


LOSSES = [
    CrossEntropy(class_weights=(1.0, 0.5, 3.0)),
    CrossEntropy(class_weights=(1.0, 0.5, 3.0), label_smoothing=0.2),
]


@pytest.mark.parametrize("outputs", [1, 3])
@every_variant(Loss)
def test_a_losss_formulas_are_what_it_computes(part, outputs):
    agree(part, outputs)


@pytest.mark.parametrize("part", LOSSES, ids=str)
def test_so_are_those_with_weighted_classes(part):
    agree(part, 3)


def agree(part, outputs):
    y = np.eye(3)[rng.integers(0, 3, 7)][:, :outputs]
    logits = 2.0 * SUMS[:, :outputs]
    a = np.empty_like(logits)
    (part.link or Sigmoid)().value(logits, a)
    given = logits if part.link else a
    alone = [part.value(given[i : i + 1], y[i : i + 1]) for i in range(7)]
    terms, targets = row("a", a), row("y", y)
    np.testing.assert_allclose(part.formula(row("z", given), targets).number, alone, rtol=1e-9, atol=1e-9)
    slope = np.empty_like(a)
    part.derivative(a, y, slope)
    found = numbers([part.slope_formula(k, terms, targets) for k in range(outputs)]) * part.shares(y)[:, None]
    np.testing.assert_allclose(found, slope, rtol=1e-9, atol=1e-9)


@every_variant(Regularizer)
def test_a_regularizers_formulas_are_what_it_computes(part):
    weights, gradient = rng.normal(size=(1, 9)), np.zeros((1, 9))
    w = symbol("w", weights[0])
    assert np.sum(part.formula(w).number * np.ones(9)) == pytest.approx(part.penalty(weights)[0], rel=1e-12)
    add = part.bind(weights, gradient, np.ones_like(weights))
    if add is not None:
        add()
    np.testing.assert_allclose(np.broadcast_to(part.slope_formula(w).number, 9), gradient[0], **CLOSE)
    matrix = 4.0 * rng.normal(size=(1, 5, 3))
    before = np.sign(matrix) * rng.integers(-1, 3, size=matrix.shape)  # of either side, and on none
    moved, limit = matrix.copy(), part.constrain([matrix], [before])
    if limit is not None:
        limit(0.5)
    length = symbol("l", np.linalg.norm(moved[0], axis=0))
    step = Limited(symbol("w", moved[0]), symbol("w", before[0]), symbol("η", 0.5), length)
    np.testing.assert_allclose(part.limit_formula(step).number, matrix[0], **CLOSE)


@every_variant(Clipping)
@pytest.mark.parametrize("size", [0.01, 30.0])
def test_a_clippings_formula_is_what_it_computes(part, size):
    gradient = size * rng.normal(size=(1, 9))
    g, length = symbol("g", gradient[0]), symbol("l", np.linalg.norm(gradient))
    expected = part.formula(g, length).number
    clip = part.bind(gradient)
    if clip is not None:
        clip()
    np.testing.assert_allclose(expected, gradient[0], **CLOSE)


@every_variant(Schedule)
def test_a_schedules_formula_is_what_it_computes(part):
    memory = part.start(1)
    found = part.bind(3, memory)
    if "factor" in memory:
        memory["factor"][...] = part.gamma**2
    for step in [] if found is None else [0, 1, 7, 100, 300, 599, 600, 5000]:
        factor = float(np.squeeze(found(step)))
        term, said = part.formula(step, 3, factor)
        assert term.number == pytest.approx(factor, rel=1e-9, abs=1e-15)
        assert said


@every(Optimizer)
def test_an_optimizers_lines_are_what_it_computes(part):
    experiment = Experiment(
        data=Circle(samples=24),
        layers=(Dense(units=3),),
        optimizer=part,
        batch_size=0 if part.whole_batches else 6,
        schedule="cosine",
        precision="float64",
    )
    training = Training(experiment)
    remembered = set()
    for _ in range(6):
        found = trace(experiment, training.snapshot())
        own = {name: found.memory[name] for name in part.state_names}
        w, g, rate = symbol("w", found.before), symbol("g", found.clipped), symbol("η", found.learning_rate)
        all_parameters = AllParameters(found.before, found.counted, found.moved, slice(None))
        step = OptimizerStep(w, g, rate, found.update, found.moved, own, found.memory, all_parameters)
        lines = list(part.formula(step))
        np.testing.assert_allclose(lines[-1].right.number, found.moved, rtol=1e-12, atol=1e-15)
        for line in lines:
            assert line.note.endswith(".")
            if line.state_name:
                expected = found.memory_after[line.state_name]
                np.testing.assert_allclose(line.right.number, expected, rtol=1e-9, atol=1e-18)
                remembered.add(line.state_name)
        training.advance(1)
    assert remembered == {*part.state_names} - {"momentum_product"}  # that is one number for all


def test_long_sums_are_cut_short_and_stay_the_same():
    terms = [symbol("x", float(k), str(k)) for k in range(20)]
    found = total(terms)
    assert found.number == 190.0
    assert len(found.terms) == 8
    assert found.terms[-1][0].letter == "13 more"
    assert total([]).number == 0.0


def test_arithmetic_of_terms():
    x, y = symbol("x", 3.0), symbol("y", -2.0)
    assert (x + y - 1).number == 0.0
    assert (2 - x * y / 4).number == 3.5
    assert (-(x**2) + 1 / y).number == -9.5
    assert where_less(x, y, 1, 2).number == 2.0
    assert added((x, True), (y, False)).number == 5.0

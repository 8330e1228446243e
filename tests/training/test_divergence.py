"""Runs that diverge: the step and the layer at which they do, and what is left of them."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import playground
from playground.data.plane.base import XOR, Plane
from playground.engine.activations.rectified import Identity, ReLU
from playground.engine.initializers import Explicit
from playground.engine.layers.dense import Dense
from playground.engine.optimizers.sgd import SGD, Momentum
from playground.experiment.experiment import Experiment
from playground.training.training import GUARD, Training
from tests.training.runs import SMALL, diverged, run, same

DIVERGING = Experiment(
    data=Plane(samples=100), layers=(), output="identity", optimizer=SGD(learning_rate=1.0), batch_size=0
)


@given(chunk=st.integers(1, 3 * GUARD))
def test_divergence_is_found_at_the_same_step_however_training_is_divided(chunk):
    training = Training(DIVERGING)
    message = diverged(training, chunk)
    assert message == diverged(Training(DIVERGING), 1)
    assert f"at step {training.steps + 1} " in message


def test_a_diverged_run_is_back_where_every_number_was_finite():
    training = Training(DIVERGING)
    diverged(training, 10)
    assert np.isfinite(training.network.parameters).all()
    assert all(row.finite for row in training.history.rows)
    assert training.history.rows[-1].epoch == training.epochs


def test_a_diverged_run_diverges_again_at_the_same_step():
    training = Training(DIVERGING)
    assert diverged(training, 10) == diverged(training, 1)


def test_a_lower_rate_saves_a_run_that_was_about_to_diverge():
    training = Training(DIVERGING)
    training.advance(GUARD - 1)
    assert not np.isfinite(training.network.parameters).all()
    training.revise(DIVERGING.changed(optimizer=SGD(learning_rate=0.01)))
    start = training.figures().train_loss
    training.advance(2000)
    training.check_finite()
    assert training.figures().train_loss < start


@pytest.mark.parametrize("optimizer", [SGD(learning_rate=1000.0), Momentum(learning_rate=1000.0)])
@pytest.mark.parametrize("activation", [ReLU(), Identity()])
def test_no_warning_escapes_a_run_that_diverges(optimizer, activation):
    layers = (Dense(units=3, activation=activation),) * 3
    experiment = Experiment(data=XOR(samples=50), layers=layers, output="identity", optimizer=optimizer)
    assert re.search(r"layer [1-4]", diverged(Training(experiment)))


def stack(weight, count, **settings):
    """One unit upon another, each with this weight, at rest: every sum is zero and every slope one."""
    numbers = Explicit(weights=(((0.0,),), *(((weight,),),) * count), biases=((0.0,),) * (count + 1))
    return Experiment(
        data=Plane(samples=20),
        features=("x1",),
        layers=(Dense(units=1),) * count,
        output="identity",
        initializer=numbers,
        batch_size=0,
        **settings,
    )


@pytest.mark.parametrize(("count", "layer"), [(7, 1), (9, 3)])
def test_a_gradient_that_grows_out_of_bounds_on_its_way_back_is_found_where_it_broke(count, layer):
    message = diverged(Training(stack(1e6, count)))
    assert (
        message == f"Diverged at step 1 (epoch 1): the gradient of layer {layer} is no longer a finite number"
    )


def test_a_weight_that_leaps_out_of_bounds_is_found():
    message = diverged(Training(stack(1e6, 6, optimizer=SGD(learning_rate=1000.0))))
    assert message == "Diverged at step 1 (epoch 1): a weight of layer 1 is no longer a finite number"


def test_a_start_that_is_not_finite_is_found_by_the_first_step():
    training = Training(stack(1e6, 7).changed(layers=(Dense(units=1, activation=Identity()),) * 7))
    training.network.parameters[...] = 1e6
    training.revise(training.experiment)
    training.check_finite()
    assert diverged(training).startswith("Diverged at step 1 (epoch 1): a weighted sum of layer 7 ")


def test_settling_a_sound_run_changes_nothing():
    settled, other = run(SMALL, 7), run(SMALL, 7)
    settled.check_finite()
    assert same(settled, other)
    settled.advance(5)
    other.advance(5)
    assert same(settled, other)


@pytest.mark.parametrize("pause", [1, 3, 10, 70])
def test_a_run_diverges_at_the_same_step_however_often_one_looks(pause):
    experiment = playground.load("too-high-a-rate")
    expected = diverged(Training(experiment))
    training = Training(experiment)
    advance = training.advance
    training.advance = lambda steps: (advance(steps), training.check_finite())
    assert diverged(training, pause) == expected

"""The last step's changes: exactly what it added, and noting them changes no run."""

import numpy as np
import pytest
from cases import every
from hypothesis import given
from hypothesis import strategies as st

from playground.data.plane.base import Circle
from playground.data.samples import Split
from playground.engine.optimizers.base import Optimizer
from playground.experiment.experiment import Experiment
from playground.training.divergence import Diverged, Ended
from playground.training.training import Training
from playground.worker.messages import Branch, Load, Seek, Step
from playground.worker.requests.values import AllValues
from playground.worker.session import Session
from tests.looking import answer, asked

SMALL = Experiment(data=Circle(samples=30), split=Split(test=0.3))  # 21 to train on: 3 batches, the last of 1
WILD = SMALL.changed(output="identity", optimizer={"kind": "sgd", "learning_rate": 300.0})


def inside(training):
    return answer(training, AllValues())


def noted(experiment):
    """A training of which somebody has asked what its steps change."""
    training = Training(experiment)
    assert not inside(training).made
    return training


def test_before_any_step_and_unnoted_ones_the_next_step_is_shown_bit_for_bit():
    for steps in (0, 4):
        training = Training(SMALL)
        training.advance(steps)
        found = inside(training)
        expected, by_hand = last_step(SMALL, steps + 1)
        assert not found.made
        assert np.array_equal(found.update, expected)
        assert np.array_equal(found.gradient, by_hand.stepping.gradient[0])
        assert training.steps == steps
        training.advance(1)
        assert np.array_equal(training.network.parameters, by_hand.network.parameters)
        assert inside(training).made
        assert np.array_equal(inside(training).update, expected)


def last_step(experiment, steps):
    """What the last of so many steps added, found by making it alone, and the training after it."""
    by_hand = Training(experiment)
    by_hand.advance(steps - 1)
    before = by_hand.network.parameters[0].copy()
    by_hand.advance(1)
    return by_hand.network.parameters[0] - before, by_hand


@given(steps=st.integers(1, 9), slices=st.integers(1, 4))
def test_the_update_is_bit_for_bit_what_the_last_step_added(steps, slices):
    training = noted(SMALL)
    for _ in range(slices):
        training.advance(steps)
    expected, by_hand = last_step(SMALL, steps * slices)
    found = inside(training)
    assert np.array_equal(found.update, expected)
    assert np.array_equal(found.gradient, by_hand.stepping.gradient[0])
    assert np.array_equal(found.parameters, by_hand.network.parameters[0])


@every(Optimizer)
def test_the_update_is_that_of_every_optimizer(part):
    experiment = SMALL.changed(optimizer=part, batch_size=0 if part.whole_batches else 7)
    training = noted(experiment)
    training.advance(5)
    assert np.array_equal(inside(training).update, last_step(experiment, 5)[0])
    assert inside(training).update.any()


def test_what_is_frozen_has_no_update():
    training = noted(SMALL.changed(frozen=(3, 5)))
    training.advance(4)
    found = inside(training).update
    assert not found[[3, 5]].any()
    assert np.count_nonzero(found) == len(found) - 2


def test_a_run_that_ends_within_a_slice_has_the_update_of_its_last_step():
    experiment = SMALL.changed(stop=({"kind": "epochs", "epochs": 2},))
    training = noted(experiment)
    with pytest.raises(Ended):
        training.advance(100)
    assert training.steps == 6
    assert np.array_equal(inside(training).update, last_step(experiment.changed(stop=()), 6)[0])


def test_a_run_that_diverged_has_the_update_of_the_last_step_that_went_well():
    training = noted(WILD)
    with pytest.raises(Diverged):
        training.advance(5000)
    assert training.steps > 1
    expected, by_hand = last_step(WILD, training.steps)
    found = inside(training)
    assert np.array_equal(found.update, expected)
    assert np.array_equal(found.gradient, by_hand.stepping.gradient[0])


def test_a_number_that_is_written_is_no_update_of_a_step():
    training = noted(SMALL)
    training.advance(2)
    before = inside(training).update
    training.set_parameters([0], [9.0])
    assert np.array_equal(inside(training).update, before)


def test_a_moment_that_is_visited_shows_the_step_that_follows_it():
    session = Session()
    session.handle(Load(SMALL))
    asked(session, AllValues())
    for _ in range(3):
        session.handle(Step(whole_epoch=True))
    found = asked(session, AllValues())
    assert found.gradient.any()
    assert found.update.any()
    session.handle(Seek(1))
    seen = asked(session, AllValues())
    assert not seen.made
    assert np.array_equal(seen.update, last_step(SMALL, 4)[0])
    session.handle(Seek(99))
    now = asked(session, AllValues())
    assert not now.made
    assert np.array_equal(now.update, last_step(SMALL, 10)[0])
    assert not np.array_equal(now.update, found.update)
    session.handle(Seek(1))
    session.handle(Branch())
    session.handle(Step(whole_epoch=False))
    assert np.array_equal(asked(session, AllValues()).update, last_step(SMALL, 4)[0])

"""Schedules against their published rules."""

import math

import numpy as np
import pytest
from cases import every

from playground.engine.optimizers import SGD
from playground.engine.schedules import Schedule
from playground.experiment import Experiment
from playground.parts import family
from playground.training import Training


def factors(kind, steps, per_epoch=1, **settings):
    factor = family(Schedule)[kind](**settings).bind(per_epoch, {})
    return [factor(step) for step in range(steps)]


def test_a_constant_rate_costs_nothing():
    assert family(Schedule)["constant"]().bind(10, {}) is None


def test_steps_fall_every_so_many_epochs():
    assert factors("step", 6, per_epoch=2, every=2, gamma=0.5) == [1.0, 1.0, 1.0, 1.0, 0.5, 0.5]


def test_exponential_falls_every_epoch():
    np.testing.assert_allclose(factors("exponential", 5, per_epoch=2, gamma=0.9), [1, 1, 0.9, 0.9, 0.81])


def test_cosine_falls_to_its_bottom_and_stays():
    found = factors("cosine", 7, epochs=4, bottom=0.2)
    expected = [0.2 + 0.8 * (1 + math.cos(math.pi * t / 4)) / 2 for t in range(5)] + [0.2, 0.2]
    np.testing.assert_allclose(found, expected, atol=1e-15)


def test_one_cycle_climbs_to_the_top_and_ends_far_below_its_start():
    found = factors("one-cycle", 20, epochs=20, climb=0.3)
    assert found[0] == pytest.approx(1 / 25)
    assert found[5] == pytest.approx(1.0)
    assert found[19] == pytest.approx(1 / 25 / 1e4)
    assert max(found) == found[5]


def test_warm_up_climbs_evenly_before_the_cosine():
    found = factors("warm-up-cosine", 10, warm_up=4, epochs=10)
    np.testing.assert_allclose(found[:5], [0.25, 0.5, 0.75, 1.0, 1.0])
    assert found[5:] == sorted(found[5:], reverse=True)


def test_a_plateau_lowers_the_rate_after_its_patience():
    plateau = family(Schedule)["reduce-on-plateau"](gamma=0.5, patience=2)
    memory = plateau.start(2)
    for losses in ([1.0, 1.0], [1.0, 0.9], [1.0, 0.8], [1.0, 0.7]):
        plateau.observe(np.array(losses)[:, None], memory)
    assert memory["factor"].tolist() == [[0.5], [1.0]]


@every(Schedule)
def test_a_run_uses_the_schedules_rate_and_goes_on_from_a_snapshot(part):
    experiment = Experiment(schedule=part, optimizer=SGD(learning_rate=0.1), precision="float64")
    training, again = Training(experiment), Training(experiment)
    training.advance(60)
    factor = part.bind(training.steps_per_epoch, part.start(1))
    expected = 0.1 * float(np.squeeze(factor(59))) if factor else 0.1
    assert training.learning_rate == pytest.approx(expected, rel=1e-12)
    kept = training.snapshot()
    training.advance(60)
    again.restore(kept)
    again.advance(60)
    assert np.array_equal(training.network.parameters, again.network.parameters)

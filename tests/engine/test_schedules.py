"""Schedules against their published rules."""

import math

import numpy as np
import pytest
from cases import every
from hypothesis import given, settings
from hypothesis import strategies as st

import playground
from playground.data.plane.base import Circle
from playground.engine.optimizers.sgd import SGD
from playground.engine.schedules.base import Schedule
from playground.experiment.experiment import Experiment
from playground.parts.part import family
from playground.parts.setting import settings as declared
from playground.training.training import Training


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
        plateau.observe(np.array(losses)[:, None], 0.1, memory)
    assert memory["factor"].tolist() == [[0.5], [1.0]]


@pytest.mark.parametrize(
    ("settings", "losses", "expected"),
    [
        ({"patience": 2}, [1.0] * 8, [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]),
        ({"patience": 0, "threshold": 0.1}, [1.0, 0.95, 0.92, 0.89], [1, 0.5, 0.25, 0.25]),
    ],
    ids=["it counts anew after a fall", "hardly better is not better"],
)
def test_a_plateau_falls_when_pytorchs_does(settings, losses, expected):
    plateau = family(Schedule)["reduce-on-plateau"](gamma=0.5, **settings)
    memory, found = plateau.start(1), []
    for loss in losses:
        plateau.observe(np.array([[loss]]), 0.1, memory)
        found.append(float(memory["factor"][0, 0]))
    assert found == expected


def test_a_plateau_makes_no_fall_below_pytorchs_eps():
    plateau = family(Schedule)["reduce-on-plateau"](gamma=0.5, patience=0)
    memory = plateau.start(1)
    for _ in range(10):
        plateau.observe(np.array([[1.0]]), 3e-8, memory)
    assert memory["factor"].tolist() == [[0.5]]  # from 1.5e-8 to 7.5e-9 would be less than 1e-8


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


@pytest.mark.parametrize(
    ("kind", "epochs", "rate"),
    [("cosine", 20, 0.0297), ("step", 60, 0.03), ("step", 110, 0.015), ("one-cycle", 50, 0.0182)],
)
def test_progress_that_was_made_counts_when_batches_grow(kind, epochs, rate):
    part = family(Schedule)[kind]()
    experiment = Experiment(schedule=part, optimizer=SGD(learning_rate=0.03), batch_size=10)
    training = Training(experiment)
    training.advance(epochs * training.steps_per_epoch + 1)
    before = training.learning_rate
    training.revise(experiment.changed(batch_size=0))
    training.advance(1)
    assert [before, training.learning_rate] == pytest.approx([rate, rate], rel=0.02)


@every(Schedule)
@settings(max_examples=60)
@given(data=st.data())
def test_a_schedule_goes_by_progress_whatever_was_changed_on_the_way(part, data):
    sizes = data.draw(st.lists(st.integers(0, 40), min_size=1, max_size=4))
    experiment = Experiment(schedule=part, data=Circle(samples=60), optimizer=SGD(learning_rate=0.1))
    training = Training(experiment)
    for size in sizes:
        training.revise(experiment.changed(batch_size=size))
        training.advance(data.draw(st.integers(1, 30)))
        training.restore(training.snapshot())
    begun, made = training.epochs, training.steps_per_epoch - training.steps_to_epoch_end
    factor = part.bind(training.steps_per_epoch, part.start(1))
    assert training.progress == begun * training.steps_per_epoch + made % training.steps_per_epoch
    if factor is not None and not part.observes:
        expected = 0.1 * float(np.squeeze(factor(training.progress)))
        training.advance(1)
        assert training.learning_rate == pytest.approx(expected, rel=1e-12)


@pytest.mark.slow
@every(Schedule)
@settings(max_examples=200)
@given(data=st.data())
def test_factors_are_finite_for_whatever_is_allowed(part, data):
    drawn = {}
    for each in declared(type(part)):
        if each.type is int:
            drawn[each.name] = data.draw(st.integers(int(each.least), 12))
        else:
            low, high = each.least, each.most
            excluded = {"exclude_min": low in each.excluded, "exclude_max": high in each.excluded}
            drawn[each.name] = data.draw(st.floats(low, high, allow_subnormal=False, **excluded))
    rule, per_epoch = part.changed(**drawn), data.draw(st.integers(1, 4))
    factor = rule.bind(per_epoch, rule.start(1))
    for progress in range(40 if factor is not None else 0):
        found = float(np.squeeze(factor(progress)))
        assert 0.0 <= found <= 1.0
        term, said = rule.formula(progress, per_epoch, found)
        assert float(term.number) == pytest.approx(found, rel=1e-9, abs=1e-12)
        assert said


def test_one_cycle_whose_climb_is_over_where_it_begins():
    rule = family(Schedule)["one-cycle"](epochs=10, climb=0.1)
    assert rule.bind(1, {})(0) == 1.0
    run = playground.train(playground.load("circle"), epochs=3, schedule=rule, batch_size=0)
    assert not run.diverged

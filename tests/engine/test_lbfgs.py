"""L-BFGS: its search, its way down, and where it ends."""

import numpy as np
import pytest

import playground
from playground.engine.optimizers.lbfgs import LBFGS, LinePoint, line_search
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.training.training import Training

LINE = {
    "parabola": lambda t: ((t - 3.0) ** 2, 2.0 * (t - 3.0)),
    "quartic": lambda t: ((t - 0.2) ** 4, 4.0 * (t - 0.2) ** 3),
    "waves": lambda t: (0.1 * t * t - np.sin(3.0 * t), 0.2 * t - 3.0 * np.cos(3.0 * t)),
}


@pytest.mark.parametrize("name", LINE)
@pytest.mark.parametrize("first", [1e-3, 1.0, 100.0])
def test_the_search_ends_where_both_wolfe_conditions_hold(name, first):
    def at(t):
        return LinePoint(t, *LINE[name](t))

    start, (step, value, slope) = at(0.0), line_search(at, at(0.0), first)
    assert value <= start.loss + 1e-4 * step * start.slope
    assert abs(slope) <= 0.9 * abs(start.slope)


def descend(function, start, steps):
    """Where steps of L-BFGS lead; ``function`` returns value and gradient."""
    parameters, gradient = np.array([start]), np.zeros((1, len(start)))

    def evaluate():
        value, gradient[0] = function(parameters[0])
        return float(value)

    rule = LBFGS()
    update = rule.bind(parameters, gradient, rule.start(parameters), evaluate)
    for t in range(1, steps + 1):
        update(t, rule.learning_rate)
    return parameters[0]


def rosenbrock(w):
    x, y = w
    value = (1.0 - x) ** 2 + 100.0 * (y - x * x) ** 2
    return value, np.array([-2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)])


def test_the_bottom_of_a_bowl_is_reached():
    scales = np.array([1.0, 10.0, 1000.0])
    found = descend(lambda w: (0.5 * scales @ (w * w), scales * w), [1.0, -2.0, 3.0], 20)
    assert np.abs(found).max() < 1e-6


def test_rosenbrocks_valley_is_followed_to_its_end():
    np.testing.assert_allclose(descend(rosenbrock, [-1.2, 1.0], 60), [1.0, 1.0], rtol=1e-8)


@pytest.mark.slow
def test_it_ends_where_scipy_does():
    optimize = pytest.importorskip("scipy.optimize")
    penalty = {"kind": "l2", "rate": 0.05}  # and no hidden layer: there is one minimum
    experiment = playground.load("two-clouds").changed(
        optimizer="l-bfgs", precision="float64", regularizer=penalty, batch_size=0
    )
    training = Training(experiment)
    start = training.network.parameters[0].copy()

    def loss(w):
        training.network.parameters[0] = w
        return training.stepping.evaluate(), training.stepping.gradient[0].copy()

    training.advance(1)  # fills the batch
    expected = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"gtol": 1e-9})
    run = playground.train(experiment, epochs=300)
    assert loss(run.network.parameters[0])[0] == pytest.approx(expected.fun, rel=1e-6)


def test_it_needs_the_whole_training_set():
    experiment = Experiment(optimizer="l-bfgs", batch_size=10)
    assert [problem.path for problem in problems(experiment)] == ["batch_size"]
    assert problems(experiment.changed(batch_size=0)) == []


def test_it_follows_a_schedule_that_watches_the_loss():
    experiment = Experiment(optimizer="l-bfgs", schedule="reduce-on-plateau", batch_size=0)
    plain = playground.train(experiment.changed(schedule="constant"), epochs=3)
    assert playground.train(experiment, epochs=3).history == plain.history


def test_it_trains_one_network_at_a_time():
    with pytest.raises(ValueError, match="one network at a time"):
        playground.train(Experiment(optimizer="l-bfgs", batch_size=0), 1, population=[{}, {"seed": 2}])


def test_a_snapshot_continues_as_the_first_time():
    training = Training(Experiment(optimizer="l-bfgs", batch_size=0))
    training.advance(5)
    kept = training.snapshot()
    training.advance(5)
    first = training.network.parameters.copy()
    training.restore(kept)
    training.advance(5)
    assert np.array_equal(training.network.parameters, first)


def test_it_learns_the_circle_in_few_steps():
    experiment = playground.load("circle").changed(optimizer="l-bfgs", batch_size=0)
    assert playground.train(experiment, epochs=60).figures.test_accuracy > 0.95

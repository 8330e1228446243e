"""Optimizers against PyTorch's published rules, written out for one number."""

import math

import numpy as np
import pytest
from cases import every, limits
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.optimizers.base import Optimizer
from playground.parts.part import family
from playground.parts.setting import settings

# https://docs.pytorch.org/docs/stable/optim.html: one box for each rule, with the letters of its settings.


def sgd(rule, w, gradients):
    for g in gradients:
        w -= rule.learning_rate * g
        yield w


def momentum(rule, w, gradients):
    b = 0.0
    for g in gradients:
        b = rule.momentum * b + g
        w -= rule.learning_rate * b
        yield w


def rmsprop(rule, w, gradients):
    v = 0.0
    for g in gradients:
        v = rule.alpha * v + (1.0 - rule.alpha) * g * g
        w -= rule.learning_rate * g / (math.sqrt(v) + rule.epsilon)
        yield w


def adam(rule, w, gradients):
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        m = rule.beta_1 * m + (1.0 - rule.beta_1) * g
        v = rule.beta_2 * v + (1.0 - rule.beta_2) * g * g
        m_hat, v_hat = m / (1.0 - rule.beta_1**t), v / (1.0 - rule.beta_2**t)
        w -= rule.learning_rate * m_hat / (math.sqrt(v_hat) + rule.epsilon)
        yield w


def nesterov(rule, w, gradients):
    b = 0.0
    for g in gradients:
        b = rule.momentum * b + g
        w -= rule.learning_rate * (g + rule.momentum * b)
        yield w


def adagrad(rule, w, gradients):
    total = 0.0
    for g in gradients:
        total += g * g
        w -= rule.learning_rate * g / (math.sqrt(total) + rule.epsilon)
        yield w


def adadelta(rule, w, gradients):
    v = u = 0.0
    for g in gradients:
        v = rule.rho * v + (1.0 - rule.rho) * g * g
        step = math.sqrt(u + rule.epsilon) / math.sqrt(v + rule.epsilon) * g
        u = rule.rho * u + (1.0 - rule.rho) * step * step
        w -= rule.learning_rate * step
        yield w


def adamw(rule, w, gradients):
    m = v = 0.0
    for t, g in enumerate(gradients, 1):
        w -= rule.learning_rate * rule.decay * w
        m = rule.beta_1 * m + (1.0 - rule.beta_1) * g
        v = rule.beta_2 * v + (1.0 - rule.beta_2) * g * g
        m_hat, v_hat = m / (1.0 - rule.beta_1**t), v / (1.0 - rule.beta_2**t)
        w -= rule.learning_rate * m_hat / (math.sqrt(v_hat) + rule.epsilon)
        yield w


def nadam(rule, w, gradients):
    m = v = 0.0
    product = 1.0
    for t, g in enumerate(gradients, 1):
        now, following = (rule.beta_1 * (1.0 - 0.5 * 0.96 ** (k * rule.momentum_decay)) for k in (t, t + 1))
        product *= now
        m = rule.beta_1 * m + (1.0 - rule.beta_1) * g
        v = rule.beta_2 * v + (1.0 - rule.beta_2) * g * g
        m_hat = following * m / (1.0 - product * following) + (1.0 - now) * g / (1.0 - product)
        w -= rule.learning_rate * m_hat / (math.sqrt(v / (1.0 - rule.beta_2**t)) + rule.epsilon)
        yield w


def rprop(rule, w, gradients):
    before, size = 0.0, rule.learning_rate
    for g in gradients:
        if g * before > 0.0:
            size *= rule.grow
        if g * before < 0.0:
            size *= rule.shrink
        size = min(max(size, rule.least), rule.most)
        if g * before < 0.0:
            g = 0.0
        w -= size * ((g > 0.0) - (g < 0.0))
        before = g
        yield w


def lion(rule, w, gradients):
    m = 0.0
    for g in gradients:
        direction = rule.beta_1 * m + (1.0 - rule.beta_1) * g
        w -= rule.learning_rate * ((direction > 0.0) - (direction < 0.0) + rule.decay * w)
        m = rule.beta_2 * m + (1.0 - rule.beta_2) * g
        yield w


RULES = {rule.__name__: rule for rule in (sgd, momentum, rmsprop, adam, nesterov, adagrad, adadelta)}
RULES |= {rule.__name__: rule for rule in (adamw, nadam, rprop, lion)}
FIRST_ORDER = pytest.mark.parametrize("part", [family(Optimizer)[kind]() for kind in RULES], ids=RULES)

# PyTorch's, and for Lion its paper's, where they are not those of most.
USUAL = {"momentum": 0.9, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8}
DEFAULTS = {
    "sgd": {"learning_rate": 1e-3},
    "momentum": {"learning_rate": 1e-3},
    "rmsprop": {"learning_rate": 1e-2, "alpha": 0.99},
    "adam": {"learning_rate": 1e-3},
    "nesterov": {"learning_rate": 1e-3},
    "adagrad": {"learning_rate": 1e-2, "epsilon": 1e-10},
    "adadelta": {"learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-6},
    "adamw": {"learning_rate": 1e-3, "decay": 1e-2},
    "nadam": {"learning_rate": 2e-3, "momentum_decay": 4e-3},
    "rprop": {"learning_rate": 1e-2, "shrink": 0.5, "grow": 1.2, "least": 1e-6, "most": 50.0},
    "lion": {"learning_rate": 1e-4, "beta_2": 0.99, "decay": 0.0},
}
# Where a rate of 0.01 would not reach the bottom of the bowl in 2,000 steps, or not rest there.
BOWL_RATES = {"adagrad": 0.5, "adadelta": 0.5, "lion": 0.002}
# Where a rate of 0.01 would leap out of Rosenbrock's valley, or creep along it.
VALLEY_RATES = {"sgd": 0.001, "momentum": 0.001, "nesterov": 0.001, "adagrad": 0.1, "adadelta": 0.1}
NUMBERS = st.floats(-100.0, 100.0).filter(lambda g: g == 0.0 or abs(g) > 1e-3)


def path(rule, start, gradients):
    """Where the optimizer takes parameters (P, n) step by step, given gradients (steps, P, n)."""
    parameters, gradient = np.array(start, float), np.zeros_like(start, float)
    state = {name: np.zeros_like(parameters) for name in rule.state_names}
    update = rule.bind(parameters, gradient, state)
    for t, g in enumerate(gradients, 1):
        gradient[...] = g
        update(t, rule.learning_rate)
        yield parameters.copy()


@st.composite
def rules(draw, member):
    """An optimizer whose every setting is drawn from within its limits."""
    drawn = {}
    for setting in settings(member):
        limit = limits(member, setting.name)
        least, most = limit.get("ge", limit.get("gt")), limit.get("le", limit.get("lt"))
        drawn[setting.name] = draw(
            st.floats(least, min(most, 10.0), exclude_min="gt" in limit, exclude_max="lt" in limit).filter(
                lambda value: value == 0.0 or value > 1e-9
            )
        )
    return member(**drawn)


@FIRST_ORDER
@given(data=st.data(), start=NUMBERS, gradients=st.lists(NUMBERS, min_size=1, max_size=12))
def test_the_path_is_the_published_one(part, data, start, gradients):
    rule = data.draw(rules(type(part)))
    expected = list(RULES[part.kind](rule, start, gradients))
    found = [float(w[0, 0]) for w in path(rule, [[start]], gradients)]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9 * rule.learning_rate)


@FIRST_ORDER
def test_defaults_are_pytorchs(part):
    for setting in settings(type(part)):
        assert setting.default == (USUAL | DEFAULTS[part.kind])[setting.name]


@every(Optimizer)
def test_every_setting_can_be_edited_while_training_goes_on(part):
    assert all(setting.live for setting in settings(type(part)))


@FIRST_ORDER
def test_the_bottom_of_a_bowl_is_reached(part):
    curvature = np.array([[1.0, 10.0]])
    parameters = np.array([[1.0, -2.0]])
    gradient = np.empty_like(parameters)
    state = {name: np.zeros_like(parameters) for name in part.state_names}
    update = part.bind(parameters, gradient, state)
    for t in range(1, 2001):
        np.multiply(curvature, parameters, out=gradient)
        update(t, BOWL_RATES.get(part.kind, 0.01))
    assert np.abs(parameters).max() < 0.01


@every(Optimizer)
def test_rosenbrocks_valley_is_followed(part):
    parameters = np.array([[-1.2, 1.0]])
    gradient = np.empty_like(parameters)

    def evaluate():
        x, y = parameters[0]
        gradient[0] = -2.0 * (1.0 - x) - 400.0 * x * (y - x * x), 200.0 * (y - x * x)
        return (1.0 - x) ** 2 + 100.0 * (y - x * x) ** 2

    start = evaluate()
    update = part.bind(parameters, gradient, part.start(parameters), evaluate)
    for t in range(1, 2001):
        evaluate()
        update(t, VALLEY_RATES.get(part.kind, 0.01))
    assert evaluate() < 0.05 * start


@FIRST_ORDER
def test_every_number_of_a_population_goes_its_own_way(part):
    start = np.array([[1.0, -2.0], [0.5, 3.0]])
    gradients = np.random.default_rng(0).normal(size=(5, 2, 2))
    together = list(path(part, start, gradients))[-1]
    for index in np.ndindex(start.shape):
        alone = list(path(part, [[start[index]]], [g[index] for g in gradients]))[-1]
        assert together[index] == alone[0, 0]


@FIRST_ORDER
def test_no_gradient_no_memory_and_no_decay_mean_no_step(part):
    still = part.changed(decay=0.0) if hasattr(part, "decay") else part
    ((parameters),) = path(still, [[1.5, -2.5]], [0.0])
    assert parameters.tolist() == [[1.5, -2.5]]

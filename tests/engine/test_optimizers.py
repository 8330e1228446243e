"""Optimizers against PyTorch's published rules, written out for one number."""

import math

import numpy as np
import pytest
from cases import every, limits
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.optimizers import Optimizer
from playground.parts import family, settings

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


RULES = {"sgd": sgd, "momentum": momentum, "rmsprop": rmsprop, "adam": adam}
NUMBERS = st.floats(-100.0, 100.0).filter(lambda g: g == 0.0 or abs(g) > 1e-3)


def path(rule, start, gradients):
    """Where the optimizer takes parameters (P, n) step by step, given gradients (steps, P, n)."""
    parameters, gradient = np.array(start, float), np.zeros_like(start, float)
    state = {name: np.zeros_like(parameters) for name in rule.remembers}
    update = rule.bind(parameters, gradient, state)
    for t, g in enumerate(gradients, 1):
        gradient[...] = g
        update(t)
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


@every(Optimizer)
@given(data=st.data(), start=NUMBERS, gradients=st.lists(NUMBERS, min_size=1, max_size=12))
def test_the_path_is_the_published_one(part, data, start, gradients):
    rule = data.draw(rules(type(part)))
    expected = list(RULES[part.kind](rule, start, gradients))
    found = [float(w[0, 0]) for w in path(rule, [[start]], gradients)]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9 * rule.learning_rate)


@every(Optimizer)
def test_defaults_are_pytorchs(part):
    defaults = {"learning_rate": 0.01 if part.kind == "rmsprop" else 0.001, "momentum": 0.9, "alpha": 0.99}
    defaults |= {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8}
    for setting in settings(type(part)):
        assert setting.default == defaults[setting.name]


@every(Optimizer)
def test_every_setting_can_be_edited_while_training_goes_on(part):
    assert all(setting.live for setting in settings(type(part)))


@every(Optimizer)
def test_the_bottom_of_a_bowl_is_reached(part):
    curvature = np.array([[1.0, 10.0]])
    parameters = np.array([[1.0, -2.0]])
    gradient = np.empty_like(parameters)
    state = {name: np.zeros_like(parameters) for name in part.remembers}
    update = part.changed(learning_rate=0.01).bind(parameters, gradient, state)
    for t in range(1, 2001):
        np.multiply(curvature, parameters, out=gradient)
        update(t)
    assert np.abs(parameters).max() < 0.01


@every(Optimizer)
def test_every_number_of_a_population_goes_its_own_way(part):
    start = np.array([[1.0, -2.0], [0.5, 3.0]])
    gradients = np.random.default_rng(0).normal(size=(5, 2, 2))
    together = list(path(part, start, gradients))[-1]
    for index in np.ndindex(start.shape):
        alone = list(path(part, [[start[index]]], [g[index] for g in gradients]))[-1]
        assert together[index] == alone[0, 0]


@pytest.mark.parametrize("kind", family(Optimizer))
def test_no_gradient_and_no_memory_means_no_step(kind):
    ((parameters),) = path(family(Optimizer)[kind](), [[1.5, -2.5]], [0.0])
    assert parameters.tolist() == [[1.5, -2.5]]

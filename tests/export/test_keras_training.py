"""Keras scripts that train: optimizers, layers and frozen numbers, by Keras's own rules where they agree."""

import pytest
from cases import every

import playground
from playground.engine.optimizers.base import Optimizer
from tests.export.script_runs import KERAS, QUIET, SMALL, suited, trained_by_keras

pytestmark = QUIET


@pytest.fixture
def path(tmp_path):
    return tmp_path / "code" / f"w{KERAS}"


@pytest.mark.parametrize("schedule", ["constant", "exponential"])
@every(Optimizer)
def test_optimizers_make_the_same_steps(part, schedule, path):
    """As declared, and with settings that show where a rule is another one."""
    experiment = SMALL.changed(optimizer=part, schedule={"kind": schedule})
    if schedule == "exponential":
        told = {"epsilon": 0.01, "decay": 0.3, "momentum_decay": 0.1, "learning_rate": 0.02}
        settings = {name: value for name, value in told.items() if hasattr(part, name)}
        experiment = experiment.changed(optimizer=part.changed(**settings))
    trained_by_keras(suited(experiment), path)


def test_frozen_numbers_stay_and_do_not_count_in_the_norm(path):
    trained_by_keras(SMALL.changed(frozen=(0, 5, 9), clipping={"kind": "by-norm", "limit": 0.05}), path)


@pytest.mark.parametrize("outputs", ["every-step", "last-step"])
@pytest.mark.parametrize("kind", ["gru", "lstm", "recurrent"])
def test_gradients_go_back_through_a_few_steps(kind, outputs, path):
    layers = ({"kind": kind, "truncation": 3, "outputs": outputs}, {"kind": kind, "truncation": 4})
    data = {"kind": "remember-first", "samples": 20, "steps": 8}
    layers, clipping = layers[outputs == "last-step" :], {"kind": "by-norm", "limit": 0.1}
    base = playground.load("remember-lstm").changed(clipping=clipping, batch_size=8)
    trained_by_keras(base.changed(layers=layers, data=data), path)


@pytest.mark.parametrize("kind", ["gru", "lstm", "recurrent", "conv2d"])
def test_layers_learn_alike(kind, path):
    base = playground.load("shapes" if kind == "conv2d" else "remember-lstm")
    layers = ({"kind": kind}, *([{"kind": "flatten"}] if kind == "conv2d" else []))
    trained_by_keras(base.changed(layers=layers, data=base.data.changed(samples=40), batch_size=8), path)

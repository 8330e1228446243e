"""The shipped presets: each fits together, is saved as the same bytes, and learns what its text says."""

import re
from functools import lru_cache

import numpy as np
import pytest
from cases import BEATEN, SICK, paced

from playground.data.data_set import DataSet
from playground.experiment import presets
from playground.experiment.problems import problems
from playground.library import train
from playground.parts.counts import grouped
from playground.parts.part import family

SHIPPED = presets.shipped()


every_preset = pytest.mark.parametrize("name", SHIPPED)


LEARNERS = [name for name in SHIPPED if name not in (*SICK, *BEATEN) and not presets.load(name).lesson]


every_learner = pytest.mark.parametrize("name", paced(LEARNERS))


@lru_cache
def trained(name):
    return train(presets.load(name))


def accuracy(run):
    """The share of test samples that are right, or of training samples where there is no test."""
    tested = run.figures.test_accuracy
    return run.figures.train_accuracy if tested is None else tested


@every_preset
def test_a_shipped_preset_fits_together_and_says_why_it_is_there(name):
    experiment = presets.load(name)
    assert problems(experiment) == []
    assert experiment.title
    assert len(experiment.reason) > 60


@every_preset
def test_texts_divide_thousands_as_numbers_in_the_window_do(name):
    assert re.findall(r"\d,\d{3}\b", SHIPPED[name].read_text("utf-8")) == []


@every_preset
def test_a_shipped_preset_is_saved_again_as_the_same_bytes(name, tmp_path):
    presets.save(presets.load(name), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == SHIPPED[name].read_bytes()


@pytest.mark.slow
@every_learner
def test_a_shipped_preset_learns(name):
    run = trained(name)
    assert run.experiment.stop or run.reason == f"Reached epoch {grouped(run.experiment.epochs)}"
    if run.experiment.targets.decides:
        assert accuracy(run) >= 0.9
    elif run.figures.test_loss is None:  # a worked example, whose few samples are learned by heart
        assert run.figures.train_loss <= 0.1 * run.history[0].train_loss
    else:
        test = run.experiment.samples["test"]
        errors = run.network.predict(test.inputs) - test.targets
        assert (errors**2).mean() <= 0.5 * test.targets.var()


@pytest.mark.parametrize("name", BEATEN)
def test_a_preset_that_is_meant_to_fail_gets_nowhere(name):
    assert accuracy(trained(name)) < 0.6


def test_every_data_set_is_learned_by_some_preset():
    learned = {presets.load(name).data.kind for name in LEARNERS}
    own = {"table", "own-images", "series"}  # a file of the person's own
    assert family(DataSet).keys() - learned == own


def test_spiral_is_solved():
    assert accuracy(trained("spiral")) >= 0.97


def test_spiral_creeps_with_plain_gradient_descent():
    run = train(presets.load("spiral"), optimizer="sgd", epochs=100)
    assert accuracy(run) < 0.8


def test_xor_fails_without_its_hidden_layers():
    assert accuracy(train(presets.load("xor"), layers=(), epochs=100)) < 0.7


def test_xor_gate_is_learned_by_heart():
    assert accuracy(trained("xor-gate")) == 1.0


def test_xor_gate_gets_stuck_from_unlucky_starts_only():
    gate = presets.load("xor-gate")
    solved = [accuracy(train(gate, seed=seed)) == 1.0 for seed in range(12)]
    assert 6 <= sum(solved) < 12


def test_planes_weights_come_out_at_one_tenth():
    (weight, bias) = trained("plane").network.arrays().values()
    np.testing.assert_allclose(weight, [[0.1], [0.1]], atol=1e-6)
    np.testing.assert_allclose(bias, [0.0], atol=1e-6)


def test_too_high_a_rate_diverges_and_says_at_which_step_and_in_which_layer():
    run = trained("too-high-a-rate")
    assert run.diverged
    assert run.figures.epoch <= 5
    assert f"at step {run.figures.step + 1} (epoch {run.figures.epoch + 1}): " in run.reason
    assert "layer 3" in run.reason


def test_too_high_a_rate_learns_when_it_is_lowered():
    lowered = presets.load("too-high-a-rate").changed(optimizer={"kind": "sgd", "learning_rate": 0.03})
    run = train(lowered)
    assert run.figures.test_loss < 0.1 * run.history[0].test_loss

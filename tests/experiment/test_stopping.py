"""Stop rules: when they end a run, what they say, and what the weights then are."""

import math

import numpy as np
import pytest

import playground
from playground.data.samples import Split
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.experiment.stopping import EpochResult, StopRule
from playground.parts.part import family
from playground.training.divergence import Ended
from playground.training.training import Training
from playground.worker.frames import Look
from playground.worker.messages import Load, Play
from playground.worker.session import Session

SMALL = Experiment(data={"kind": "circle", "samples": 60}, split={"validation": 0.2, "test": 0.2}, epochs=400)


def run(*rules, **settings):
    return playground.train(SMALL.changed(stop=rules, **settings))


def test_without_rules_a_run_goes_on_to_its_epochs():
    assert run(epochs=7).reason == "Reached epoch 7"


def test_epochs():
    found = run({"kind": "epochs", "epochs": 5})
    assert (found.figures.epoch, found.reason) == (5, "Reached epoch 5")


def test_steps_end_with_their_epoch():
    found = run({"kind": "steps", "steps": 10})
    assert found.figures.step == 12  # four batches an epoch
    assert found.reason == "Reached step 12"


def test_time():
    assert "Trained for" in run({"kind": "time", "seconds": 1e-6}).reason


@pytest.mark.parametrize("samples", ["train", "validation"])
def test_a_loss_that_is_small_enough(samples):
    found = run({"kind": "loss-below", "threshold": 0.45, "samples": samples}, epochs=2000)
    assert found.reason.startswith(f"The {samples} loss is")
    assert getattr(found.figures, f"{samples}_loss") <= 0.45
    assert getattr(found.history[-2], f"{samples}_loss") > 0.45


def test_a_short_gradient():
    found = run({"kind": "gradient-below", "threshold": 10.0})
    assert found.figures.epoch == 1
    assert "The norm of the gradient is" in found.reason


def test_patience_takes_the_best_weights_back():
    rule = {"kind": "patience", "epochs": 20}
    overfitting = {
        "layers": ({"kind": "batch-norm"}, {"kind": "dense", "units": 32}),
        "optimizer": {"kind": "adam", "learning_rate": 0.05},
    }
    found = run(rule, data={"kind": "circle", "samples": 60, "noise": 0.5}, **overfitting)
    losses = [row.validation_loss for row in found.history]
    best = int(np.argmin(losses[1:])) + 1
    assert found.reason == f"No better loss for 20 epochs; the weights are those of epoch {best}"
    again = playground.train(found.experiment.changed(stop=()), epochs=best)
    assert np.array_equal(found.network.parameters, again.network.parameters)
    assert np.array_equal(found.network.state, again.network.state)
    assert found.figures.validation_loss == losses[best]


@pytest.mark.parametrize("end", [{"kind": "epochs", "epochs": 60}, None])
def test_what_patience_promises_holds_whoever_ends_the_run(end):
    patient = {"kind": "patience", "epochs": 1000}
    experiment = playground.load("overfitting").changed(split=Split(test=0.3, validation=0.3))
    found = playground.train(experiment, epochs=60, stop=(patient, end) if end else (patient,))
    losses = [row.validation_loss for row in found.history]
    best = int(np.argmin(losses[1:])) + 1
    assert best < 60
    assert found.reason == f"Reached epoch 60; the weights are those of epoch {best}"
    assert found.figures.validation_loss == losses[best]


def test_a_run_that_is_interrupted_keeps_the_weights_it_has():
    rule = {"kind": "patience", "epochs": 1000}
    found = playground.train(SMALL.changed(stop=(rule,)), epochs=30, report=lambda run: run.epochs < 20)
    again = playground.train(SMALL, epochs=20)
    assert found.reason == "Stopped at epoch 20"
    assert np.array_equal(found.network.parameters, again.network.parameters)


def test_the_first_rule_that_is_met_ends_the_run():
    found = run({"kind": "epochs", "epochs": 50}, {"kind": "epochs", "epochs": 3})
    assert found.reason == "Reached epoch 3"


FALLING = {"split": {"test": 0.2}, "batch_size": 0}
"""With these the loss that is watched falls from epoch to epoch."""


@pytest.mark.parametrize("first", [0, 1])
def test_every_rule_counts_the_epoch_in_which_another_ends_the_run(first):
    rules = [{"kind": "epochs", "epochs": 3}, {"kind": "patience"}]
    found = run(rules[first], rules[1 - first], **FALLING)
    losses = [row.train_loss for row in found.history]
    assert losses == sorted(losses, reverse=True)
    assert found.reason == "Reached epoch 3; the weights are those of epoch 3"


@pytest.mark.parametrize("rule", [{"kind": "loss-below"}, {"kind": "gradient-below"}], ids=str)
def test_what_is_no_number_is_not_small(rule):
    (made,) = SMALL.changed(stop=(rule,)).stop
    result = EpochResult(Figures(1, 4, train_loss=math.nan), 0.0, math.nan, dict)
    assert made.reason(result, {}) == ""


def test_a_snapshot_does_not_learn_what_its_rules_are_told_later():
    training = Training(SMALL.changed(stop=({"kind": "patience"},), **FALLING))
    for _ in range(3):
        training.epoch()
    kept = training.snapshot()
    (then,) = (dict(memory) for memory in kept.watch)
    for _ in range(3):
        training.epoch()
    assert kept.watch[0] == then
    assert int(training.snapshot().watch[0]["epoch"]) == 6


def test_a_restored_run_remembers_its_patience():
    experiment = SMALL.changed(
        stop=({"kind": "patience", "epochs": 3},), optimizer={"kind": "sgd", "learning_rate": 0.0}
    )
    training = Training(experiment)
    for _ in range(3):
        training.epoch()
    kept = training.snapshot()
    for _ in range(2):
        with pytest.raises(Ended, match="No better loss for 3 epochs"):
            training.epoch()
        training.restore(kept)


@pytest.mark.parametrize("kind", family(StopRule))
def test_a_population_is_stopped_by_what_all_meet_together(kind):
    experiment = SMALL.changed(stop=(kind,), epochs=2)
    if family(StopRule)[kind].alike:
        assert len(playground.train(experiment, population=[{}, {"seed": 2}])) == 2
    else:
        with pytest.raises(ValueError, match="epochs and steps only"):
            playground.train(experiment, population=[{}, {"seed": 2}])


def test_the_window_is_told_why():
    session = Session()
    session.handle(Load(SMALL.changed(stop=({"kind": "epochs", "epochs": 3},))))
    session.handle(Play())
    while session.playing:
        session.work()
    report = session.handle(Look())
    assert report.ended == "Reached epoch 3"
    assert report.frame.figures.epoch == 3

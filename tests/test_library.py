"""The program as a library."""

import numpy as np
import pytest
from pydantic import ValidationError

import playground
from playground.data.plane.base import Circle
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.sgd import SGD
from playground.experiment.experiment import Experiment
from playground.experiment.presets import BadPreset

SMALL = Experiment(title="Small", data=Circle(samples=50), epochs=5)
WILD = SMALL.changed(output="identity", layers=(), optimizer=SGD(learning_rate=30.0), epochs=500)


def test_the_package_offers_few_things():
    assert playground.__all__ == ["Run", "cross_validate", "load", "load_network", "train"]
    assert isinstance(playground.train(playground.load("xor-gate"), epochs=1), playground.Run)


def test_a_run_keeps_what_came_of_it():
    run = playground.train(SMALL)
    assert run.experiment == SMALL
    assert [row.epoch for row in run.history] == [0, 1, 2, 3, 4, 5]
    assert run.figures == run.history[-1]
    assert (run.reason, run.diverged) == ("Reached epoch 5", False)
    test = SMALL.samples["test"]
    loss = (0.5 * (run.network.predict(test.inputs) - test.targets) ** 2).mean()
    assert run.figures.test_loss == pytest.approx(loss, rel=1e-5)


def test_no_epochs_leave_the_start_as_it_is():
    run = playground.train(SMALL, epochs=0)
    again = playground.train(SMALL, epochs=0)
    assert len(run.history) == 1
    assert np.array_equal(run.network.parameters, again.network.parameters)
    assert not np.array_equal(run.network.parameters, playground.train(SMALL, epochs=1).network.parameters)


def test_settings_replace_those_of_the_experiment():
    run = playground.train(SMALL, batch_size=0, seed=7, optimizer="adam", layers=[], epochs=2)
    adam = Adam(learning_rate=0.03)  # another kind keeps the settings that both have
    assert run.experiment == SMALL.changed(batch_size=0, seed=7, optimizer=adam, layers=())
    assert run.figures.step == 2


def test_a_setting_out_of_range_is_refused():
    with pytest.raises(ValidationError, match="batch_size"):
        playground.train(SMALL, batch_size=-1)


def test_a_setting_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="momentum"):
        playground.train(SMALL, momentum=0.5)


def test_parts_that_do_not_fit_are_refused():
    with pytest.raises(
        BadPreset, match=r"^Small: output.kind: the cross-entropy loss needs Softmax, not Tanh"
    ):
        playground.train(SMALL, loss="cross-entropy")


def test_the_reporter_is_told_of_every_epoch_and_may_end_the_run():
    seen = []

    def report(training):
        seen.append(training.epochs)
        return training.epochs < 3

    run = playground.train(SMALL, report=report)
    assert seen == [1, 2, 3]
    assert run.reason == "Stopped at epoch 3"
    assert run.figures.epoch == 3


def test_a_run_that_diverges_says_so_and_keeps_its_last_good_weights():
    run = playground.train(WILD)
    assert run.diverged
    assert run.reason.startswith("Diverged at step ")
    assert np.isfinite(run.network.parameters).all()
    assert run.figures.epoch < WILD.epochs


def test_a_run_that_has_just_diverged_is_not_taken_for_sound():
    whole = playground.train(WILD)
    assert playground.train(WILD, epochs=whole.figures.epoch + 1).reason == whole.reason


@pytest.mark.parametrize("ending", [".npz", ".safetensors", ".json"])
def test_weights_go_into_a_file(ending, tmp_path):
    playground.train(SMALL, epochs=0).save(tmp_path / f"w{ending}")
    assert (tmp_path / f"w{ending}").stat().st_size > 100


def test_weights_do_not_go_into_a_file_of_another_ending(tmp_path):
    with pytest.raises(ValueError, match="weights are written as"):
        playground.train(SMALL, epochs=0).save(tmp_path / "w.pickle")


def test_fewer_than_no_epochs_are_refused():
    with pytest.raises(ValueError, match="epochs must be 0 or more, not -1"):
        playground.train(SMALL, -1)


def test_a_run_says_what_it_suffers_from():
    assert playground.train(SMALL).findings == ()
    (finding,) = playground.train(SMALL, initializer="zeros").findings
    assert finding.kind == "alike-units"
    assert playground.train(SMALL, population=[{"initializer": "zeros"}, {}])[0].findings == ()

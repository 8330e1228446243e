"""The program as a library."""

import numpy as np
import pytest
from pydantic import ValidationError

import playground
from playground.data.plane.base import Circle
from playground.engine.optimizers.adam import Adam
from playground.engine.optimizers.sgd import SGD
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.presets import BadPreset

SMALL = Experiment(title="Small", data=Circle(samples=50), epochs=5)
WILD = SMALL.changed(output="identity", layers=(), optimizer=SGD(learning_rate=30.0), epochs=500)


def test_the_package_offers_a_few_things():
    assert playground.__all__ == [
        "Classifier",
        "Regressor",
        "Run",
        "cross_validate",
        "fit",
        "from_table",
        "load",
        "load_network",
        "resume",
        "train",
    ]
    assert all(callable(getattr(playground, name)) for name in playground.__all__)
    assert isinstance(playground.train(playground.load("xor-gate"), epochs=1), playground.Run)


def test_an_experiment_is_trained_by_the_name_of_its_preset_or_its_file(tmp_path):
    experiment = playground.load("xor-gate").changed(batch_size=2)
    presets.save(experiment, tmp_path / "mine.json")
    for given, settings in (("xor-gate", {"batch_size": 2}), (tmp_path / "mine.json", {})):
        assert playground.train(given, epochs=1, **settings).experiment == experiment
    with pytest.raises(BadPreset, match="xor-gate"):
        playground.train("xor-gat")
    assert playground.cross_validate("circle", folds=2, epochs=1)


def test_a_run_keeps_what_came_of_it():
    run = playground.train(SMALL)
    assert run.experiment == SMALL
    assert [row.epoch for row in run.history] == [0, 1, 2, 3, 4, 5]
    assert run.figures == run.history[-1]
    assert (run.reason, run.diverged) == ("Reached epoch 5", False)
    test = SMALL.samples["test"]
    loss = (0.5 * (run.network.predict(test.inputs) - test.targets) ** 2).mean()
    assert run.figures.test_loss == pytest.approx(loss, rel=1e-5)


@pytest.mark.parametrize("ending", [".run", ".npz"])
def test_training_goes_on_with_what_is_in_a_file(ending, tmp_path):
    path = tmp_path / f"w{ending}"
    playground.train(SMALL, epochs=2).save(path)
    heard = []
    run = playground.resume(path, report=lambda training: heard.append(training.epochs) or True)
    assert heard == [3, 4, 5]
    same = np.array_equal(run.network.parameters, playground.train(SMALL).network.parameters)
    assert same == (ending == ".run")  # weights know nothing of the order of the samples
    assert [row.epoch for row in run.history] == ([0, 1, 2, 3, 4, 5] if ending == ".run" else [2, 3, 4, 5])
    still = playground.resume(path, epochs=4, optimizer=SGD(learning_rate=1e-30))
    assert np.allclose(still.network.parameters, playground.train(SMALL, epochs=2).network.parameters)


def test_what_cannot_go_on_is_said(tmp_path):
    path = tmp_path / "w.run"
    playground.train(SMALL, epochs=2).save(path)
    with pytest.raises(ValueError, match="the run has reached epoch 2 already; name a later one"):
        playground.resume(path, epochs=2)
    with pytest.raises(ValueError, match="layers: makes another network"):
        playground.resume(path, layers=())
    with pytest.raises(ValidationError):
        playground.resume(path, batch_size=-1)


def test_a_run_shows_itself_in_one_line():
    shown = repr(playground.train(SMALL))
    assert shown.startswith("<Run of Small, Reached epoch 5: train loss 0.")
    assert shown.endswith(" %>")
    assert repr(playground.train(SMALL).trained) == "<TrainedNetwork of Small, epoch 5>"


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


COLUMNS = {"a": list(range(60)), "b": [0.1 * (i % 9) for i in range(60)], "kind": ["no", "yes"] * 30}


def test_a_table_becomes_an_experiment(tmp_path):
    rows = "\n".join(",".join(map(str, row)) for row in zip(*COLUMNS.values(), strict=True))
    (tmp_path / "ten.csv").write_text("a,b,kind\n" + rows)
    settings = {"layers": (6, "dropout", 5), "activation": "tanh", "optimizer": "sgd", "learning_rate": 0.1}
    for source in (tmp_path / "ten.csv", str(tmp_path / "ten.csv"), COLUMNS):
        made = playground.from_table(source, target="b", inputs=("a", "kind"), test=0.25, **settings)
        assert (made.data.target, made.data.columns, made.split.test) == ("b", ("a", "kind"), 0.25)
        assert [layer.kind for layer in made.layers] == ["dense", "dropout", "dense"]
        assert (made.optimizer.kind, made.optimizer.learning_rate) == ("sgd", 0.1)
        assert playground.train(made, epochs=2).figures.epoch == 2
    assert playground.from_table(COLUMNS).targets.classes == ("no", "yes")


def test_columns_of_any_length_become_an_experiment():
    many = {"a": np.arange(150_000) / 7, "y": np.array(["no", "yes"] * 75_000), "b": np.arange(150_000.0)}
    made = playground.from_table(many, target="y")
    assert sum(map(len, made.samples.values())) == 150_000
    assert presets.build(presets.parse(presets.text(made).encode(), "x"), "x").layers == made.layers


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"target": "kidn"}, 'columns: target: the table has no column "kidn"; did you mean "kind"?'),
        ({"optimiser": "adam"}, 'settings: optimiser: no such setting; did you mean "optimizer"?'),
        ({"optimizer": "adm"}, 'columns: optimizer.kind: no optimizer is called "adm"; did you mean "adam"?'),
        ({"layers": ("x",)}, 'columns: layers: "x" is neither a number of units nor a layer'),
        ({"epochs": -1}, "columns: epochs: -1 is below 0"),
        ({"loss": "hinge"}, "columns: output.kind: the hinge loss needs Identity or Tanh, not Sigmoid"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_in_one_line(settings, line):
    with pytest.raises(BadPreset) as caught:
        playground.from_table(COLUMNS, **settings)
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (np.ones((3, 2)), '"ndarray" is neither a path nor has it columns by their names'),
        (None, '"NoneType" is neither a path nor has it columns by their names'),
        ({"a": 1, "b": [2]}, '"a" is no column'),
        ({"a": "123", "b": [1, 2, 3]}, '"a" is no column'),
        ({"a": [1, 2], "b": np.ones((2, 2))}, '"b" is no column'),
        ({"a": [1, 2], "b": [10**400]}, "of different lengths"),
    ],
)
def test_what_is_no_table_is_said_whether_to_learn_from_or_to_predict(table, line):
    run = playground.train(playground.from_table(COLUMNS, target="kind"), epochs=0)
    for use, error in ((playground.from_table, BadPreset), (run.predict, ValueError)):
        with pytest.raises(error, match=line):
            use(table)


def test_the_network_of_a_run_is_loaded_and_predicts(tmp_path):
    run = playground.train(playground.load("xor"), epochs=2, data={"kind": "xor", "samples": 40})
    run.save(tmp_path / "r.run")
    inputs = run.experiment.samples["test"].inputs
    found = playground.load_network(tmp_path / "r.run").predict(inputs)
    assert np.array_equal(found, run.network.predict(inputs))

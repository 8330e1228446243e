"""Populations: every member is what it would be alone, whatever its neighbours do."""

import numpy as np
import pytest

import playground
from playground.cli.commands import main
from playground.engine.activations.base import Activation
from playground.engine.clipping import Clipping
from playground.engine.optimizers.base import Optimizer
from playground.engine.regularizers.base import Regularizer
from playground.experiment.experiment import Experiment
from playground.parts.part import family
from playground.parts.setting import settings
from playground.training.population import members, together

SMALL = Experiment(data={"kind": "circle", "samples": 40}, precision="float64", batch_size=6)
NUMBERS = [
    {"seed": 1},
    {"seed": 2, "optimizer.learning_rate": 0.05, "layers[0].activation.slope": 0.3, "layers[1].rate": 0.5},
    {"seed": 3, "initializer": "normal", "data.noise": 0.2, "data.seed": 5, "layers[2].momentum": 0.3},
]
LAYERS = (
    {"kind": "dense", "units": 4, "activation": {"kind": "leaky-relu", "slope": 0.1}},
    {"kind": "dropout", "rate": 0.1},
    {"kind": "batch-norm"},
)


def assert_each_is_as_alone(experiment, population, epochs=4):
    for run in playground.train(experiment, epochs, population=population):
        alone = playground.train(run.experiment, epochs)
        np.testing.assert_allclose(run.network.parameters, alone.network.parameters, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(run.network.state, alone.network.state, rtol=1e-12, atol=1e-15)
        assert len(run.history) == len(alone.history)
        assert run.figures.test_loss == pytest.approx(alone.figures.test_loss, rel=1e-12)
        assert run.figures.test_accuracy == alone.figures.test_accuracy
        assert run.reason == alone.reason


@pytest.mark.parametrize("kind", [kind for kind, rule in family(Optimizer).items() if not rule.whole_batches])
def test_members_with_numbers_of_their_own_are_as_alone_for_every_optimizer(kind):
    optimizer = {"kind": kind, "learning_rate": 0.01}
    assert_each_is_as_alone(SMALL.changed(optimizer=optimizer, layers=LAYERS), NUMBERS)


@pytest.mark.parametrize("batch", [1, 7, 9, 0])
def test_members_with_numbers_of_their_own_are_as_alone_in_batches_of_any_size(batch):
    layers = LAYERS[:2] if batch == 1 else LAYERS
    population = [{name: value for name, value in each.items() if "[2]" not in name} for each in NUMBERS]
    assert_each_is_as_alone(SMALL.changed(layers=layers, batch_size=batch), population)


@pytest.mark.parametrize("kind", family(Activation))
def test_members_are_as_alone_for_every_activation(kind):
    layers = ({"kind": "dense", "units": 3, "activation": kind}, {"kind": "dense", "units": 2})
    assert_each_is_as_alone(SMALL.changed(layers=layers, batch_size=9), [{"seed": 1}, {"seed": 2}])


@pytest.mark.parametrize("kind", family(Regularizer))
def test_members_are_as_alone_for_every_regularizer(kind):
    setting = {"max-norm": "limit", "none": None}.get(kind, "rate")
    population = [{"seed": 1}, {"seed": 2} | ({f"regularizer.{setting}": 0.2} if setting else {})]
    assert_each_is_as_alone(SMALL.changed(regularizer=kind), population)


@pytest.mark.parametrize("kind", family(Clipping))
def test_members_are_as_alone_for_every_clipping(kind):
    population = [{"seed": 1}, {"seed": 2} | ({} if kind == "none" else {"clipping.limit": 0.05})]
    assert_each_is_as_alone(SMALL.changed(clipping=kind), population)


def test_a_population_of_one_is_the_run_itself():
    assert_each_is_as_alone(SMALL, [{}])


def test_a_member_that_diverges_leaves_the_others_alone():
    wild = SMALL.changed(data={"kind": "plane", "samples": 40}, output="identity", layers=("dense",)).changed(
        layers=({"kind": "dense", "activation": "relu"},)
    )
    calm, lost = playground.train(
        wild, 200, population=[{"optimizer.learning_rate": 0.01}, {"optimizer.learning_rate": 50.0}]
    )
    assert lost.diverged
    assert "Diverged by step" in lost.reason
    assert np.isfinite(lost.network.parameters).all()
    alone = playground.train(calm.experiment, 200)
    np.testing.assert_allclose(calm.network.parameters, alone.network.parameters, rtol=1e-12)


@pytest.mark.parametrize(
    "override", [{"batch_size": 5}, {"layers[0].units": 3}, {"optimizer": "adam"}, {"features": ("x1",)}]
)
def test_members_of_another_shape_are_refused(override):
    with pytest.raises(ValueError, match="cannot differ in this"):
        playground.train(SMALL, 1, population=[{}, override])


def test_members_need_equally_many_samples():
    with pytest.raises(ValueError, match="the same number of samples to train on, not 20 and 25"):
        playground.train(SMALL, 1, population=[{}, {"data.samples": 50}])


@pytest.mark.parametrize(
    ("preset", "specification", "said"),
    [
        ("eight-clouds", "data.classes=2,4", "need the same number of classes, not 2 and 4"),
        ("circle", "data=circle,spiral,blobs", "need the same number of classes, not 2 and 4"),
        (
            "binary-addition",
            "data.test_bits=20,30",
            "need samples of the same shape to test with, not a sequence of 20 times 2 and a sequence of 30",
        ),
        ("circle", "data=circle,plane", "need the same kind of targets, not classes and values"),
    ],
)
def test_members_need_targets_of_one_kind(preset, specification, said, capsys):
    assert main(["train", preset, "--epochs", "1", "--population", specification]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_product_beyond_all_numbers_is_refused_at_once(capsys):
    many = [word for _ in range(63) for word in ("--population", "seed=0..1")]
    assert main(["train", "circle", *many]) == 2
    assert capsys.readouterr().err == "circle: a population of 9223372036854775808 is above 4096\n"


FLOATS = [
    (kind, each.name)
    for kind, rule in family(Optimizer).items()
    if not rule.whole_batches
    for each in settings(rule)
    if each.type is float
]


@pytest.mark.parametrize(("kind", "name"), FLOATS)
def test_numbers_of_an_optimizer_are_as_exact_as_alone_in_single_precision(kind, name):
    near_one = {"alpha": 0.99999, "beta_1": 0.9999, "beta_2": 0.99999, "momentum": 0.9999, "rho": 0.9999}
    (rule,) = (member for own, member in family(Optimizer).items() if own == kind)
    other = near_one.get(name, 0.9 * float(getattr(rule(), name)) + 0.15 * (name == "grow"))
    experiment = SMALL.changed(precision="float32", optimizer=kind)
    population = [{"seed": 1}, {"seed": 2, f"optimizer.{name}": other}]
    for run in playground.train(experiment, 4, population=population):
        alone = playground.train(run.experiment, 4).network.parameters
        np.testing.assert_allclose(run.network.parameters, alone, rtol=2e-5, atol=1e-6)


def test_nobody_is_no_population():
    with pytest.raises(ValueError, match="at least one member"):
        playground.train(SMALL, 1, population=[])


def test_specifications_multiply():
    found = members(SMALL, ["seed=3..5", "optimizer.learning_rate=0.1,0.2"])
    expected = [(seed, rate) for seed in (3, 4, 5) for rate in (0.1, 0.2)]
    assert [(each.seed, each.optimizer.learning_rate) for each in found] == expected
    assert together(found).optimizer.learning_rate.shape == (6, 1)


@pytest.mark.parametrize(
    "bad",
    ["seed", "seed=", "seed=1..x", "seed=5..2", "seed=0..99999", "sead=1,2", "optimizer.learning_rate=-1,1"],
)
def test_specifications_that_cannot_be_are_refused_in_one_line(bad, capsys):
    assert main(["train", "circle", "--population", bad]) == 2
    error = capsys.readouterr().err
    assert error.startswith("circle: ")
    assert error.count("\n") == 1


def test_the_command_prints_a_row_for_each_and_the_share_that_succeeded(capsys):
    assert main(["train", "two-clouds", "--epochs", "5", "--population", "seed=1..3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["seed=1", "seed=2", "seed=3"]
    assert lines[-1] == "100.0 % of 3 succeeded"


def test_success_of_values_is_explained_variance():
    good, bad = playground.train(
        playground.load("plane"), 20, population=[{}, {"optimizer.learning_rate": 0.0}]
    )
    assert good.succeeded
    assert not bad.succeeded


def test_a_population_writes_no_files(capsys, tmp_path):
    assert main(["train", "circle", "--population", "seed=1,2", "--export", str(tmp_path / "w.npz")]) == 2
    assert "writes no files" in capsys.readouterr().err

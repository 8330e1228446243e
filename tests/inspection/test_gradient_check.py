"""The gradient check of a whole network: its table, its corners and its words."""

from functools import partial

import numpy as np
import pytest
from cases import SICK, large

from playground.data.plane.base import Circle
from playground.data.plane.listed import Listed
from playground.engine.activations.rectified import ReLU
from playground.engine.activations.sigmoidal import Tanh
from playground.engine.gradcheck import compare
from playground.engine.initializers import ConstantInitializer
from playground.engine.layers.dense import Dense
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.inspection import gradient_check
from playground.inspection.gradient_check import CheckCancelled, check
from playground.parts.counts import typeset
from playground.training.training import Training

SMALL = Experiment(data=Circle(samples=40), layers=(Dense(units=3), {"kind": "layer-norm"}))
# Both units get 0.5 * 1 - 0.5 * 1: exactly where ReLU has no slope.
CORNERED = Experiment(
    data=Listed(inputs=((1.0, -1.0),), targets=((1.0,),)),
    layers=(Dense(units=2, activation=ReLU()),),
    output="identity",
    initializer=ConstantInitializer(weight=0.5),
    split={"test": 0.0},
)


def checked(experiment, epochs=0):
    training = Training(experiment)
    for _ in range(epochs):
        training.epoch()
    return check(experiment, training.network)


def slow(experiment):
    """Whether a check of every parameter takes seconds: images and sequences have more of everything."""
    return large(experiment) or (experiment.plane is None and experiment.size > 500)


LARGE = {name for name in presets.shipped() if slow(presets.load(name))}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*presets.shipped()} - LARGE))
def test_every_shipped_preset_passes(name, monkeypatch):
    # Every parameter still, at a fraction of the time.
    experiment = presets.load(name)
    monkeypatch.setattr(gradient_check, "SAMPLES", 60 if experiment.plane else 4)
    epochs = 0 if SICK.get(name) == "divergence" else 5
    found = checked(experiment.changed(epochs=epochs), epochs)
    assert found.passed, found
    assert sum(layer.parameters for layer in found.layers) == experiment.size


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_large_preset_passes_at_some_of_its_parameters(name):
    """All of them would take minutes."""
    experiment = presets.load(name)
    network, train = experiment.network(), experiment.samples["train"]
    network.initialize([experiment.initializer], [np.random.default_rng(experiment.seed)])
    some = np.random.default_rng(0).choice(network.parameters.shape[1], 30, replace=False)
    found = compare(
        network, experiment.loss, experiment.regularizer, train.inputs[:4], train.targets[:4], chosen=some
    )
    assert found.worst < 1e-5


def test_the_table_has_a_row_for_every_layer_with_parameters():
    dropped = SMALL.changed(layers=(*SMALL.layers, {"kind": "dropout"}))
    found = checked(dropped)
    assert [(layer.layer, layer.parameters) for layer in found.layers] == [
        ("01_dense", 9),
        ("02_layer-norm", 6),
        ("04_dense", 4),
    ]
    assert all(layer.at.startswith(f"{layer.layer}/") for layer in found.layers)
    assert found.samples == 20


@pytest.mark.parametrize("experiment", [SMALL, CORNERED, presets.load("circle")])
def test_errors_follow_from_the_numbers_beside_them_and_the_floor_that_is_named(experiment):
    found = checked(experiment, 3)
    compared = [layer for layer in found.layers if layer.at]
    for layer in compared:
        size = max(abs(layer.exact), abs(layer.numeric), layer.floor)
        assert layer.worst == pytest.approx(abs(layer.exact - layer.numeric) / size)
        assert typeset(f"{layer.floor:.1e}") in found.scale
    assert bool(found.scale) == bool(compared)


def test_names_are_those_of_exported_arrays():
    network = Training(SMALL).network
    arrays = network.arrays()
    for name, number in zip(gradient_check.parameter_names(network), network.parameters[0], strict=True):
        array, _, index = name.partition("[")
        assert arrays[array][tuple(map(int, index.rstrip("]").split(",")))] == number


def test_parameters_in_a_corner_are_named_and_not_counted_as_wrong():
    found = checked(CORNERED)
    first, last = found.layers
    assert found.passed
    assert [corner.parameter for corner in first.corners] == [
        "01_dense/weight[0,0]",
        "01_dense/weight[0,1]",
        "01_dense/weight[1,0]",
        "01_dense/weight[1,1]",
        "01_dense/bias[0]",
        "01_dense/bias[1]",
    ]
    assert [corner.what for corner in first.corners[:2]] == [
        "ReLU in unit 1 of layer 1",
        "ReLU in unit 2 of layer 1",
    ]
    assert (first.worst, first.at, last.corners) == (0.0, "", ())
    assert "6 parameters are at a corner" in found.verdict
    assert found.verdict.startswith("Passed: 3 gradients agree")


def test_a_corner_between_two_nudges_is_avoided_by_a_smaller_nudge():
    near = CORNERED.changed(
        data=Listed(inputs=((1.0, -0.999996),), targets=((1.0,),)),
        initializer=ConstantInitializer(weight=1.0),
    )
    found = checked(near.changed(precision="float64"))
    assert found.passed
    assert [len(layer.corners) for layer in found.layers] == [0, 0]


def test_a_corner_of_the_loss_is_named():
    found = checked(CORNERED.changed(layers=(), loss="hinge", data=Listed(
        inputs=((1.0, 1.0),), targets=((1.0,),)
    )))  # fmt: skip
    assert {corner.what for layer in found.layers for corner in layer.corners} == {"Hinge at output 1"}


def test_a_wrong_slope_fails_and_is_named(monkeypatch):
    right = Tanh.backward

    def wrong(self, z, a, da, out):
        return *right(self, z, a, da, out), partial(np.multiply, out, 1.01, out)

    monkeypatch.setattr(Tanh, "backward", wrong)
    found = checked(SMALL.changed(output="identity"))
    assert not found.passed
    assert [layer.failed > 0 for layer in found.layers] == [True, False, False]
    assert found.verdict.startswith("Failed: ")
    assert f"most of all that of {found.layers[0].at}: " in found.verdict
    assert found.layers[0].worst == pytest.approx(0.01, rel=0.1)


def test_numbers_that_are_not_finite_do_not_pass():
    network = Training(SMALL.changed(output="identity")).network
    network.parameters[...] = np.inf
    assert not check(SMALL.changed(output="identity"), network).passed


def test_small_portions_find_the_same_and_report_their_progress(monkeypatch):
    network, reported = Training(SMALL).network, []
    whole = check(SMALL, network)
    monkeypatch.setattr(gradient_check, "ROOM", 1)
    again = check(SMALL, network, lambda done, total: not reported.append((done, total)))
    assert reported == [(done, 19) for done in range(1, 20)]
    for found, expected in zip(again.layers, whole.layers, strict=True):
        assert found.worst == pytest.approx(expected.worst, abs=1e-8)


def test_a_check_can_be_cancelled():
    with pytest.raises(CheckCancelled):
        check(SMALL, Training(SMALL).network, lambda done, total: False)


def test_a_check_leaves_the_network_as_it_is():
    training = Training(SMALL)
    before = training.snapshot()
    check(SMALL, training.network)
    assert np.array_equal(training.network.parameters, before.parameters)
    assert np.array_equal(training.network.state, before.kept)

"""PyTorch scripts that train: optimizers, layers and frozen numbers, to the last digits."""

import numpy as np
import pytest
from cases import every

import playground
from playground.engine.layers.base import Layer
from playground.engine.optimizers.base import Optimizer
from playground.experiment.problems import problems
from playground.export import outgoing
from tests.export.script_runs import PYTORCH, SMALL, suited, trained_by_pytorch


@pytest.fixture(params=PYTORCH)
def path(request, tmp_path):
    return tmp_path / f"w{request.param}"


@every(Optimizer)
def test_optimizers_make_the_same_steps(part, path):
    trained_by_pytorch(suited(SMALL, optimizer=part), path)


@pytest.mark.parametrize("units", [4, 40])
def test_frozen_numbers_stay(path, units):
    layers = ({"kind": "dense", "units": units}, {"kind": "dense", "units": 12})
    trained_by_pytorch(SMALL.changed(layers=layers, frozen=(0, 5, 9), optimizer={"kind": "adamw"}), path)


@every(Layer)
def test_layers_learn_alike(part, path):
    if part.kind in ("dropout", "gaussian-noise") or not type(part).__module__.startswith("playground."):
        pytest.skip("its numbers come from another generator")
    base = {
        "images": playground.load("shapes"),
        "sequences": playground.load("remember-lstm"),
        "symbols": playground.load("reber"),
        "rows": SMALL,
    }
    for experiment in base.values():
        shape = experiment.inputs_shape
        if part.misfit(shape):
            continue
        layers = (part,) if len(part.output(shape)) < 3 else (part, {"kind": "flatten"})
        small = experiment.changed(
            layers=layers, precision="float64", data=experiment.data.changed(samples=40), batch_size=8
        )
        if not problems(small):
            trained_by_pytorch(small, path)
            return
    pytest.fail("no data for it")


@pytest.mark.parametrize(
    "layer",
    [{"kind": kind} for kind in ("gru", "lstm", "recurrent")]
    + [{"kind": "recurrent", "activation": "softplus"}],
    ids=lambda layer: " ".join(layer.values()),
)
def test_gradients_go_back_through_a_few_steps(layer, path):
    layers = (layer | {"truncation": 3, "outputs": "every-step"}, layer | {"truncation": 4})
    data = {"kind": "remember-first", "samples": 20, "steps": 8}
    base = playground.load("remember-lstm").changed(precision="float64")
    trained_by_pytorch(base.changed(layers=layers, data=data, batch_size=8), path)


def test_what_is_said_where_there_are_no_data(path):
    experiment = playground.load("shapes").changed(
        layers=({"kind": "flatten"},), data={"kind": "circle", "samples": 20}
    )
    trained = playground.train(SMALL, epochs=0).trained
    with pytest.raises(ValueError, match="data"):
        outgoing.save(type(trained)(experiment, trained.network), path)
    assert np.isfinite(trained.network.parameters).all()

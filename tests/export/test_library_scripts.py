"""Scripts for PyTorch and Keras: they read as written by hand, and predict what the program predicts."""

import os
import runpy
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layered import agree, answers, networks, rows, shipped
from own_units import own_units
from scripts import well_written

import playground
from playground.data.features import features_of
from playground.data.plane.base import Circle
from playground.engine.activations.base import Activation
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.export import outgoing
from playground.export.code.formats import SCRIPTS
from playground.export.weights import TrainedNetwork

os.environ.setdefault("KERAS_BACKEND", "torch")
pytestmark = [  # what Keras says of itself, and of a softmax over one unit
    pytest.mark.filterwarnings("ignore:__array__ implementation"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
MODULES = {"torch": "torch", "keras": "keras"}
LIBRARY = pytest.mark.parametrize("word", [each.word for each in SCRIPTS if each.word in MODULES])
KINDS = pytest.mark.parametrize("kind", shipped(Layer))
QUICK = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = playground.load("circle").changed(data=Circle(samples=40))


def saved(network, path, experiment=SMALL):
    outgoing.save(TrainedNetwork(experiment.changed(precision=network.parameters.dtype.name), network), path)
    return path


@pytest.fixture
def library(word):
    return pytest.importorskip(MODULES[word])


@LIBRARY
@KINDS
def test_scripts_are_well_written(word, kind, tmp_path):
    written = []

    @QUICK
    @given(data=st.data())
    def every(data):
        network = data.draw(networks(kind, data.draw(st.sampled_from([np.float32, np.float64]))))
        written.append(saved(network, tmp_path / f"w{len(written)}.{word}.py"))

    every()
    assert well_written(tmp_path)


@pytest.mark.parametrize("word", [each.word for each in SCRIPTS])
@pytest.mark.parametrize("name", ["a-name-of-fifty-letters-that-fills-most-of-one-line", "a" * 120, "it's 1"])
def test_a_long_name_lies_in_a_line_of_its_own(name, word, tmp_path):
    playground.train(SMALL, epochs=1).save(tmp_path / f"{name}.train.{word}.py")
    assert well_written(tmp_path)


@LIBRARY
def test_a_long_layer_lies_over_several_lines(word, tmp_path):
    activation = {"kind": "leaky-relu", "slope": 0.123}
    long = {"kind": "recurrent", "units": 128, "bias": False, "outputs": "every-step"}
    layers = (long | {"activation": activation, "truncation": 3}, {"kind": "gru", "truncation": 2})
    data = {"kind": "remember-first", "samples": 20, "steps": 8}
    run = playground.train(playground.load("remember-lstm").changed(layers=layers, data=data), epochs=1)
    run.save(tmp_path / f"w.train.{word}.py")
    assert well_written(tmp_path)


@LIBRARY
@KINDS
def test_scripts_predict_the_same(word, kind, library, tmp_path):
    count = 0

    @QUICK
    @given(data=st.data())
    def every(data):
        nonlocal count
        count += 1
        precision = np.float64 if word == "torch" else np.float32  # Keras multiplies in no other
        network = data.draw(networks(kind, precision))
        names = runpy.run_path(str(saved(network, tmp_path / f"w{count}.{word}.py")))
        names["check"]()
        inputs = rows(network.shapes[0], 1000)
        found = names["predict"](inputs)
        if precision is np.float32:
            agree(network, inputs, found)
        else:
            np.testing.assert_allclose(found, answers(network, inputs), rtol=1e-9, atol=1e-9)

    every()


def test_a_precise_script_leaves_other_code_its_precision(tmp_path):
    """And where there is no PyTorch, it does not ask for such a thing."""
    run = playground.train(SMALL.changed(precision="float64"), epochs=1)
    path = tmp_path / "w.train.torch.py"
    run.save(path)
    assert "set_default_dtype" not in path.read_text(encoding="utf-8")
    torch = pytest.importorskip("torch")
    runpy.run_path(str(path))["check"]()
    assert torch.get_default_dtype() == torch.float32


@LIBRARY
@pytest.mark.parametrize("kind", shipped(Activation))
def test_every_activation_is_the_same_far_out_too(word, kind, library, tmp_path):
    network = Network([Dense(units=3, activation=shipped(Activation)[kind]())], 3)
    network.arrays()["01_dense/weight"][...] = np.eye(3)
    names = runpy.run_path(str(saved(network, tmp_path / f"w.{word}.py")))
    far = np.append(np.linspace(-100.0, 100.0, 300), [0.0, -0.0, 1e4, -1e4, 1e-30, -1e-30])
    inputs = far.astype(np.float32).reshape(-1, 3)
    np.testing.assert_allclose(names["predict"](inputs), network.predict(inputs), rtol=2e-6, atol=2e-6)


@LIBRARY
def test_a_script_makes_the_features_and_knows_another_network(word, library, tmp_path):
    path = tmp_path / f"spiral.{word}.py"
    run = playground.train(playground.load("spiral"), epochs=1)
    run.save(path)
    names = runpy.run_path(str(path), run_name="__main__")
    points = run.experiment.samples["test"].points.inputs
    expected = run.network.predict(run.experiment.samples["test"].inputs)
    np.testing.assert_allclose(names["predict"](points), expected, rtol=1e-5, atol=1e-5)
    text = path.read_text()
    path.write_text(text.replace("check_outputs = ", "check_outputs = 0.01 + "))
    with pytest.raises(SystemExit, match="not the exported network"):
        runpy.run_path(str(path), run_name="__main__")


@LIBRARY
def test_a_script_is_written_where_its_library_is_not(word, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, MODULES[word], None)
    path = tmp_path / f"circle.{word}.py"
    playground.train(SMALL, epochs=1).save(path)
    compile(path.read_text(), str(path), "exec")


@pytest.mark.parametrize("word", [each.word for each in SCRIPTS])
def test_a_person_hands_in_what_they_have_and_is_answered_in_the_unit_of_the_target(word, tmp_path):
    (tmp_path / "code").mkdir()
    for i, (data, layers, raw) in enumerate(own_units(tmp_path)):
        images = data["kind"] == "own-images"
        output, loss = ("softmax", "cross-entropy") if images else ("identity", "mean-squared-error")
        experiment = SMALL.changed(data=data, layers=layers, output=output, loss=loss)
        network = playground.train(experiment, epochs=1).network
        path = saved(network, tmp_path / "code" / f"w{i}.{word}.py", experiment)
        assert well_written(path.parent)
        if word in MODULES:
            pytest.importorskip(MODULES[word])
        names = runpy.run_path(str(path))
        names["check"]()
        points = experiment.points
        seen = points.inputs if points.shape else features_of(experiment.features, points.inputs)
        expected = experiment.targets.in_own_units(network.predict(seen))
        given = dict(zip("ab", raw.T, strict=True)) if data["kind"] == "table" else raw
        np.testing.assert_allclose(names["predict"](given), expected, rtol=1e-5, atol=1e-4)

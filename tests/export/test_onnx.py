"""ONNX: onnxruntime computes what the program computes, and the file comes back."""

import math
import sys

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layered import agree, drawn_part, networks, rows, shipped
from own_units import own_units

import playground
from playground.data.features import Feature, FormulaFeature, features_of
from playground.data.plane.base import Circle
from playground.engine.activations.base import Activation
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.experiment.problems import problems
from playground.export import weights
from playground.export.weights import TrainedNetwork

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = playground.load("circle").changed(data=Circle(samples=40))


def session(network, path, experiment=SMALL):
    """The file of a network in onnxruntime, after ONNX's own checker has seen all of it."""
    weights.save(TrainedNetwork(experiment, network), path)
    onnx.checker.check_model(onnx.load(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@pytest.mark.parametrize("kind", shipped(Layer))
@QUICK
@given(data=st.data())
def test_onnxruntime_predicts_the_same(kind, data, tmp_path):
    network = data.draw(networks(kind))
    model = session(network, tmp_path / "w.onnx")
    (told,) = model.get_inputs()
    assert (told.name, told.shape) == ("inputs", ["batch", *network.shapes[0]])
    extremes = [np.full((2, *network.shapes[0]), size, np.float32) for size in (0.0, 1e-6, 30.0, -30.0)]
    # Together, for of two samples alone our own distance may be nothing.
    inputs = np.concatenate([rows(network.shapes[0], 1000), *extremes])
    agree(network, inputs, model.run(None, {"inputs": inputs})[0])
    back = weights.read(tmp_path / "w.onnx").network
    assert np.array_equal(back.parameters, network.parameters)
    assert np.array_equal(back.state, network.state)


@pytest.mark.parametrize("kind", shipped(Activation))
def test_every_activation_is_the_same_far_out_too(kind, tmp_path):
    rule = shipped(Activation)[kind]()
    network = Network([Dense(units=3, activation=rule)], 3)
    network.arrays()["01_dense/weight"][...] = np.eye(3)
    model = session(network, tmp_path / "w.onnx")
    far = np.linspace(-100.0, 100.0, 3000, dtype=np.float32)
    beyond = np.array([0.0, -0.0, 1e4, -1e4, 1e-30, -1e-30], np.float32)
    (found,) = model.run(None, {"inputs": np.append(far, beyond).reshape(-1, 3)})
    expected = network.predict(np.append(far, beyond).reshape(-1, 3))
    np.testing.assert_allclose(found, expected, rtol=2e-6, atol=2e-6)


@QUICK
@given(data=st.data())
def test_a_person_feeds_samples_and_the_graph_makes_the_features(data, tmp_path):
    members = list(shipped(Feature).values())
    features = [
        drawn_part(data.draw, each) for each in data.draw(st.lists(st.sampled_from(members), min_size=1))
    ]
    features = [each for each in dict.fromkeys(features) if each.needs <= 2] or [FormulaFeature()]
    formulas = ["hypot(x1, x2)", "atan2(x2, x1)", "min(x1, 2) ^ 2 - max(-x2, e)", "exp(x1) / (3 + x2 * x2)"]
    formulas += ["abs(x1) > x2", "floor(tanh(x1)) + sign(x2)", "log(1 + x1^2) * sqrt(abs(x2))", "2 * pi"]
    chosen = [
        FormulaFeature(text=text) for text in data.draw(st.lists(st.sampled_from(formulas), unique=True))
    ]
    experiment = SMALL.changed(features=tuple(dict.fromkeys((*features, *chosen))))
    network = experiment.network()
    network.parameters[...] = np.random.default_rng(1).normal(0.0, 0.3, network.parameters.shape)
    model = session(network, tmp_path / "w.onnx", experiment)
    inputs = np.random.default_rng(2).uniform(-6.0, 6.0, (1000, 2)).astype(np.float32)
    (found,) = model.run(None, {"inputs": inputs})
    expected = network.predict(features_of(experiment.features, inputs.astype(float)))
    np.testing.assert_allclose(found, expected, atol=2e-5)


@pytest.mark.parametrize("columns", [("a",), ("a", "b", "c")])
def test_a_person_feeds_in_the_numbers_of_a_table(columns, tmp_path):
    lines = [f"{100 + 3 * i % 17},{i % 5},{7},{i % 2}" for i in range(40)]
    (tmp_path / "mine.csv").write_text("\n".join(["a,b,c,kind", *lines]))
    data = {"kind": "table", "path": str(tmp_path / "mine.csv"), "columns": columns, "target": "kind"}
    experiment = SMALL.changed(data=data, features=({"kind": "x1"}, {"kind": "x2"}))
    network = playground.train(experiment, epochs=1).network
    model = session(network, tmp_path / "w.onnx", experiment)
    raw = np.array([line.split(",")[: len(columns)] for line in lines], np.float32)
    (found,) = model.run(None, {"inputs": raw})
    expected = network.predict(features_of(experiment.features, experiment.points.inputs))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_person_feeds_in_what_they_have_and_is_answered_in_the_unit_of_the_target(tmp_path):
    for i, (data, layers, raw) in enumerate(own_units(tmp_path)):
        output = "softmax" if data["kind"] == "own-images" else "identity"
        loss = "cross-entropy" if data["kind"] == "own-images" else "mean-squared-error"
        experiment = SMALL.changed(data=data, layers=layers, output=output, loss=loss)
        assert not problems(experiment)
        network = playground.train(experiment, epochs=1).network
        model = session(network, tmp_path / f"w{i}.onnx", experiment)
        (found,) = model.run(None, {"inputs": raw.astype(np.float32)})
        points = experiment.points
        seen = points.inputs if points.shape else features_of(experiment.features, points.inputs)
        expected = experiment.targets.in_own_units(network.predict(seen))
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-5)
        told = {each.key: each.value for each in onnx.load(tmp_path / f"w{i}.onnx").metadata_props}
        assert {"inputs", "outputs"} <= told.keys()
        if data["kind"] != "own-images":
            assert "in the unit of the data" in told["outputs"]
            assert (np.abs(found - points.values) < 4 * points.values.std()).all()
        back = weights.read(tmp_path / f"w{i}.onnx").network
        assert np.array_equal(back.parameters, network.parameters)


def test_a_model_says_what_it_is(tmp_path):
    run = playground.train(playground.load("xor"), epochs=2)
    run.save(tmp_path / "w.onnx")
    model = onnx.load(tmp_path / "w.onnx")
    told = {each.key: each.value for each in model.metadata_props}
    assert (told["seed"], told["epoch"]) == (str(run.experiment.seed), "2")
    assert math.isclose(float(told["test_loss"]), run.figures.test_loss)
    assert model.graph.name == run.experiment.title
    assert (model.opset_import[0].version, model.ir_version) == (17, 8)
    names = [node.name for node in model.graph.node]
    assert names[-4:] == ["02_dense/tanh", "03_dense/sum", "03_dense/tanh", "outputs"]
    assert [each.name for each in model.graph.initializer][:2] == ["01_dense/weight", "01_dense/bias"]


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(ValueError, match=r"w\.onnx: ONNX needs a package .*: pip install"):
        weights.save(TrainedNetwork(SMALL, SMALL.network()), tmp_path / "w.onnx")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", playground.experiment.presets.shipped())
def test_every_shipped_preset_goes_out(name, tmp_path):
    experiment = playground.load(name)
    run = playground.train(experiment, epochs=0)
    model = session(run.network, tmp_path / "w.onnx", experiment)
    points = experiment.points
    if experiment.preparation is not None:
        pytest.skip("what a person feeds in are the columns' own numbers")
    raw = points.inputs.astype(np.float32).reshape(len(points), *model.get_inputs()[0].shape[1:])
    (found,) = model.run(None, {"inputs": raw[:1000]})
    seen = points.inputs if points.shape else features_of(experiment.features, points.inputs)
    agree(run.network, seen[:1000], found)

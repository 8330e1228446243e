"""The script for NumPy: where there is nothing but NumPy it predicts what the program predicts."""

import runpy

import numpy as np
import pytest
from bare import BareInterpreter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layered import agree, drawn_part, networks, rows, shipped
from scripts import well_written

import playground
from playground.data.features import Feature, FormulaFeature, features_of
from playground.data.plane.base import Circle
from playground.engine.activations.base import Activation
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.network import Network
from playground.export import outgoing
from playground.export.weights import TrainedNetwork

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = playground.load("circle").changed(data=Circle(samples=40))


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    interpreter = BareInterpreter(tmp_path_factory.mktemp("bare"))
    yield interpreter
    interpreter.close()


@pytest.mark.parametrize("kind", shipped(Layer))
def test_a_script_predicts_the_same(kind, bare, tmp_path):
    written = []

    @QUICK
    @given(data=st.data())
    def every(data):
        network = data.draw(networks(kind))
        script = tmp_path / f"w{len(written)}.numpy.py"
        written.append(script)
        outgoing.save(TrainedNetwork(SMALL, network), script)
        inputs = rows(network.shapes[0], 1000)
        agree(network, inputs, bare.run(script, inputs)[0])
        far = np.concatenate(
            [np.full((2, *network.shapes[0]), size, np.float32) for size in (0.0, 1e-6, 30.0, -30.0)]
        )
        agree(network, far, bare.run(script, far)[0])

    every()
    assert well_written(tmp_path)


@pytest.mark.parametrize("kind", shipped(Activation))
def test_every_activation_is_the_same_far_out_too(kind, bare, tmp_path):
    rule = shipped(Activation)[kind]()
    network = Network([Dense(units=3, activation=rule)], 3)
    network.arrays()["01_dense/weight"][...] = np.eye(3)
    outgoing.save(TrainedNetwork(SMALL, network), tmp_path / "w.numpy.py")
    far = np.linspace(-100.0, 100.0, 3000, dtype=np.float32)
    beyond = np.array([0.0, -0.0, 1e4, -1e4, 1e-30, -1e-30], np.float32)
    inputs = np.append(far, beyond).reshape(-1, 3)
    found, _ = bare.run(tmp_path / "w.numpy.py", inputs)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, network.predict(inputs), rtol=2e-6, atol=2e-6)


def test_a_person_feeds_samples_and_the_script_makes_the_features(bare, tmp_path):
    members, written = list(shipped(Feature).values()), []
    formulas = ["hypot(x1, x2)", "atan2(x2, x1)", "min(x1, 2) ^ 2 - max(-x2, e)", "exp(x1) / (3 + x2 * x2)"]
    formulas += ["abs(x1) > x2", "floor(tanh(x1)) + sign(x2)", "log(1 + x1^2) * sqrt(abs(x2))", "2 * pi"]
    formulas += [
        "+".join(f"sin({i} * x1 - cos(x2)) ^ 2 / {i}" for i in range(1, 7)),
        "-x1^-2 * 2^-x2 - (1 - 2)",
    ]
    formulas += ["1 / 2^2000 + x1", "((x1 > 0) + (x2 > 0)) ^ (1 + 1) - (x1 - (x2 - x1))"]

    @settings(QUICK, max_examples=40)
    @given(data=st.data())
    def every(data):
        features = [drawn_part(data.draw, each) for each in data.draw(st.lists(st.sampled_from(members)))]
        chosen = data.draw(st.lists(st.sampled_from(formulas), unique=True))
        features = [each for each in features if each.needs <= 2]
        features += [FormulaFeature(text=text) for text in chosen]
        experiment = SMALL.changed(features=tuple(dict.fromkeys(features)) or (FormulaFeature(),))
        network = experiment.network()
        network.parameters[...] = np.random.default_rng(1).normal(0.0, 0.3, network.parameters.shape)
        script = tmp_path / f"w{len(written)}.numpy.py"
        written.append(script)
        outgoing.save(TrainedNetwork(experiment, network), script)
        inputs = np.random.default_rng(2).uniform(-6.0, 6.0, (1000, 2))
        with np.errstate(all="ignore"):
            expected = network.predict(features_of(experiment.features, inputs))
        np.testing.assert_allclose(bare.run(script, inputs)[0], expected, atol=2e-6)

    every()
    assert well_written(tmp_path)


def test_a_script_says_of_itself_whether_it_is_the_same_network(bare, tmp_path):
    script = tmp_path / "xor.numpy.py"
    playground.train(playground.load("xor-gate"), epochs=20).save(script)
    _, said = bare.run(script, name="__main__")
    assert "This is the network that was exported" in said
    text = script.read_text()
    number = text.split("W2 = np.array([[")[1].split("]")[0]
    script.write_text(text.replace(number, str(float(number) + 0.01)))
    with pytest.raises(RuntimeError, match="This is not the exported network: off by"):
        bare.run(script, name="__main__")


@pytest.mark.parametrize("unit", [1e-8, 1e8])
def test_a_script_compares_in_the_unit_of_what_it_predicts(unit, tmp_path):
    heights = unit * np.sin(np.arange(60) / 3)
    (tmp_path / "wave.csv").write_text("\n".join(["height", *map(str, heights)]))
    data = {"kind": "series", "path": str(tmp_path / "wave.csv"), "column": "height", "steps": 5}
    settings = {"layers": ("flatten",), "output": "identity", "loss": "mean-squared-error"}
    playground.train(SMALL.changed(data=data, **settings), epochs=1).save(tmp_path / "w.numpy.py")
    text = (tmp_path / "w.numpy.py").read_text()

    def check(off):
        other = text.replace("check_outputs = ", f"check_outputs = {off * unit} + ")
        (tmp_path / "other.numpy.py").write_text(other)
        runpy.run_path(str(tmp_path / "other.numpy.py"))["check"]()

    check(off=5e-6)
    with pytest.raises(SystemExit, match="not the exported network"):
        check(off=1e-3)


def test_what_is_no_network_is_not_written_as_one(tmp_path):
    network = SMALL.network()
    network.parameters[...] = np.nan
    with pytest.raises(ValueError, match=r"w\.numpy\.py: The weights are no longer finite numbers"):
        outgoing.save(TrainedNetwork(SMALL, network), tmp_path / "w.numpy.py")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("name", playground.experiment.presets.shipped())
def test_every_shipped_preset_goes_out(name, bare, tmp_path):
    experiment = playground.load(name)
    run = playground.train(experiment, epochs=0)
    for ending in (".numpy.py", ".numpy.ipynb"):
        run.save(tmp_path / f"w{ending}")
    bare.run(tmp_path / "w.numpy.py")
    if not (experiment.optimizer.whole_batches or experiment.schedule.observes):
        run.save(tmp_path / "w.train.numpy.py")
        if not playground.train(experiment, epochs=1).diverged:
            bare.train(tmp_path / "w.train.numpy.py", 1)
    assert well_written(tmp_path)


def test_a_script_of_a_text_spells_it(tmp_path):
    """What goes in is written in characters, and so is what comes out."""
    run = playground.train(playground.load("text"), epochs=1)
    run.save(tmp_path / "w.numpy.py")
    code = (tmp_path / "w.numpy.py").read_text(encoding="utf-8")
    assert 'symbols = list("\\n ,.abcdefghijklmnoprstuvwy")' in code
    names = runpy.run_path(str(tmp_path / "w.numpy.py"))
    inputs = run.experiment.samples["train"].inputs[:2].reshape(2, *run.experiment.inputs_shape)
    passages = ["".join(names["symbols"][i] for i in each) for each in inputs.argmax(axis=-1)]
    assert np.array_equal(names["encode"](passages), inputs)
    outputs = names["predict"](inputs)
    found = ["".join(each) for each in names["decide"](outputs)]
    assert [*map(len, found)] == [len(each) for each in passages]
    assert found[0][0] == names["symbols"][outputs[0, 0].argmax()]
    assert well_written(tmp_path)


@pytest.mark.parametrize("name", ["reber", "binary-addition"])
def test_a_script_of_steps_names_what_it_can(name, tmp_path):
    run = playground.train(playground.load(name), epochs=1)
    run.save(tmp_path / "w.numpy.py")
    names = runpy.run_path(str(tmp_path / "w.numpy.py"))
    assert ("encode" in names) == (name == "reber")
    if name == "reber":
        assert names["encode"](["BTX", "BPV"]).shape == (2, 3, 7)
    else:
        found = names["decide"](names["predict"](names["check_inputs"]))
        assert {each for steps in found for each in steps} <= {"0", "1"}
        assert len(found[0]) == names["check_inputs"].shape[1]
    assert well_written(tmp_path)

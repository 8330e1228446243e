"""Data whose targets are the inputs: who asks the targets gets an answer, with no other file touched."""

import json

import numpy as np
import pytest

import playground
from playground.cli.commands import main
from playground.data.targets.values import Inputs
from playground.experiment import presets
from playground.experiment.problems import problems
from playground.export import tables, traces
from playground.inspection.gradient_check import check
from playground.inspection.layer_statistics import Probe
from playground.microscope import Rows, chain, trace
from playground.training.training import Training
from playground.worker.requests.maps import OutputMap, UnitMaps
from playground.worker.requests.outputs import BentGrid, PointOutputs, SampleOutputs
from playground.worker.requests.unit import OneUnit
from tests.looking import answer
from tests.reconstruction import AUTOENCODERS, autoencoder

pytestmark = pytest.mark.usefixtures("made_up_data")
every_one = pytest.mark.parametrize("name", AUTOENCODERS)


@every_one
def test_the_outputs_are_to_be_the_inputs(name):
    experiment = autoencoder(name)
    assert problems(experiment) == []
    assert isinstance(experiment.targets, Inputs)
    assert experiment.network().widths[-1] == len(experiment.features)
    for part in experiment.samples.values():
        assert np.array_equal(part.targets, part.inputs)


@every_one
def test_what_is_for_classes_does_not_fit(name):
    experiment = autoencoder(name, output="softmax", loss="mean-squared-error")
    (problem,) = problems(experiment)
    assert problem.path == "output.kind"
    assert problem.text == f"Softmax is for classes, and {experiment.data.title} has inputs as targets"


@every_one
def test_gradients_are_right(name):
    experiment = autoencoder(name, precision="float64")
    training = Training(experiment)
    training.epoch()
    assert check(experiment, training.network).passed


@every_one
def test_training_learns_to_give_the_inputs_back(name):
    run = playground.train(autoencoder(name))
    assert run.succeeded
    assert run.figures.train_accuracy is None
    for part, metrics in run.metrics.items():
        samples = run.experiment.samples[part]
        error = run.network.predict(samples.inputs) - samples.inputs
        assert metrics.rmse == pytest.approx(np.sqrt((error**2).mean()))
    assert run.findings == ()


@every_one
def test_every_term_of_a_step_is_explained(name):
    experiment = autoencoder(name, precision="float64")
    training = Training(experiment)
    found = trace(experiment, training.snapshot(), Rows((0,)))
    last = len(experiment.layers) + 1
    for address in ("1.weight[0,0]", f"{last}.weight[0,1]", f"{last}.bias[0]"):
        lines = chain(found, address).lines
        assert lines
        for line in lines:
            assert line.left.number == pytest.approx(line.right.number, rel=1e-8, abs=1e-11)


@every_one
def test_what_is_exported_holds_the_inputs_as_targets(name, tmp_path):
    experiment = autoencoder(name)
    tables.save_samples(experiment, tmp_path / "samples.npz")
    saved = np.load(tmp_path / "samples.npz")
    inputs, targets = (saved[f"train_{what}"] for what in ("inputs", "targets"))
    assert targets.shape == (len(experiment.samples["train"]), len(experiment.features))
    assert np.array_equal(inputs, targets)
    traces.save(trace(experiment, Training(experiment).snapshot(), Rows()), tmp_path / "trace.json")
    assert json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))


@every_one
def test_frames_have_what_there_is_and_no_maps_without_a_plane(name):
    experiment = autoencoder(name)
    training = Training(experiment)
    count = sum(map(len, experiment.samples.values()))
    assert answer(training, SampleOutputs()).shape == (count, len(experiment.features))
    flat = experiment.plane is None
    assert (answer(training, OutputMap(5)) is None) == flat
    assert (answer(training, UnitMaps(5)) is None) == flat
    assert (answer(training, PointOutputs(((0.0, 0.0),))) is None) == flat
    assert (answer(training, OneUnit(0, 0)).map is None) == flat
    assert len(answer(training, BentGrid(0, 0, 1))) == count + (0 if flat else 25 * 25)
    assert Probe(training).layer_statistics().explained is not None


@every_one
def test_the_command_line_trains_it(name, tmp_path, capsys):
    presets.save(autoencoder(name), tmp_path / "preset.json")
    words = ["train", str(tmp_path / "preset.json"), "--epochs", "3", "--json"]
    for option, file in (("--export", "weights.npz"), ("--plot", "run.png")):
        words += [option, str(tmp_path / file)]
    assert main(words) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert set(last["metrics"]["train"]) == {"r2", "mae", "rmse", "each"}
    assert (tmp_path / "run.png").stat().st_size > 1000

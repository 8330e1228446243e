"""Weights as files: the same numbers in every format, under the same names."""

import importlib
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors
import safetensors.numpy

import playground
from playground.data.tables.importing import from_file
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export import outgoing, tables, traces, weights
from playground.export.weights import TrainedNetwork
from playground.export.weights.preview import preview
from playground.microscope import trace
from playground.training.training import Training

SHAPES = {
    "01_dense/weight": (2, 4), "01_dense/bias": (4,),
    "02_dense/weight": (4, 2), "02_dense/bias": (2,),
    "03_dense/weight": (2, 1), "03_dense/bias": (1,),
}  # fmt: skip

READERS = {
    ".npz": lambda path: {name: array for name, array in np.load(path).items() if ".json" not in name},
    ".safetensors": safetensors.numpy.load_file,
    ".json": lambda path: {
        name: np.array(rows) for name, rows in json.loads(path.read_text())["arrays"].items()
    },
}


@pytest.fixture(params=["float32", "float64"])
def experiment(request):
    return Experiment(precision=request.param)


@pytest.fixture
def network(experiment):
    return Training(experiment).network


@pytest.mark.parametrize("ending", READERS)
def test_every_digit_of_every_array_is_in_the_file(ending, experiment, network, tmp_path):
    weights.save(TrainedNetwork(experiment, network), tmp_path / f"w{ending}")
    found = READERS[ending](tmp_path / f"w{ending}")
    assert {name: array.shape for name, array in found.items()} == SHAPES
    for name, array in network.arrays().items():
        assert np.array_equal(found[name].astype(experiment.precision), array)
    assert os.listdir(tmp_path) == [f"w{ending}"]


@pytest.mark.parametrize("ending", [".npz", ".safetensors"])
def test_arrays_keep_their_precision(ending, experiment, network, tmp_path):
    weights.save(TrainedNetwork(experiment, network), tmp_path / f"w{ending}")
    for array in READERS[ending](tmp_path / f"w{ending}").values():
        assert array.dtype == experiment.precision
        assert array.flags.c_contiguous


@pytest.mark.parametrize("ending", READERS)
def test_an_ending_in_capitals_means_the_same(ending, experiment, network, tmp_path):
    path = tmp_path / f"W{ending.upper()}"
    weights.save(TrainedNetwork(experiment, network), path)
    assert set(READERS[ending](path)) == set(SHAPES)
    assert os.listdir(tmp_path) == [path.name]


def test_safetensors_carry_the_preset(experiment, network, tmp_path):
    weights.save(TrainedNetwork(experiment, network), tmp_path / "w.safetensors")
    with safetensors.safe_open(tmp_path / "w.safetensors", "numpy") as file:
        assert file.metadata()["preset"] == presets.text(experiment)


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_a_run_that_diverged_is_read_again(ending, tmp_path):
    run = playground.train(playground.load("exploding-through-time"), 1)
    assert run.diverged
    run.save(tmp_path / f"w{ending}")
    found = playground.load_network(tmp_path / f"w{ending}", run.experiment)
    assert found.figures.train_loss is None
    assert np.array_equal(found.network.parameters, run.network.parameters)


def test_of_a_population_the_first_network_is_saved(tmp_path):
    population = Experiment().network(3)
    population.parameters[1:] = 1.0
    weights.save(TrainedNetwork(Experiment(), population), tmp_path / "w.npz")
    assert not any(array.any() for array in READERS[".npz"](tmp_path / "w.npz").values())


@pytest.mark.parametrize("name", ["w.txt", "w", "npz", ".npz"])
def test_another_ending_is_refused(name, tmp_path):
    with pytest.raises(ValueError, match=r"weights are written as \.npz, \.safetensors, "):
        weights.save(TrainedNetwork(Experiment(), Experiment().network()), tmp_path / name)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_a_writer_that_fails_leaves_the_old_file_whole(ending, monkeypatch, tmp_path):
    path = tmp_path / f"w{ending}"
    path.write_bytes(b"old")

    def fail(trained, file):
        file.write(b"ne")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(weights.FORMATS, ending, replace(weights.FORMATS[ending], write=fail))
    with pytest.raises(OSError, match="no space left"):
        weights.save(TrainedNetwork(Experiment(), Experiment().network()), path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [path.name]


def test_no_export_says_in_which_folder_a_table_lies(tmp_path):
    folder = tmp_path / "anna"
    folder.mkdir()
    (folder / "mine.csv").write_text("a,b,kind\n" + "".join(f"{i},{i % 3},{i % 2}\n" for i in range(20)))
    data, _ = from_file(folder / "mine.csv", lambda share: True)
    run = playground.train(Experiment().changed(data=data), epochs=1)
    for ending in weights.FORMATS:
        run.save(tmp_path / f"w{ending}")
    run.save_history(tmp_path / "h.csv")
    tables.save_samples(run.experiment, tmp_path / "s.npz")
    run.save_plot(tmp_path / "p.png")
    run.save_plot(tmp_path / "p.pdf")
    run.save_plot(tmp_path / "p.svg")
    for ending in traces.FORMATS:
        traces.save(trace(run.experiment, run.snapshot), tmp_path / f"t{ending}")
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert len(written) == 7 + len(weights.FORMATS)
    assert not [path.name for path in written if b"anna" in path.read_bytes()]
    with safetensors.safe_open(tmp_path / "w.safetensors", "numpy") as file:
        assert json.loads(file.metadata()["preset"])["data"]["path"] == "mine.csv"


def test_within_an_epoch_too_a_network_says_how_good_it_is(tmp_path):
    training = Training(playground.load("circle").changed(data={"kind": "circle", "samples": 40}))
    training.epoch()
    training.advance(1)
    trained = TrainedNetwork.at(training.experiment, training.snapshot(), training.history.rows)
    assert trained.figures == training.figures()
    weights.save(trained, tmp_path / "w.npz")
    assert weights.read(tmp_path / "w.npz").figures == trained.figures


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_python_reads_a_file_in_the_line_that_the_preview_shows(ending, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = playground.train(playground.load("circle"), epochs=1)
    run.save(f"weights{ending}")
    samples = np.random.default_rng(1).normal(size=(5, 2)).astype(np.float32)
    names = {"np": np, "json": json, "Path": Path, "safetensors": safetensors, "samples": samples}
    if "torch" in ending:
        torch = pytest.importorskip("torch")
        importlib.import_module("safetensors.torch")
        names["model"] = run.to_torch()
        names["model"].apply(lambda each: isinstance(each, torch.nn.Linear) and each.reset_parameters())
    if "onnx" in ending:
        names["onnxruntime"] = importlib.import_module("onnxruntime")
    line = weights.FORMATS[ending].use.format(f"weights{ending}")
    assert line in list(preview(run.trained, ending, f"weights{ending}"))
    exec(line, names)
    expected = run.network.predict(samples)
    if "model" in names:
        outputs = names["model"](torch.from_numpy(samples)).detach().numpy()
    elif "arrays" in names:
        assert np.array_equal(
            np.float32(names["arrays"]["01_dense/bias"]), run.network.arrays()["01_dense/bias"]
        )
        return
    else:
        outputs = names["outputs"]
    np.testing.assert_allclose(outputs, expected, atol=1e-6)


def test_a_preview_says_where_modules_are_that_pytorch_lacks():
    said = "# Not in PyTorch, but in the PyTorch script (.torch.py): EveryStep"
    for name, expected in {"text": [said], "xor": []}.items():
        trained = playground.train(playground.load(name), epochs=0).trained
        shown = outgoing.preview(trained, ".torch.safetensors")
        assert [line for line in shown if line.startswith("#")] == expected

"""What a file of a network says of data that are lost: enough to see it, and to take it elsewhere."""

import json

import numpy as np
import pytest
from lost_data import KINDS, in_files

import playground
from playground.cli.commands import main
from playground.experiment import presets
from playground.experiment.problems import blocking_problems, problems
from playground.export import trained_files, weights
from playground.export.onnx.model import RawInputs
from playground.export.runs import SUFFIX

EPOCHS = 2


@pytest.fixture
def lost(tmp_path):
    """Return a function that trains on data in a file, saves what was trained, and loses the file."""

    def lose(kind, ending):
        path, experiment = KINDS[kind](tmp_path)
        run = playground.train(experiment, epochs=EPOCHS)
        raw = RawInputs.of(experiment, run.network)
        known = experiment.targets, raw, raw.told(experiment), experiment.inputs_shape
        saved = tmp_path / f"w{ending}"
        run.save(saved)
        path.rename(tmp_path / f"moved{path.suffix}")
        return run, known, saved

    return lose


def test_data_of_every_kind_in_a_file_are_lost_here(tmp_path):
    kinds = set()
    for name, written in KINDS.items():
        folder = tmp_path / name
        folder.mkdir()
        _, experiment = written(folder)
        assert not problems(experiment)
        kinds.add(experiment.data.kind)
    assert kinds == in_files()


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
@pytest.mark.parametrize("kind", KINDS)
def test_a_network_without_its_data_is_the_same(lost, kind, ending):
    run, (targets, raw, told, shape), saved = lost(kind, ending)
    with pytest.raises(presets.LostData):
        trained_files.read(saved)
    found = trained_files.without_data(saved, playground.load("circle"))
    bare, network = found.experiment, found.experiment.network()
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)
    assert bare.data.absent
    assert not blocking_problems(bare)
    assert [each.path for each in problems(bare)] == ["data.path"]
    assert (len(bare.points), bare.inputs_shape, bare.targets) == (0, shape, targets)
    again = RawInputs.of(bare, network)
    assert (again.shape, again.inputs, again.scale) == (raw.shape, raw.inputs, raw.scale)
    assert again.answers == raw.answers
    assert again.told(bare) == told


@pytest.mark.parametrize("ending", [SUFFIX, *weights.FORMATS])
def test_python_and_the_command_line_need_no_data_for_a_network(lost, tmp_path, monkeypatch, capsys, ending):
    run, _, saved = lost("two columns", ending)
    monkeypatch.chdir(tmp_path)
    found = playground.load_network(saved)
    assert np.array_equal(found.network.parameters, run.network.parameters)
    table = {"x": [1.0, 2.0], "y": [3.0, 0.0]}
    here = found.predict_table(table)
    (tmp_path / "moved.csv").rename(tmp_path / "mine.csv")
    there = run.predict(table)
    (tmp_path / "mine.csv").rename(tmp_path / "moved.csv")
    assert there.keys() == here.keys()
    assert all(np.array_equal(there[name], here[name]) for name in there)
    assert main(["info", saved.name]) == 0
    said = capsys.readouterr().out
    assert "mine.csv is not there" in said
    assert main(["predict", saved.name, "moved.csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 61


@pytest.mark.parametrize("ending", weights.FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_saved_without_data_opens_so_again(lost, tmp_path, kind, ending):
    run, (targets, *_), saved = lost(kind, ending)
    here = playground.load("circle")
    bare = trained_files.without_data(saved, here)
    again = tmp_path / f"again{ending}"
    weights.save(weights.TrainedNetwork.at(bare.experiment, bare.snapshots[-1], bare.rows), again)
    found = trained_files.without_data(again, here)
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)
    assert found.experiment == bare.experiment
    assert found.experiment.targets == targets


def test_what_earlier_versions_said_of_a_table_is_understood(lost):
    run, _, saved = lost("two columns", ".json")
    plain = json.loads(saved.read_text())
    plain["table"] = plain.pop("data")
    saved.write_text(json.dumps(plain))
    found = trained_files.without_data(saved, playground.load("circle"))
    assert np.array_equal(found.snapshots[-1].parameters, run.network.parameters)


@pytest.mark.parametrize("kind", KINDS)
def test_an_outline_that_is_wrong_is_refused(lost, kind):
    _, _, saved = lost(kind, ".json")
    plain = json.loads(saved.read_text())
    known = plain["data"]
    elsewhere = {**known, "every_step": not known.get("every_step", False)}
    others = ({}, [], "x", 5, {**known, "classes": ["a"]}, elsewhere)
    for other in others[:5] if "given back" in kind else others:
        saved.write_text(json.dumps({**plain, "data": other}))
        with pytest.raises(weights.BadWeights, match="does not say rightly what its data are like"):
            weights.read(saved)

"""Files of weights and runs from the command line: what is in them, and going on from there."""

import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
import safetensors.numpy
from cases import main
from foreign import from_pytorch

import playground
from playground.experiment import presets
from playground.export import runs, trained_files, weights
from playground.export.runs import SavedRun
from playground.export.sharing.setup_text import setup_text
from playground.training.marks import Mark
from playground.training.training import Training

QUICK = ["--set", "data.samples=40", "--quiet"]


@pytest.mark.parametrize("ending", weights.FORMATS)
def test_training_goes_on_from_every_format(ending, capsys):
    assert main(["train", "circle", "--epochs", "2", "--export", f"a{ending}", *QUICK]) == 0
    assert main(["train", "--resume", f"a{ending}", "--epochs", "5", "--history", "h.csv", "--quiet"]) == 0
    with open("h.csv", encoding="utf-8") as file:
        assert [row.split(",")[0] for row in file.read().splitlines()[1:]] == ["2", "3", "4", "5"]
    assert main(["train", "--resume", f"a{ending}", "--epochs", "2"]) == 2
    assert "has reached epoch 2 already" in capsys.readouterr().err
    assert main(["train", "--resume", f"a{ending}", "--set", "layers[0].units=7"]) == 2
    assert "another network" in capsys.readouterr().err
    assert main(["info", f"a{ending}", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["epoch"], found["inputs"], found["parameters"]) == (2, [2], 25)
    assert found["layers"][0]["arrays"] == {"weight": [2, 4], "bias": [4]}


def test_a_run_goes_on_exactly_as_it_would_have(capsys):
    experiment = playground.load("circle").changed(data={"kind": "circle", "samples": 40}, epochs=6)
    training = Training(experiment)
    for _ in range(3):
        training.epoch()
    runs.save(SavedRun(experiment, tuple(training.history.rows), 1, (training.snapshot(),)), "a.run")
    assert main(["info", "a.run"]) == 0
    assert "epoch 3" in capsys.readouterr().out
    assert main(["train", "--resume", "a.run", "--export", "b.npz", "--quiet"]) == 0
    whole = playground.train(experiment).network
    assert np.array_equal(playground.load_network("b.npz").network.parameters, whole.parameters)


def test_plain_weights_need_a_preset_that_they_fit(capsys):
    arrays = [np.ones((4, 2)), np.ones(4), np.ones((2, 4)), np.ones(2), np.ones((1, 2)), np.ones(1)]
    np.savez("theirs.npz", **{f"{i // 2}.{'bias' if i % 2 else 'weight'}": a for i, a in enumerate(arrays)})
    assert main(["info", "theirs.npz"]) == 2
    assert "name a preset, too" in capsys.readouterr().err
    assert main(["info", "theirs.npz", "--preset", "circle"]) == 0
    assert main(["train", "circle", "--resume", "theirs.npz", "--epochs", "1", *QUICK]) == 0
    assert main(["train", "spiral", "--resume", "theirs.npz", "--epochs", "1", *QUICK]) == 2
    assert "the network needs" in capsys.readouterr().err


def test_info_takes_every_kind_of_file(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("a,kind\n1,x\n,y\n3,x\n")
    (tmp_path / "setup.txt").write_text(f"{setup_text(playground.load('xor'))}\n")
    (tmp_path / "link.txt").write_text("https://playground.tensorflow.org/#dataset=gauss\n")
    presets.save(playground.load("moons"), "p.json")
    expected = {"setup.txt": ("setup", "XOR"), "p.json": ("preset", "Moons"), "link.txt": ("setup", None)}
    for name, (format, title) in expected.items():
        assert main(["info", name, "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["format"], found["inputs"], found["problems"]) == (format, [2], [])
        assert title in (None, found["title"])
    assert main(["info", "t.csv", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["rows"]) == ("table", 3)
    assert [(column["name"], column["gaps"]) for column in found["columns"]] == [("a", 1), ("kind", 0)]
    for name in ("t.csv", *expected):
        assert main(["info", name]) == 0
        assert capsys.readouterr().out.startswith(f"{name}: ")


def test_a_shipped_preset_is_not_said_to_have_bytes(capsys):
    assert main(["info", "spiral"]) == 0
    assert capsys.readouterr().out.startswith("spiral: preset\n")


def test_a_setup_in_a_file_is_trained_and_told_of(capsys, tmp_path):
    (tmp_path / "setup.txt").write_text(setup_text(playground.load("xor")))
    assert main(["train", "setup.txt", "--epochs", "1", "--export", "w.npz", *QUICK]) == 0
    assert playground.load_network("w.npz").experiment.data.kind == "xor"


@pytest.mark.parametrize("ending", [".npz", ".safetensors"])
def test_training_goes_on_from_the_weights_of_another_program(ending, tmp_path, capsys):
    arrays, path = from_pytorch(playground.load("circle").network()), tmp_path / f"theirs{ending}"
    np.savez(path, **arrays) if ending == ".npz" else safetensors.numpy.save_file(arrays, path)
    told = ["train", "circle", "--resume", str(path), "--epochs", "1", "--export", str(tmp_path / "w.npz")]
    assert main([*told, "--set", "optimizer.learning_rate=0", *QUICK]) == 0
    assert np.array_equal(np.load(tmp_path / "w.npz")["01_dense/weight"], arrays["0.weight"].T)
    assert main(["train", "spiral", "--resume", str(path), "--epochs", "1"]) == 2
    (line,) = capsys.readouterr().err.splitlines()[-1:]
    assert "it is from another program, and its weights do not fit: " in line


@pytest.mark.parametrize(
    "words", [["info", "gone.npz"], ["info", "gone.run"], ["train", "--resume", "gone.onnx"]]
)
def test_a_file_that_is_not_there_is_said_in_one_line(words, capsys):
    assert main(words) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"{words[-1]}: no such file or directory"


def test_folds_do_not_go_on_with_a_run(capsys, tmp_path):
    path = str(tmp_path / "run.npz")
    assert main(["train", "xor", "--epochs", "2", "--quiet", "--export", path]) == 0
    assert main(["train", "--resume", path, "--epochs", "4", "--folds", "3"]) == 2
    assert "--folds: begin afresh, and do not go with --resume" in capsys.readouterr().err


@pytest.mark.parametrize("ending", trained_files.ENDINGS)
def test_weights_go_on_with_a_table_that_is_somewhere_else(ending, capsys, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "t.csv").write_text("a,b,kind\n" + "1,2,x\n3,1,y\n2,5,x\n4,0,y\n" * 5)
    path = f"there/w{ending}"
    if ending == runs.SUFFIX:
        playground.train(playground.from_table("t.csv").changed(epochs=2)).save(path)
    else:
        assert main(["train", "t.csv", "--epochs", "2", "--quiet", "--export", path]) == 0
    (tmp_path / "t.csv").rename(tmp_path / "moved.csv")
    told = ["train", "--resume", path, "--epochs", "4", "--quiet"]
    assert main(told) == 2
    said = capsys.readouterr().err
    assert f"w{ending}: its data are in " in said
    assert said.endswith("t.csv, which is not there\n--data says where they are now\n")
    assert main([*told, "--data", "moved.csv"]) == 0
    assert main([told[0], "moved.csv", *told[1:]]) == 0
    (tmp_path / "moved.csv").write_text("a,b,kind\n1,2,x\n2,2,y\n")
    assert main([*told, "--data", "moved.csv"]) == 2
    assert "has changed since it was imported" in capsys.readouterr().err


def test_weights_of_other_data_go_on_with_no_table(capsys, tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,2\n3,4\n")
    assert main(["train", "xor", "--epochs", "2", "--quiet", "--export", "w.npz"]) == 0
    assert main(["train", "--resume", "w.npz", "--data", "t.csv", "--epochs", "4"]) == 2
    assert "w.npz: its data are no file" in capsys.readouterr().err


def test_a_whole_run_is_written_and_goes_on_exactly_as_it_would_have():
    short = ["train", "circle", "--epochs", "3"]
    assert main([*short, "--export", "a.run", *QUICK]) == 0
    assert len(runs.read("a.run").snapshots) == 4
    assert main(["train", "--resume", "a.run", "--epochs", "6", "--export", "b.npz", "--quiet"]) == 0
    assert main(["train", "circle", "--epochs", "6", "--export", "c.npz", *QUICK]) == 0
    assert np.array_equal(np.load("b.npz")["01_dense/weight"], np.load("c.npz")["01_dense/weight"])


def test_a_run_that_goes_on_keeps_what_was_kept_of_it(tmp_path):
    assert main(["train", "circle", "--epochs", "3", "--export", "a.run", *QUICK]) == 0
    noted, seen = (Mark(2, "batch size"),), ((3, ()),)
    begun = replace(runs.read("a.run"), marks=noted)
    runs.save(begun, "a.run")
    assert main(["train", "--resume", "a.run", "--epochs", "5", "--export", "b.run", "--quiet"]) == 0
    further = runs.read("b.run")
    assert [snapshot.epochs for snapshot in further.snapshots] == [0, 1, 2, 3, 4, 5]
    assert [row.epoch for row in further.rows] == [0, 1, 2, 3, 4, 5]
    assert further.marks == noted
    assert np.array_equal(further.snapshots[1].parameters, begun.snapshots[1].parameters)
    run = playground.library.go_on(replace(further, layers=seen), epochs=9)
    assert run.saved.layers == seen
    assert [snapshot.epochs for snapshot in run.saved.snapshots] == [0, 1, 2, 3, 4, 5, 9]
    run = playground.library.go_on(further, epochs=400, keep=4)
    assert [snapshot.epochs for snapshot in run.saved.snapshots] == [0, 128, 256, 384, 400]


def test_a_film_of_a_run_that_goes_on_shows_it_from_its_beginning():
    assert main(["train", "circle", "--epochs", "3", "--export", "a.run", *QUICK]) == 0
    told = ["train", "--resume", "a.run", "--epochs", "5", "--quiet", "--film", "f.zip"]
    assert main([*told, "--film-epochs", "1..2"]) == 0
    assert len(zipfile.ZipFile("f.zip").namelist()) == 2


@pytest.mark.parametrize("ending", [".run", ".npz"])
def test_a_trained_network_is_written_in_other_formats(ending, capsys):
    assert main(["train", "circle", "--epochs", "2", "--export", f"a{ending}", *QUICK]) == 0
    assert main(["export", f"a{ending}", "b.json", "b.numpy.py", "b.train.numpy.py"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "wrote b.json",
        "wrote b.numpy.py",
        "wrote b.train.numpy.py",
    ]
    inputs = [[0.3, -1.0]]
    before, after = (playground.load_network(name).predict(inputs) for name in (f"a{ending}", "b.json"))
    assert np.array_equal(before, after)
    assert main(["export", f"a{ending}", "b.pkl"]) == 2
    assert "b.pkl: weights are written as .npz" in capsys.readouterr().err


def test_code_that_trains_is_not_written_without_data(capsys, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("u,k\n" + "".join(f"{i},{'ab'[i % 2]}\n" for i in range(20)))
    assert main(["train", str(path), "--epochs", "1", "--export", "t.npz", "--quiet"]) == 0
    path.unlink()
    assert main(["export", "t.npz", "t.numpy.py"]) == 0
    assert main(["export", "t.npz", "t.train.numpy.py"]) == 2
    assert "data are not there" in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".run", ".npz", ".json"])
def test_a_trained_network_is_asked_what_a_preset_is(ending, capsys):
    name = f"a{ending}"
    assert main(["train", "circle", "--epochs", "2", "--export", name, *QUICK]) == 0
    assert main(["trace", name]) == 0
    assert capsys.readouterr().out.startswith("Step 5 in epoch 3")
    assert main(["trace", name, "--epochs", "1", "--steps", "1"]) == 0
    assert capsys.readouterr().out.startswith("Step 8 in epoch 4")
    assert main(["gradcheck", name]) == 0
    assert "Passed: 25 gradients agree" in capsys.readouterr().out
    assert main(["share", name]) == 0
    assert capsys.readouterr().out.startswith(setup_text(playground.load_network(name).experiment))
    assert main(["train", name]) == 2
    assert "is trained already; go on with --resume" in capsys.readouterr().err
    assert main(["check", name]) == 2
    assert capsys.readouterr().err == f"{name}: is a trained network and no preset; info says what is in it\n"


def test_nothing_can_be_set_of_what_is_reported_as_it_is(capsys):
    assert main(["train", "circle", "--epochs", "2", "--export", "a.npz", *QUICK]) == 0
    assert main(["report", "a.npz", "--epochs", "5"]) == 2
    assert "is trained already" in capsys.readouterr().err

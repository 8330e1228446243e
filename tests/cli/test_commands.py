"""The command line: exit codes, files, and errors of one line."""

import json
import os

import numpy as np
import pytest
import safetensors.numpy
from disks import full_disk

from playground.cli import display
from playground.cli.commands import main
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.export import weights
from playground.export.kinds import FOREIGN_WEIGHTS

QUICK = ["--set", "data.samples=50", "--quiet"]


def exits(code, *words):
    """Whether the arguments themselves are refused."""
    with pytest.raises(SystemExit) as caught:
        main([*words])
    return caught.value.code == code


def test_no_epochs_export_the_initial_weights():
    assert main(["train", "circle", "--epochs", "0", "--export", "a.npz", *QUICK]) == 0
    assert main(["train", "circle", "--epochs", "0", "--export", "b.npz", "--seed", "2", *QUICK]) == 0
    first, second = np.load("a.npz"), np.load("b.npz")
    assert np.abs(first["01_dense/weight"]).max() <= 0.5
    assert set(first["01_dense/bias"]) == {np.float32(0.1)}
    assert not np.array_equal(first["01_dense/weight"], second["01_dense/weight"])


def test_three_formats_hold_the_same_weights():
    words = [word for ending in ("npz", "safetensors", "json") for word in ("--export", f"w.{ending}")]
    assert main(["train", "circle", "--epochs", "2", *words, *QUICK]) == 0
    npz, tensors = np.load("w.npz"), safetensors.numpy.load_file("w.safetensors")
    with open("w.json", encoding="utf-8") as file:
        lists = json.load(file)["arrays"]
    assert npz["01_dense/weight"].shape == (2, 4)
    assert set(npz) == {*tensors, "preset.json", "network.json", "figures.json"}
    assert set(tensors) == set(lists)
    for name in tensors:
        array = npz[name]
        assert np.array_equal(array, tensors[name])
        assert np.array_equal(array, np.array(lists[name], np.float32))


def test_history_samples_and_pictures_are_written(here):
    words = ["--history", "h.csv", "--save-data", "s.npz", "--plot", "loss.png", "--plot", "all.svg"]
    assert main(["train", "circle", "--epochs", "2", *words, *QUICK]) == 0
    assert sorted(os.listdir(here)) == ["all.svg", "h.csv", "loss.png", "s.npz"]
    header, *rows = (here / "h.csv").read_text(encoding="utf-8").splitlines()
    assert header == ",".join(Figures.names())
    assert [row.split(",")[0] for row in rows] == ["0", "1", "2"]
    assert np.load("s.npz")["train_inputs"].shape == (25, 2)


def test_settings_are_replaced_from_left_to_right():
    words = ["--set", "layers=[]", "--set", "optimizer=adam", "--set", "optimizer.learning_rate=0.5"]
    assert main(["train", "circle", "--epochs", "1", *words, "--export", "w.safetensors", *QUICK]) == 0
    with safetensors.safe_open("w.safetensors", "numpy") as file:
        saved = json.loads(file.metadata()["preset"])
    assert saved["layers"] == []
    assert (saved["optimizer"]["kind"], saved["optimizer"]["learning_rate"]) == ("adam", 0.5)
    assert (saved["epochs"], saved["data"]["samples"]) == (1, 50)


def test_json_is_all_that_stands_on_standard_output(capsys):
    assert main(["train", "xor-gate", "--epochs", "3", "--json"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["epoch"] for row in rows] == [1, 2, 3, 3]
    assert rows[-1]["reason"] == "Reached epoch 3"
    assert err == ""


def test_a_file_serves_as_well_as_a_name(capsys):
    presets.save(Experiment(title="Mine"), "mine.json")
    assert main(["train", "mine.json", "--epochs", "1"]) == 0
    assert capsys.readouterr().out.startswith("Reached epoch 1: train loss ")


def test_a_run_that_diverges_exits_with_1(capsys):
    assert main(["train", "too-high-a-rate", "--json"]) == 1
    assert "Diverged at step " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("nothing", "nothing: no preset or file has this name; presets: "),
        ("missing.json", "missing.json: no such file or directory"),
        ("circle --set seed", 'circle: "seed" is not PATH=VALUE'),
        ("circle --set layers[0].unit=3", 'circle: layers[0].unit: no such setting; did you mean "units"?'),
        ("circle --set layers[7].units=3", "circle: layers[7].units: [7] is past the end of a list of 2"),
        ("circle --epochs -1", "circle: epochs: -1 is below 0"),
        ("circle --seed -1", "circle: seed: -1 is below 0"),
        (
            "circle --set loss=cross-entropy",
            "circle: output.kind: the cross-entropy loss needs Softmax, not Tanh",
        ),
        ("circle --export w.txt", "circle: w.txt: weights are written as .npz, .safetensors, "),
        ("circle --plot w.gif", "circle: w.gif: pictures are written as .png, .svg, .pdf"),
        ("circle --film w.avi", "circle: w.avi: films are written as .gif, .mp4, .zip"),
        ("circle --history no/h.csv", "circle: no/h.csv: there is no folder no"),
        ("circle --history h.xlsx", "circle: h.xlsx: the history is written as .csv, .jsonl"),
        ("circle --save-data s.csv", "circle: s.csv: samples are written as .npz"),
        ("circle --export w.npz --save-data ./w.npz", "circle: w.npz: given twice"),
        ("circle --export .", "circle: .: weights are written as"),
        ("circle --history=", "circle: .: the history is written as .csv, .jsonl"),
        ("circle --set seed=1 --set seed=2", "circle: seed: given twice"),
        ("circle --set seed=1 --seed 2", "circle: seed: given twice"),
        ("circle --set epochs=1 --epochs 1", "circle: epochs: given twice"),
        ("circle --set data.kind=spiral --set data=blobs", "circle: data: given twice"),
        (
            'circle --set data.noise=0.2 --set data={"kind":"spiral"}',
            "circle: data.noise: is undone by data, which comes after it",
        ),
        (
            "circle --set layers[1].units=3 --set layers=[]",
            "circle: layers[1].units: is undone by layers, which comes after it",
        ),
        ("circle --population seed=0..1 --population seed=0..1", "circle: seed: given twice"),
        ("circle --population seed=1,2,1", 'circle: seed: "1" is given twice'),
        ("circle --seed 1 --population seed=0..3", "circle: seed: given twice"),
        ("circle --population epochs=1,2", "circle: epochs: the members of a population cannot differ"),
    ],
)
def test_what_cannot_be_trained_is_refused_in_one_line_before_training(words, line, capsys):
    assert main(["train", *words.split()]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(line)
    assert err.count("\n") == 1


def test_a_mistyped_command_alone_may_be_a_preset_and_both_are_said(capsys):
    assert main(["trian"]) == 2
    assert capsys.readouterr().err.splitlines()[1:] == ['did you mean the command "train"?']
    assert main(["nothing"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_preset_in_the_place_of_a_network_is_said_to_have_none(capsys):
    for words in (["export", "spiral", "w.onnx"], ["predict", "spiral", "new.csv"]):
        assert main(words) == 2
        said = (
            "spiral: is a preset without weights; train it first: playground train spiral --export spiral.npz"
        )
        assert capsys.readouterr().err == f"{said}\n"


@pytest.mark.parametrize(
    ("name", "meant"), [("spira", "spiral"), ("Circle", "circle"), ("xor_gate", "xor-gate")]
)
def test_a_mistyped_preset_is_told_from_one_that_is_like_it(name, meant, capsys):
    assert main(["train", name]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f'{name}: no preset or file has this name; did you mean "{meant}"?')
    assert len(error) < 250


@pytest.mark.parametrize("ending", [".npz", ".csv", ".tsv", ".txt"])
def test_a_table_in_the_place_of_a_preset_is_called_one(ending, here, capsys):
    name = f"table{ending}"
    if ending == ".npz":
        np.savez(name, a=np.arange(3.0), b=np.arange(3.0))
    else:
        (here / name).write_text("a\tb\n1\t2\n3\t4\n")
    assert main(["check", name]) == 2
    assert capsys.readouterr().err == (
        f"{name}: is a table, not a preset: playground train {name} learns from it\n"
    )
    assert main(["train", name, "--epochs", "1", "--quiet"]) == 0


def test_weights_that_only_other_programs_read_are_refused_in_words(here, capsys):
    for ending in FOREIGN_WEIGHTS:
        (here / f"w{ending}").write_bytes(b"\x80\x02N.")
        assert main(["info", f"w{ending}"]) == 2
        assert capsys.readouterr().err == f"w{ending}: weights are read from {', '.join(weights.FORMATS)}\n"


def test_weights_in_the_place_of_a_preset_are_no_table(here, capsys):
    assert main(["train", "circle", "--epochs", "0", "--export", "w.npz", "--quiet"]) == 0
    assert main(["train", "w.npz"]) == 2
    assert "is a table" not in capsys.readouterr().err


def test_all_that_is_wrong_is_said_at_once(capsys):
    words = ["--set", "seed=x", "--set", "sede=1", "--export", "w.txt", "--save-data", "no/s.npz"]
    assert main(["train", "circle", *words]) == 2
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == [
        "seed", "sede", "w.txt", "no/s.npz"
    ]  # fmt: skip


def test_what_could_not_take_its_place_is_said_before_training(here, monkeypatch, capsys):
    (here / "w.npz").mkdir()
    assert main(["train", "circle", "--export", "w.npz", *QUICK]) == 2
    assert capsys.readouterr().err == "circle: w.npz: is a folder\n"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert main(["train", "circle", "--export", "v.npz", *QUICK]) == 2
    assert capsys.readouterr().err == "circle: v.npz: nothing can be written to the folder .\n"
    assert os.listdir(here) == ["w.npz"]


def test_a_name_that_no_file_can_have_is_said_before_training(here, capsys):
    long = f"{'w' * 300}.npz"
    assert main(["train", "circle", "--export", long, *QUICK]) == 2
    assert capsys.readouterr().err == f"circle: {'w' * 60}...{'w' * 76}.npz: file name too long\n"
    assert os.listdir(here) == []


@pytest.mark.parametrize("name", ["w.safetensors", "w.npz", "w.json", "w.png"])
def test_a_file_that_cannot_be_written_exits_with_1_and_its_name_and_costs_no_other(name, here, capsys):
    (here / name).write_bytes(b"old")
    words = ["--plot" if name.endswith("png") else "--export", name, "--history", "h.csv"]
    with full_disk(300):
        assert main(["train", "circle", "--epochs", "0", *words, *QUICK]) == 1
    assert capsys.readouterr().err == f"{name}: file too large\n"
    assert sorted(os.listdir(here)) == ["h.csv", name]
    assert (here / name).read_bytes() == b"old"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (PermissionError(13, "Permission denied", "w.npz"), "w.npz: permission denied\n"),
        (OSError(28, "No space left on device"), "w.npz: no space left on device\n"),
        (OSError("something odd"), "w.npz: something odd\n"),
    ],
)
def test_any_trouble_with_files_is_one_line(error, line, monkeypatch, capsys):
    def fail(run, path, same_batches):
        raise error

    monkeypatch.setattr("playground.library.Run.save", fail)
    assert main(["train", "circle", "--epochs", "0", "--export", "w.npz", *QUICK]) == 1
    assert capsys.readouterr().err == line


def test_epochs_must_be_a_number(capsys):
    assert exits(2, "train", "circle", "--epochs", "many")
    err = capsys.readouterr().err
    assert '"many" is not a whole number' in err
    assert err.count("\n") == 1


def test_a_mistyped_command_is_told_from_a_preset(capsys):
    assert main(["trian", "circle"]) == 2
    assert capsys.readouterr().err == 'no command is called "trian"; did you mean "train"?\n'


def test_the_version_can_be_asked_for(capsys):
    assert exits(0, "--version")
    assert capsys.readouterr().out.startswith("playground ")


def test_json_and_quiet_exclude_each_other(capsys):
    assert exits(2, "train", "circle", "--json", "--quiet")
    assert "not allowed with" in capsys.readouterr().err


def test_a_value_nested_too_deeply_is_refused_in_one_line(capsys):
    assert main(["train", "circle", "--set", f"title={'[' * 5000}", *QUICK]) == 2
    assert capsys.readouterr().err == "circle: title: longer than 200 characters\n"


def test_a_file_that_is_all_wrong_is_not_said_in_thousands_of_lines(here, capsys):
    (here / "bad.json").write_text(json.dumps({"format": 1} | {f"a{i}": 1 for i in range(90)}))
    assert main(["check", "bad.json"]) == 2
    *_, last = lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert last == "bad.json: and 70 more"


def test_help_names_every_command(capsys):
    assert exits(0, "--help")
    out = capsys.readouterr().out
    for command in ("train", "presets", "parts", "check", "schema"):
        assert command in out


def test_without_a_display_everything_is_left_in_a_folder(here, monkeypatch, capsys):
    monkeypatch.setattr(display, "missing", lambda: "There is no display.")
    presets.save(Experiment(data={"kind": "circle", "samples": 50}, epochs=3), "mine.json")
    assert main(["mine.json"]) == 0
    assert capsys.readouterr().err.startswith("There is no display.\n")
    left = here / "playground-mine"
    assert sorted(os.listdir(left)) == ["boundary.png", "history.csv", "loss.png", "weights.npz"]


def test_a_qt_that_crashes_is_not_started(monkeypatch, capsys):
    monkeypatch.setattr(display, "broken", lambda: "Qt is broken.")
    assert main([]) == 1
    assert capsys.readouterr().err == "Qt is broken.\n"


def test_a_preset_that_cannot_be_read_opens_no_window(capsys):
    assert main(["nothing"]) == 2
    assert capsys.readouterr().err.startswith("nothing: no preset or file")


def test_what_takes_the_place_of_a_file_is_said(here, capsys):
    words = ["train", "circle", "--epochs", "0", "--set", "data.samples=50", "--export", "w.npz"]
    for done in ("wrote", "replaced"):
        assert main([*words, "--plot", "loss.png"]) == 0
        assert capsys.readouterr().out.splitlines()[1:] == [f"{done} w.npz", f"{done} loss.png"]
    (here / "t.csv").write_text("old")
    assert main(["trace", "circle", "--csv", "t.csv", "--json", "t.json"]) == 0
    assert capsys.readouterr().err == "wrote t.json\nreplaced t.csv\n"


def test_of_two_traces_the_one_that_can_be_written_is(here, capsys):
    words = ["trace", "circle", "--json", "t.json", "--csv", "t.csv"]
    assert main(words) == 0
    small, large = sorted(("t.json", "t.csv"), key=os.path.getsize)
    capsys.readouterr()
    with full_disk(os.path.getsize(small)):
        assert main(words) == 1
    said = {small: f"replaced {small}", large: f"{large}: file too large"}
    assert capsys.readouterr().err.splitlines() == [said["t.json"], said["t.csv"]]

"""Training in the terminal: what is said, what is written, and how it ends."""

import json
import os
import signal

import numpy as np
import pytest

from playground.cli import terminal
from playground.cli.terminal import Voice
from playground.cli.wanted_files import WantedFiles
from playground.data.plane.base import Circle
from playground.engine.optimizers.sgd import SGD
from playground.experiment.experiment import Experiment
from playground.training.training import Training

SMALL = Experiment(title="Small", data=Circle(samples=50), epochs=6)
WILD = SMALL.changed(output="identity", layers=(), optimizer=SGD(learning_rate=30.0), epochs=500)


@pytest.fixture
def interrupted(monkeypatch):
    """Press Ctrl-C in the third epoch."""
    epoch = Training.epoch

    def press(training):
        epoch(training)
        if training.epochs == 3:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Training, "epoch", press)


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_json_has_one_object_a_line_and_a_reason_in_the_last(capsys):
    assert terminal.train(SMALL, WantedFiles(), Voice.JSON) == 0
    out, err = capsys.readouterr()
    *rows, last = json_lines(out)
    assert [row["epoch"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert set(last.pop("metrics")) == {"train", "test"}
    assert last.pop("findings") == []
    assert last == rows[-1] | {"reason": "Reached epoch 6", "diverged": False}
    assert err == ""


def test_a_long_run_reports_a_hundred_times(capsys):
    terminal.train(SMALL.changed(layers=(), batch_size=0, epochs=1000), WantedFiles(), Voice.JSON)
    assert len(capsys.readouterr().out.splitlines()) == 101


def test_json_knows_no_infinity(capsys):
    assert terminal.train(WILD, WantedFiles(), Voice.JSON) == 1
    out = capsys.readouterr().out
    assert "Infinity" not in out
    assert json_lines(out)[-1]["diverged"] is True
    assert json_lines(terminal.json_line({"loss": float("inf"), "epoch": 3})) == [{"loss": None, "epoch": 3}]


def test_people_see_a_bar_a_summary_and_what_was_written(capsys, tmp_path):
    path = str(tmp_path / "w.npz")
    assert terminal.train(SMALL, WantedFiles(weights=[path]), Voice.BAR) == 0
    out, err = capsys.readouterr()
    summary, wrote = out.splitlines()
    assert summary.startswith("Reached epoch 6: train loss 0.")
    assert "test accuracy " in summary
    assert wrote == f"wrote {path}"
    assert "6/6" in err


def test_quiet_is_quiet(capsys, tmp_path):
    assert terminal.train(SMALL, WantedFiles(weights=[str(tmp_path / "w.npz")]), Voice.QUIET) == 0
    assert capsys.readouterr() == ("", "")


def test_everything_wanted_is_written(tmp_path):
    names = ["w.npz", "w.json", "loss.png", "h.csv", "s.npz"]
    paths = [str(tmp_path / name) for name in names]
    wanted = WantedFiles(weights=paths[:2], plots=paths[2:3], histories=paths[3:4], samples=paths[4])
    assert wanted.paths() == paths
    terminal.train(SMALL, wanted, Voice.QUIET)
    assert sorted(os.listdir(tmp_path)) == sorted(names)


def test_a_run_that_diverges_fails_and_still_writes(tmp_path, capsys):
    assert terminal.train(WILD, WantedFiles(weights=[str(tmp_path / "w.npz")]), Voice.BAR) == 1
    assert capsys.readouterr().out.startswith("Diverged at step ")
    assert os.listdir(tmp_path) == ["w.npz"]


def test_ctrl_c_ends_the_run_and_still_writes(interrupted, tmp_path, capsys):
    before = signal.getsignal(signal.SIGINT)
    assert terminal.train(SMALL, WantedFiles(histories=[str(tmp_path / "h.csv")]), Voice.BAR) == 130
    assert capsys.readouterr().out.startswith("Stopped at epoch 3: ")
    assert len((tmp_path / "h.csv").read_text().splitlines()) == 5
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_while_files_are_written_leaves_those_that_take_long(monkeypatch, tmp_path, capsys):
    drawn = []

    def press(*_):
        drawn.append(1)
        if len(drawn) == 2:
            signal.raise_signal(signal.SIGINT)
        return np.zeros((8, 8, 3), np.uint8)

    monkeypatch.setattr("playground.export.films.run_film.pixels_of", press)
    names = [str(tmp_path / name) for name in ("h.csv", "f.gif", "g.gif")]
    wanted = WantedFiles(histories=names[:1], films=names[1:])
    assert terminal.train(SMALL, wanted, Voice.BAR) == 130
    out, err = capsys.readouterr()
    assert out.startswith("Reached epoch 6")
    assert err.splitlines()[-1] == f"interrupted: {names[1]}, {names[2]} not written"
    assert os.listdir(tmp_path) == ["h.csv"]
    assert len(drawn) == 2


def test_ctrl_c_works_again_after_a_run_that_failed(tmp_path):
    before = signal.getsignal(signal.SIGINT)
    wanted = WantedFiles(histories=[str(tmp_path / "nowhere" / "h.csv")])
    assert terminal.train(SMALL, wanted, Voice.QUIET) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_a_folder_is_left_behind(tmp_path, capsys):
    for _ in range(2):  # the second time it is there already
        assert terminal.leave(SMALL, tmp_path / "left") == 0
    assert sorted(os.listdir(tmp_path / "left")) == ["boundary.png", "history.csv", "loss.png", "weights.npz"]
    assert capsys.readouterr().out.splitlines()[-1] == f"Everything is in {tmp_path / 'left'}"


def test_people_are_told_what_may_be_wrong_and_what_helps(capsys):
    terminal.train(SMALL.changed(initializer="zeros"), WantedFiles(), Voice.BAR)
    out, err = capsys.readouterr()
    *_, finding, remedy = err.splitlines()
    assert finding == "Units all alike: All 4 units of layer 1 have weights that are all zero."
    assert remedy == "  Initialize the weights with Glorot uniform"
    assert "alike" not in out


def test_findings_are_told_in_json_with_the_settings_that_help(capsys):
    terminal.train(SMALL.changed(initializer="zeros", batch_size=50), WantedFiles(), Voice.JSON)
    findings = json_lines(capsys.readouterr().out)[-1]["findings"]
    assert [finding["kind"] for finding in findings] == ["large-batch", "alike-units"]
    assert findings[1]["remedies"][0]["values"] == {"initializer": {"kind": "glorot-uniform"}}


def test_quiet_runs_say_nothing_of_findings_either(capsys):
    terminal.train(SMALL.changed(initializer="zeros"), WantedFiles(), Voice.QUIET)
    assert capsys.readouterr() == ("", "")

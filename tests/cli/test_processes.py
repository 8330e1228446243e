"""The program in a process of its own: signals, pipes that close, terminals and homes that lack something."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import playground
from playground.cli.commands import main
from playground.experiment import presets
from playground.parts.counts import grouped


def started(*words):
    """The program in a process of its own: this one's, whatever is installed."""
    return subprocess.Popen(
        [sys.executable, "-m", "playground", *words],
        env=os.environ | {"PYTHONPATH": str(Path(playground.__file__).parent.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_without_arguments_those_of_the_process_are_meant(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["playground", "parts", "loss"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("loss\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_in_the_middle_of_a_training_still_writes_the_exports(here):
    words = ["--set", "layers=[]", "--set", "batch_size=0", "--epochs", "1000000", "--json"]
    with started("train", "xor-gate", *words, "--export", "w.npz", "--history", "h.csv") as process:
        first = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 130
    assert err == ""
    last = json.loads(out.splitlines()[-1])
    assert last["reason"] == f"Stopped at epoch {grouped(last['epoch'])}"
    assert first["epoch"] <= last["epoch"] < 1_000_000
    assert sorted(os.listdir(here)) == ["h.csv", "w.npz"]


@pytest.mark.parametrize("words", [["parts"], ["schema"]], ids=" ".join)
def test_a_reader_that_has_seen_enough_is_no_error(words, monkeypatch):
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    with started(*words) as process:
        process.stdout.close()
        err = process.stderr.read()
    assert process.returncode == 0
    assert err == ""


@pytest.mark.slow
def test_a_quiet_process_prints_nothing_even_when_it_draws():
    import matplotlib.font_manager  # noqa: F401 - makes its cache of fonts, and says so

    with started("train", "xor-gate", "--epochs", "2", "--quiet", "--plot", "both.png") as process:
        assert process.communicate() == ("", "")
    assert process.returncode == 0
    assert os.listdir() == ["both.png"]


@pytest.mark.slow
def test_without_a_home_a_picture_is_drawn_and_nothing_is_said(here, monkeypatch):
    (here / "home").touch()
    monkeypatch.setenv("HOME", str(here / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)
    with started("train", "xor-gate", "--epochs", "2", "--quiet", "--plot", "both.png") as process:
        assert process.communicate() == ("", "")
    assert process.returncode == 0
    assert sorted(os.listdir()) == ["both.png", "home"]


def test_ctrl_c_outside_a_training_ends_without_a_trace(monkeypatch, capsys):
    def press(name):
        raise KeyboardInterrupt

    monkeypatch.setattr(presets, "load", press)
    assert main(["check", "circle"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("words", [["parts"], ["presets"], ["nothing→.json"]], ids=" ".join)
def test_a_terminal_that_lacks_letters_is_no_error(words, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    with started(*words) as process:
        out, err = process.communicate()
    assert "Traceback" not in err
    assert "\\u" in out + err or "\\x" in out + err


def test_a_reader_that_has_seen_enough_does_not_cost_the_weights(here):
    with started("train", "circle", "--json", "--epochs", "200", "--export", "w.npz") as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(30) == 0
        assert process.stderr.read() == ""
    assert (here / "w.npz").exists()

"""Output that is closed, full or unread costs no file, and no file is written into by mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import playground

TRAIN = "train circle --set data.samples=40 --epochs 3 --export w.npz --history h.csv"
HOME = str(Path(playground.__file__).parent.parent)


def shell(words, folder):
    """Run the program as a shell does, with what it redirects."""
    line = f"{sys.executable} -m playground {words}"
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env=os.environ | {"PYTHONPATH": HOME}, capture_output=True, text=True,
        timeout=50, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("closed", "voice"),
    [("2>&-", ""), ("2>/dev/full", ""), (">&-", "--json"), ("<&-", "--quiet"), ("<&- >&- 2>&-", "")],
)
def test_streams_that_are_closed_cost_no_file(closed, voice, tmp_path):
    assert shell(f"{TRAIN} {voice} {closed}", tmp_path).returncode == 0
    assert np.load(tmp_path / "w.npz")["01_dense/weight"].shape == (2, 4)
    assert (tmp_path / "h.csv").read_text().startswith("epoch,step,")
    assert sorted(os.listdir(tmp_path)) == ["h.csv", "w.npz"]


@pytest.mark.parametrize("voice", ["", "--json"])
def test_output_that_is_full_is_named_and_costs_no_file(voice, tmp_path):
    found = shell(f"{TRAIN} {voice} >/dev/full", tmp_path)
    assert found.returncode == 1
    assert "standard output: no space left on device" in found.stderr.splitlines()
    assert "Traceback" not in found.stderr
    assert sorted(os.listdir(tmp_path)) == ["h.csv", "w.npz"]


@pytest.mark.slow
@pytest.mark.parametrize("words", ["presets", "parts", "schema", "trace circle", "check mine.json"])
def test_whatever_is_listed_to_a_full_output_is_one_line(words, tmp_path):
    (tmp_path / "mine.json").write_text(json.dumps({"format": 1}))
    found = shell(f"{words} >/dev/full", tmp_path)
    assert found.returncode == 1
    assert found.stderr == "standard output: no space left on device\n"

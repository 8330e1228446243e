"""Files are written whole or not at all, and only where and as the person would have them."""

import os
import signal
import stat
import subprocess
import sys

import pytest
from disks import full_disk

from playground import library
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.export import histories, runs, tables, traces, weights
from playground.export.pictures import files as pictures
from playground.files.writing import refusal, write, writing
from playground.microscope import trace

SMALL = Experiment().changed(data={"kind": "circle", "samples": 40})


@pytest.fixture(scope="module")
def run():
    return library.train(SMALL, epochs=1)


def saved(run):
    return runs.SavedRun(run.experiment, run.history, 1, (run.snapshot,))


WRITERS = {
    "preset": (".json", lambda run, path: presets.save(run.experiment, path)),
    "samples": (".npz", lambda run, path: tables.save_samples(run.experiment, path)),
    "run": (".run", lambda run, path: runs.save(saved(run), path)),
    **{f"weights{end}": (end, lambda run, path: run.save(path)) for end in weights.FORMATS},
    **{
        f"trace{end}": (end, lambda run, path: traces.save(trace(run.experiment, run.snapshot), path))
        for end in traces.FORMATS
    },
    **{f"history{end}": (end, lambda run, path: run.save_history(path)) for end in histories.FORMATS},
    **{f"picture{end}": (end, lambda run, path: run.save_plot(path)) for end in pictures.ENDINGS},
}
WALK = pytest.mark.parametrize(("ending", "save"), WRITERS.values(), ids=WRITERS)


@WALK
def test_a_disk_that_is_full_costs_nothing_that_was_there(ending, save, run, tmp_path):
    path = tmp_path / f"w{ending}"
    path.write_bytes(b"old")
    with full_disk(10), pytest.raises(OSError, match="too large") as caught:
        save(run, path)
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [path.name]


@WALK
def test_links_and_permissions_outlast_a_new_file(ending, save, run, tmp_path):
    real, link = tmp_path / f"real{ending}", tmp_path / f"link{ending}"
    real.write_bytes(b"old")
    real.chmod(0o600)
    link.symlink_to(real.name)
    save(run, link)
    assert link.is_symlink()
    assert real.read_bytes() != b"old"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert sorted(os.listdir(tmp_path)) == [link.name, real.name]


@pytest.mark.parametrize("failure", [OSError, ValueError, KeyboardInterrupt])
def test_a_writer_that_fails_midway_leaves_the_old_file_whole(failure, tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("whole")
    with pytest.raises(failure), writing(path) as file:  # noqa: PT012
        file.write(b"hal")
        raise failure
    assert path.read_text() == "whole"
    assert os.listdir(tmp_path) == ["old.txt"]


def test_a_new_file_appears_only_when_it_is_whole(tmp_path):
    with writing(tmp_path / "new.txt") as file:
        file.write(b"whole")
        file.flush()
        (name,) = os.listdir(tmp_path)
        assert name.startswith(".")
        assert name.endswith(".part")
    assert (tmp_path / "new.txt").read_text() == "whole"
    assert os.listdir(tmp_path) == ["new.txt"]


KILLED = """
import os, signal, sys
from playground.export.pictures import files as pictures
from playground.files.writing import writing
with writing(sys.argv[1]) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_program_left_is_removed_by_the_next_write(tmp_path):
    path = tmp_path / "mine.json"
    assert subprocess.run([sys.executable, "-c", KILLED, path], check=False).returncode == -signal.SIGKILL
    assert len(os.listdir(tmp_path)) == 1
    write(path, b"whole")
    assert os.listdir(tmp_path) == ["mine.json"]


def test_what_another_writer_is_at_is_not_taken_for_left_over(tmp_path):
    with writing(tmp_path / "one.txt") as first:
        first.write(b"one")
        write(tmp_path / "two.txt", b"two")
    assert (tmp_path / "one.txt").read_bytes() == b"one"
    assert sorted(os.listdir(tmp_path)) == ["one.txt", "two.txt"]


@pytest.mark.parametrize(
    ("make", "line"),
    [
        (os.mkdir, "is a folder"),
        (os.mkfifo, "is a device or a pipe, not an ordinary file"),
        (lambda path: os.symlink("/dev/null", path), "is a device or a pipe, not an ordinary file"),
        (lambda path: os.close(os.open(path, os.O_CREAT, 0o444)), "is read-only"),
        (lambda path: os.symlink(path, path), "too many levels of symbolic links"),
    ],
)
def test_what_is_no_ordinary_file_is_not_replaced(make, line, tmp_path):
    path = tmp_path / "w.npz"
    make(path)
    assert refusal(path) == line
    with pytest.raises(OSError, match=line):
        write(path, b"new")
    assert os.listdir(tmp_path) == ["w.npz"]


@pytest.mark.parametrize("name", ["nul\0.npz", "half\ud800.npz"])
def test_a_name_that_no_file_can_have_is_refused(name, tmp_path):
    assert refusal(tmp_path / name) == "no file can have this name"


def test_a_link_that_leads_nowhere_yet_is_written_through(tmp_path):
    (tmp_path / "link").symlink_to("real")
    write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"

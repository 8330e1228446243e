"""Only ordinary files are read, and no more of them than was allowed; all else is refused without waiting."""

import os
import socket
import threading

import pytest

from playground.cli.commands import main
from playground.data.tables.importing import ENDINGS, from_file
from playground.data.tables.table import BadTable
from playground.experiment import presets
from playground.export import runs
from playground.files.reading import PIECE, Cancelled, listed, read
from playground.files.reasons import Unreadable

ODD = "is a device or a pipe, not an ordinary file"


def fifo(path):
    os.mkfifo(path)


def listener(path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


STRANGE = {
    "fifo": (fifo, ODD),
    "link to a fifo": (lambda path: (fifo(f"{path}.fifo"), os.symlink(f"{path}.fifo", path)), ODD),
    "endless device": (lambda path: os.symlink("/dev/zero", path), ODD),
    "terminal": (lambda path: os.symlink("/dev/tty", path), ODD),
    "socket": (listener, ODD),
    "folder": (os.mkdir, "is a folder"),
    "circle of links": (lambda path: os.symlink(path, path), "too many levels of symbolic links"),
    "nothing": (lambda path: None, "no such file or directory"),
    "too large": (lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 10**12), "larger than "),
}


def table(path):
    with pytest.raises(BadTable) as caught:
        from_file(path, lambda share: True)
    return caught.value.lines


def preset(path):
    with pytest.raises(presets.BadPreset) as caught:
        presets.read(path)
    return caught.value.lines


def run(path):
    with pytest.raises(runs.BadRun) as caught:
        runs.read(path)
    return [str(caught.value).partition(": ")[2]]


READERS = [(".json", preset), (".run", run), *((ending, table) for ending in ENDINGS)]


@pytest.mark.parametrize(("make", "line"), STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize(("ending", "refused"), READERS)
def test_what_is_no_ordinary_file_is_refused_and_not_opened(ending, refused, make, line, tmp_path):
    path = tmp_path / f"x{ending}"
    make(path)
    (found,) = refused(path)
    assert found.startswith(line)


@pytest.mark.parametrize("words", [["train", "--epochs", "0", "--quiet"], ["check"], ["trace"], ["open"]])
def test_a_pipe_holds_no_command_up(words, tmp_path, capsys):
    fifo(tmp_path / "x.json")
    assert main([words[0], str(tmp_path / "x.json"), *words[1:]]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'x.json'}: {ODD}\n"


def test_a_table_that_became_a_pipe_holds_nothing_up(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n" + "1,2\n" * 9)
    data, _ = from_file(path, lambda share: True)
    path.unlink()
    fifo(path)
    assert data.misfit() == ("path", f"mine.csv: {ODD}")


def test_a_pipe_that_takes_the_place_of_a_file_while_it_is_looked_at_holds_nothing_up(tmp_path, monkeypatch):
    path = tmp_path / "x.json"
    path.write_text("{}")
    found = path.stat()
    path.unlink()
    fifo(path)
    monkeypatch.setattr(os, "stat", lambda *_: found)
    with pytest.raises(Unreadable, match="not an ordinary file"):
        read(path, 100)


def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_allowed(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * PIECE)

    def grow(share):
        with path.open("ab") as file:
            file.write(b"x" * PIECE)
        return True

    with pytest.raises(Unreadable, match="larger than 3 MB"):
        read(path, 3 * PIECE, grow)


def test_reading_can_be_left_between_two_pieces(tmp_path):
    (tmp_path / "x").write_bytes(b"x" * 3 * PIECE)
    shares = []
    with pytest.raises(Cancelled):
        read(tmp_path / "x", 10 * PIECE, lambda share: shares.append(share) or len(shares) < 2)
    assert shares == pytest.approx([1 / 3, 2 / 3])


def test_only_ordinary_files_that_are_not_hidden_are_listed(tmp_path):
    for name in ("b.json", "a.JSON", ".mine-xyz.json", "c.txt"):
        (tmp_path / name).write_text("{}")
    (tmp_path / "folder.json").mkdir()
    fifo(tmp_path / "pipe.json")
    assert [path.name for path in listed(tmp_path, ".json")] == ["a.JSON", "b.json"]
    assert listed(tmp_path / "nowhere", ".json") == []


def test_no_thread_is_needed_to_refuse(tmp_path):
    before = threading.active_count()
    fifo(tmp_path / "x")
    with pytest.raises(Unreadable):
        read(tmp_path / "x", 10)
    assert threading.active_count() == before

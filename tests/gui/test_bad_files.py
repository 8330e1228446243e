"""Bad files through File > Open, of every kind that is read: one sentence each, and nothing is changed."""

import io
import json
import random
import struct
import warnings
import zipfile

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox

import playground
from playground.export import weights
from playground.export.runs import SUFFIX

pytestmark = pytest.mark.slow  # the window is opened for every test

ENDINGS = (SUFFIX, *weights.FORMATS, ".csv")


@pytest.fixture
def files(tmp_path):
    """Return a function that makes a sound file of a kind."""

    def make(ending):
        path = tmp_path / f"good{ending}"
        if ending == ".csv":
            path.write_bytes(b"a,b,c\n1,2,x\n2,3,y\n3,4,x\n4,5,y\n")
        else:
            playground.train(playground.load("circle"), epochs=1).save(path)
        return path.read_bytes()

    return make


@pytest.fixture
def opened(qtbot, window, answer, tmp_path, capsys):
    """Return a function that opens bytes under a name, and returns what is said in the way."""

    def open_it(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        before = window.store.experiment, window.player.run.experiment
        answer(path)
        window.actions_["open"].trigger()
        said = []

        def answered():
            for box in window.findChildren(QMessageBox):
                if box.isVisible():
                    assert box.text() == f"{name} could not be opened."
                    said.append(box.informativeText())
                    box.close()
                    box.deleteLater()
            dialog = window.imports.dialog
            if dialog is not None and dialog.lines.text():
                said.append(dialog.lines.text())
                dialog.reject()
            return bool(said)

        qtbot.waitUntil(answered)
        assert (window.store.experiment, window.player.run.experiment) == before
        assert "Traceback" not in capsys.readouterr().err
        return said[0]

    return open_it


def plain(said):
    """Whether a sentence says something, in one line, and not what Python calls it."""
    return bool(said) and "\n" not in said and "Error" not in said and "object at" not in said


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_cut_short_or_damaged_is_said_in_a_sentence(opened, files, ending):
    data, drawn = files(ending), random.Random(1)
    bad = {
        "empty": b"",
        "half": data[: len(data) // 2] if ending != ".csv" else b'a,b\n"1,2\n',
        "zeros": bytes(5000),
        "junk": drawn.randbytes(2000),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(100),
    }
    for name, content in bad.items():
        assert plain(opened(f"{name}{ending}", content)), name


@pytest.mark.parametrize("ending", [SUFFIX, ".npz", ".safetensors", ".onnx"])
def test_a_file_under_the_ending_of_another_kind_is_said_in_a_sentence(opened, files, ending):
    data = files(ending)
    for other in ENDINGS:
        if other != ending and not other.endswith(ending):
            assert plain(opened(f"renamed{other}", data)), other


def archive(parts):
    """Return a ZIP file of names with what stands there, names that come twice included."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in parts:
            made.writestr(name, content)
    return file.getvalue()


def array(numbers):
    file = io.BytesIO()
    np.save(file, numbers)
    return file.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return [(name, found.read(name)) for name in found.namelist()]


def tensors(header, numbers=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + numbers


ONE = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}


@pytest.mark.parametrize(
    ("header", "numbers", "line"),
    [
        (b'{"a":{},"a":{}}', b"", 'its header: "a" appears twice in one object'),
        ({"a": ONE}, bytes(7), "it has bytes that belong to no array"),
        ({"a": ONE, "b": ONE}, bytes(4), "its arrays overlap"),
        ({"a": ONE}, struct.pack("<f", np.nan), '"a" has a number that is not finite'),
        ({"a": {**ONE, "shape": [2**40, 2**40]}}, bytes(4), '"a" does not have the size that its header'),
        (b"[" * 100_000, b"", "its header is not JSON"),
    ],
)
def test_odd_safetensors(opened, header, numbers, line):
    assert opened("odd.safetensors", tensors(header, numbers)).startswith(line)


def test_a_header_of_two_gigabytes(opened):
    assert opened("huge.safetensors", struct.pack("<Q", 2**31) + b"{}") == "not a whole safetensors file"


def test_odd_archives(opened, files):
    for ending in (".npz", SUFFIX):
        parts = parts_of(files(ending))
        last, _ = parts[-1]
        assert opened(f"twice{ending}", archive([*parts, parts[-1]])) == f'"{last}" is in it twice'
        numbers = next(name for name, _ in parts if name.endswith(("01_dense/weight.npy", "parameters.npy")))
        shape = np.load(io.BytesIO(dict(parts)[numbers])).shape
        gone = [(name, array(np.full(shape, np.nan)) if name == numbers else part) for name, part in parts]
        assert opened(f"nan{ending}", archive(gone)).endswith("not finite")
    bomb = archive([("01_dense/weight.npy", bytes(400_000_000))])
    assert "when unpacked" in opened("bomb.npz", bomb)


@pytest.mark.parametrize("name", ["notes.xyz", "notes"])
def test_a_file_of_no_known_kind_is_not_said_to_be_bad_json(opened, name):
    said = opened(name, b"hello")
    assert said == "this program opens no such files; presets are JSON, and end with .json"

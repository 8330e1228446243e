"""Files of weights from anywhere: what is wrong is said in one line, and nothing else comes of it."""

import io
import json
import struct
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import playground
from playground.data.plane.base import Circle
from playground.export import weights
from playground.export.weights import BadWeights

SMALL = playground.load("circle").changed(
    data=Circle(samples=40), layers=({"kind": "dense", "units": 3}, {"kind": "batch-norm"})
)
EVERY_FORMAT = pytest.mark.parametrize("ending", weights.FORMATS)
FUZZ = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The bytes of a real file in each format."""
    folder = tmp_path_factory.mktemp("real")
    run = playground.train(SMALL, epochs=1)
    for ending in weights.FORMATS:
        run.save(folder / f"w{ending}")
    return {ending: (folder / f"w{ending}").read_bytes() for ending in weights.FORMATS}


def refused(path, data):
    """What is said of a file; nothing if it can be read, and then all its numbers are finite."""
    path.write_bytes(data)
    weights.holds(path)
    try:
        network = weights.read(path, SMALL).network
    except BadWeights as error:
        said = str(error)
    else:
        assert np.isfinite(network.parameters).all()
        return ""
    assert "\n" not in said
    assert said.startswith(path.name)
    return said


@EVERY_FORMAT
@FUZZ
@given(data=st.data())
def test_a_real_file_with_other_bytes_is_refused_or_read(ending, data, real, tmp_path):
    content = bytearray(real[ending])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        how = data.draw(st.sampled_from(["set", "cut", "insert", "double", "swap"]))
        if how == "set" and at < len(content):
            content[at] = data.draw(st.integers(0, 255))
        elif how == "cut":
            del content[at : at + data.draw(st.integers(1, 300))]
        elif how == "insert":
            content[at:at] = data.draw(st.binary(min_size=1, max_size=20))
        elif how == "double":
            content[at:at] = content[at : at + 50]
        else:
            content = content[at:] + content[:at]
    refused(tmp_path / f"w{ending}", bytes(content))


@EVERY_FORMAT
@settings(FUZZ, max_examples=60)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_refused(ending, content, tmp_path):
    assert refused(tmp_path / f"w{ending}", content)


@EVERY_FORMAT
def test_a_file_that_ends_early_is_refused(ending, real, tmp_path):
    whole = real[ending]
    for length in range(0, len(whole) - 2, max(1, len(whole) // 40)):
        assert refused(tmp_path / f"w{ending}", whole[:length])


def npz(**entries):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return data.getvalue()


def array(value):
    data = io.BytesIO()
    np.lib.format.write_array(data, np.asarray(value), allow_pickle=True)
    return data.getvalue()


def tensors(header, numbers=b"", length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + numbers


def tensor(shape, stop, kind="F32"):
    return {"w": {"dtype": kind, "shape": shape, "data_offsets": [0, stop]}}


DEEP = b"[" * 100_000 + b"]" * 100_000
HOSTILE = {
    "zip bomb": (".npz", npz(**{"w.npy": array(np.zeros(50_000_000, np.float64))}), "larger than"),
    "pickled objects": (".npz", npz(**{"w.npy": array(np.array([print, len], object))}), "Python objects"),
    "a text among arrays": (".npz", npz(**{"w.npy": array(np.array(["a"]))}), "has no numbers"),
    "a header of 2 GB": (".safetensors", tensors({}, length=2**31), "not a whole"),
    "a header that is too long": (".safetensors", tensors(b" " * 13_000_000), "header is larger"),
    "a header that nests": (".safetensors", tensors(DEEP), "not JSON"),
    "a shape of terabytes": (".safetensors", tensors(tensor([2**40, 4], 0)), "does not have the size"),
    "a negative side": (".safetensors", tensors(tensor([-1, -4], 16), bytes(16)), "does not have the size"),
    "numbers of no kind": (".safetensors", tensors(tensor([2], 8, "C64"), bytes(8)), "not supported"),
    "numbers that are not there": (".safetensors", tensors(tensor([2], 8)), "is not where"),
    "lists without end": (".json", DEEP, "not JSON"),
    "lists in lists in lists": (".json", b'{"w": ' + b"[" * 900 + b"]" * 900 + b"}", "not a list of numbers"),
    "ragged rows": (".json", b'{"w": [[1], [2, 3]]}', "different lengths"),
    "words for numbers": (".json", b'{"w": ["1"]}', "not a list of numbers"),
    "not a number": (".json", b'{"w": [NaN]}', "not a number in JSON"),
    "a number beyond all": (".json", b'{"w": [1' + b"0" * 299 + b"]}", "the network needs"),
    "an array twice": (".json", b'{"w": [1], "w": [2]}', "appears twice"),
    "fields without end": (".onnx", b"\x3a\x00" * 1_100_000, "too many fields"),
    "a field of 2 GB": (".onnx", b"\x3a\xff\xff\xff\xff\x07", "middle of a field"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_one_sentence_and_little_memory(name, tmp_path):
    ending, content, said = HOSTILE[name]
    tracemalloc.start()
    assert said in refused(tmp_path / f"w{ending}", content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300_000_000


@pytest.mark.parametrize(
    "text",
    [
        {"network": '{"inputs": [2], "layers": []}'},
        {"network": '{"inputs": [1000000000, 100], "layers": [{"kind": "dense"}]}'},
        {"network": '{"inputs": [-2], "layers": [{"kind": "dense"}]}'},
        {"network": '{"inputs": [2], "layers": [{"kind": "dens"}]}'},
        {"network": '{"inputs": [2], "layers": [{"kind": "dense", "units": 99999}]}'},
        {"network": '{"inputs": [999999], "layers": [{"kind": "dense", "units": 1024}]}'},
        {"network": "[" * 50_000},
        {"figures": "[]"},
        {"figures": '{"epoch": -1, "step": 0}'},
        {"figures": '{"epoch": 1, "step": 1, "train_loss": "low"}'},
        {"figures": '{"epoch": 1e400, "step": 1}'},
        {"figures": '{"epoch": 1, "step": 1, "train_loss": 1' + "0" * 400 + "}"},
        {"figures": '{"epoch": 1, "epoch": 2, "step": 1}'},
        {"preset": "{"},
        {"preset": '{"format": 99}'},
        {"preset": '{"format": 1, "layers": [{"kind": "flatten-twice"}]}'},
    ],
    ids=lambda text: str(text)[:80],
)
def test_texts_that_describe_nothing_are_refused(text, tmp_path):
    trained = playground.train(SMALL, epochs=0).trained
    contents = weights.Contents(trained.contents().arrays, trained.texts() | text)
    with (tmp_path / "w.npz").open("wb") as file:
        weights.npz.write(contents, file)
    assert refused(tmp_path / "w.npz", (tmp_path / "w.npz").read_bytes())

"""Runs, presets, setups and links from anywhere: what is wrong is said, soon and in little memory.

Weights are in test_weights_fuzzed.py, tables in tests/files/test_archives.py and tests/data.
"""

import base64
import random
import re
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import playground
from playground.experiment import presets
from playground.experiment.presets import BadPreset
from playground.experiment.problems import problems
from playground.export import runs
from playground.export.kinds import kind_of
from playground.export.runs import BadRun
from playground.export.sharing.link_words import ADDRESS
from playground.export.sharing.pasted import experiment_of, shared_in
from playground.export.sharing.setup_text import BEGINNING, setup_text

SMALL = playground.load("circle").changed(
    data={"kind": "circle", "samples": 40}, layers=("dense", "batch-norm")
)
SHIPPED = sorted(presets.shipped())
HANGS, MOST = 10_000, 500_000_000
"""Milliseconds and bytes that no file may take."""
FUZZ = settings(max_examples=150, deadline=HANGS, suppress_health_check=list(HealthCheck))
CHANCE = st.integers(0, 10**9).map(random.Random)
PIECES = re.compile(r'-?\d+(?:\.\d+)?|"[^"]*"|true|false|null|[][{}]')
ODD = [
    "1e999",
    "-1",
    "999999999",
    "true",
    "null",
    "[]",
    "{}",
    '""',
    '"x"',
    "0.5",
    "[[[[",
    "NaN",
    "1024",
    "5000",
]
LINK_WORDS = [
    "activation",
    "batchSize",
    "dataset",
    "regDataset",
    "learningRate",
    "noise",
    "networkShape",
    "seed",
    "x",
    "sinX",
    "problem",
]
LINK_VALUES = [
    "",
    *["relu", "8,8,8,8,8,8,8", "60", "-1", "1e999", "nan", "true", "circle", "8,-8", "٣"],
    "9" * 500,
]


@pytest.fixture(scope="module", autouse=True)
def little_memory():
    """No file takes half a gigabyte."""
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) < MOST


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A real run, as a file and by its entries."""
    path = tmp_path_factory.mktemp("real") / "a.run"
    runs.save(playground.train(SMALL, epochs=4, keep=3).saved, path)
    with zipfile.ZipFile(path) as file:
        return path.read_bytes(), {name: file.read(name) for name in file.namelist()}


def spoilt(chance, data):
    """Some bytes with a few of them changed, cut, put in, doubled or moved."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(5):
            case 0:
                found[at : at + 1] = chance.randbytes(1)
            case 1:
                del found[at : at + chance.randint(1, 200)]
            case 2:
                found[at:at] = chance.randbytes(chance.randint(1, 20))
            case 3:
                found[at:at] = found[at : at + 50]
            case _:
                found = found[at:] + found[:at]
    return bytes(found)


def misspelt(chance, text):
    """A text of JSON with a few words, numbers or brackets in the place of others."""
    for _ in range(chance.randint(1, 3)):
        places = [*PIECES.finditer(text)]
        at, other = chance.choice(places), chance.choice(places)
        piece = chance.choice(ODD) if chance.random() < 0.7 else other.group()
        text = text[: at.start()] + piece + text[at.end() :]
    return text


def said(error):
    """The sentences of an error, each on a line of its own."""
    assert all(line and line.isprintable() and len(line) < 1000 for line in error.lines)


def read_run(path):
    try:
        runs.read(path)
    except BadRun as error:
        said(error)


@settings(FUZZ, max_examples=80)
@given(chance=CHANCE)
def test_a_run_with_other_bytes_is_refused_or_read(chance, whole, tmp_path):
    path = tmp_path / "b.run"
    path.write_bytes(spoilt(chance, whole[0]))
    read_run(path)


@settings(FUZZ, max_examples=80)
@given(chance=CHANCE)
def test_a_run_with_other_entries_is_refused_or_read(chance, whole, tmp_path):
    entries = dict(whole[1])
    name = chance.choice([*entries, "preset.json", "preset.json", "run.json"])
    if name.endswith(".json"):
        entries[name] = misspelt(chance, entries[name].decode()).encode()
    else:
        data = bytearray(entries[name])
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        entries[name] = bytes(data)
    if chance.random() < 0.05:
        del entries[chance.choice([*entries])]
    path = tmp_path / "b.run"
    with zipfile.ZipFile(path, "w") as file:
        for each, data in entries.items():
            file.writestr(each, data)
    read_run(path)


@FUZZ
@given(chance=CHANCE)
def test_a_preset_with_other_words_is_refused_or_read(chance, tmp_path):
    path = tmp_path / "b.json"
    text = presets.text(presets.load(chance.choice(SHIPPED)))
    path.write_text(misspelt(chance, text), encoding="utf-8")
    kind_of(path)
    try:
        problems(presets.read(path))
    except BadPreset as error:
        said(error)


@FUZZ
@given(chance=CHANCE)
def test_a_setup_with_other_letters_or_words_is_refused_or_read(chance, tmp_path):
    experiment = presets.load(chance.choice(SHIPPED))
    path = tmp_path / "b.txt"
    path.write_bytes(spoilt(chance, setup_text(experiment).encode()))
    plain = misspelt(chance, presets.text(experiment)).encode()
    packed = zlib.crc32(plain).to_bytes(4, "big") + zlib.compress(plain)
    inside = BEGINNING + base64.urlsafe_b64encode(packed).decode()
    for words in (shared_in(path), path.read_bytes().decode(errors="replace"), inside):
        try:
            with suppress(ValueError if not words.startswith(BEGINNING) else ()):
                experiment_of(words)
        except BadPreset as error:
            said(error)


@FUZZ
@given(chance=CHANCE)
def test_a_link_of_any_words_is_refused_or_read(chance):
    pairs = (f"{chance.choice(LINK_WORDS)}={chance.choice(LINK_VALUES)}" for _ in range(chance.randint(0, 9)))
    try:
        _, remarks = experiment_of(ADDRESS + "&".join(pairs))
        assert all(remark.isprintable() for remark in remarks)
    except BadPreset as error:
        said(error)

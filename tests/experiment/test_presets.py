"""Presets in files: what stands there is loaded, or refused in plain lines."""

import copy
import json
import os
import stat
import tracemalloc

import pytest
from cases import members
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.cli.lesson_check import lesson_problems
from playground.data.plane.base import Plane
from playground.engine.initializers import Explicit
from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.experiment.presets import BadPreset
from playground.experiment.problems import problems
from playground.files import shipped


def test_a_preset_survives_the_journey_through_a_file(tmp_path):
    experiment = Experiment(title="Größe x₁", data=Plane(seed=3), layers=(), initializer=Explicit(
        weights=(((0.1,), (1e-17,)),), biases=((-1 / 3,),)
    ))  # fmt: skip
    presets.save(experiment, tmp_path / "mine.json")
    assert presets.load(tmp_path / "mine.json") == experiment
    assert presets.load(str(tmp_path / "mine.json")) == experiment


def test_an_empty_preset_is_all_defaults(tmp_path):
    (tmp_path / "short.json").write_bytes(b'\xef\xbb\xbf{"format": 1}')  # as Notepad saves it
    assert presets.load(tmp_path / "short.json") == Experiment()


BAD = {
    "an empty file": (b"", "is empty"),
    "not JSON": (b'{"format": 1,\n "title" 5}', "not JSON: expecting ':' delimiter at line 2, column 10"),
    "not UTF-8": (b'{"format": 1, "title": "caf\xe9"}', "not a preset: not a text file in UTF-8"),
    "UTF-16": ('{"format": 1}'.encode("utf-16"), "not a preset: not a text file in UTF-8"),
    "half a character": (b'{"format": 1, "title": "\\ud83d"}', r'title: "\ud83d" is not a text'),
    "half a character as a kind": (
        b'{"format": 1, "data": "\\ud83d"}',
        r'data.kind: no data set is called "\ud83d"; choose from circle, xor',
    ),
    "a list": (b"[]", "not a preset: the file must hold one object {...}"),
    "nested too deeply": (b"[" * 100_000, "nested too deeply"),
    "no format": (b'{"title": "x"}', 'format: a preset says which it is, "format": 2'),
    "a format that is no number": (b'{"format": true}', 'format: a preset says which it is, "format": 2'),
    "a format before the first": (b'{"format": 0}', 'format: a preset says which it is, "format": 2'),
    "a newer format": (
        b'{"format": 3}',
        "format: 3 is newer than 2, which this version reads; update it",
    ),
    "a key twice": (b'{"format": 1, "seed": 1, "seed": 2}', '"seed" appears twice in one object'),
    "a key with a line break twice": (
        b'{"format": 1, "a\\nb": 1, "a\\nb": 2}',
        r'"a\nb" appears twice in one object',
    ),
    "NaN": (b'{"format": 1, "split": {"test": NaN}}', "NaN is not a number in JSON"),
    "Infinity": (b'{"format": 1, "split": {"test": -Infinity}}', "-Infinity is not a number in JSON"),
    "too large for a float": (
        b'{"format": 1, "split": {"test": 1e999}}',
        "split.test: inf is not a finite number",
    ),
    "too many digits": (
        b'{"format": 1, "seed": ' + b"9" * 5000 + b"}",
        "99999999999999999999... is a number of 5\u2009000 digits",
    ),
    "an unknown part": (
        b'{"format": 1, "layers": [{"kind": "dense", "activation": {"kind": "leaky-rleu"}}]}',
        'layers[0].activation.kind: no activation is called "leaky-rleu"; did you mean "leaky-relu"?',
    ),
    "a misspelt key": (
        b'{"format": 1, "layers": [{"kind": "dense", "unit": 3}]}',
        'layers[0].unit: no such setting; did you mean "units"?',
    ),
    "a misspelt key at the top": (b'{"format": 1, "sede": 3}', 'sede: no such setting; did you mean "seed"?'),
    "a misspelt key in a lesson": (
        b'{"format": 1, "lesson": [{"text": "x"}, {"txet": "x"}]}',
        'lesson[1].txet: no such setting; did you mean "text"?',
    ),
    "a misspelt key in what a lesson does": (
        b'{"format": 1, "lesson": [{"do": {"epochs": 5}}]}',
        'lesson[0].do.epochs: no such setting; did you mean "epoch"?',
    ),
    "another part's setting": (
        b'{"format": 1, "optimizer": {"kind": "adam", "momentum": 0.9}}',
        "optimizer.momentum: no such setting; choose from learning_rate, beta_1, beta_2, epsilon",
    ),
    "a number out of range": (
        b'{"format": 1, "layers": [{"kind": "dense", "units": 5000}]}',
        "layers[0].units: 5000 is above 1024",
    ),
    "a wrong type": (b'{"format": 1, "seed": "1"}', 'seed: "1" is not a whole number'),
    "a wrong type inside a matrix": (
        b'{"format": 1, "initializer": {"kind": "explicit", "weights": [[["1"]]]}}',
        'initializer.weights[0][0][0]: "1" is not a number',
    ),
    "a title without end": (
        b'{"format": 1, "title": "' + b"x" * 9000 + b'"}',
        "title: longer than 200 characters",
    ),
}


@pytest.mark.parametrize(("content", "line"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_one_plain_line(content, line, tmp_path):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(BadPreset) as caught:
        presets.load(path)
    (found,) = caught.value.lines
    assert found.startswith(line)
    assert str(caught.value) == f"{path}: {found}"
    assert found.replace("\u2009", " ").isprintable()
    assert len(found) < 250


def test_every_fault_of_a_file_gets_its_line(tmp_path):
    (tmp_path / "bad.json").write_text('{"format": 1, "seed": -1, "batch_size": -1, "loss": "mse"}')
    with pytest.raises(BadPreset) as caught:
        presets.load(tmp_path / "bad.json")
    assert [line.split(":")[0] for line in caught.value.lines] == ["loss.kind", "batch_size", "seed"]


def test_a_setting_that_does_not_exist_hides_no_other_fault_of_its_part(tmp_path):
    first = '{"kind": "dense", "unit": 3, "units": -1, "activation": {"kind": "rleu"}}'
    layers = f'[{first}, {{"kind": "dens", "a": 1}}]'
    (tmp_path / "bad.json").write_text(f'{{"format": 1, "layers": {layers}, "seed": -1}}')
    with pytest.raises(BadPreset) as caught:
        presets.load(tmp_path / "bad.json")
    assert caught.value.lines == [
        'layers[0].unit: no such setting; did you mean "units"?',
        "layers[0].units: -1 is below 1",
        'layers[0].activation.kind: no activation is called "rleu"; did you mean "relu"?',
        'layers[1].kind: no layer is called "dens"; did you mean "dense"?',
        "seed: -1 is below 0",
    ]


def test_fifty_megabytes_are_not_read(tmp_path):
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(BadPreset, match="larger than 10 MB"):
        presets.load(tmp_path / "huge.json")


MANY = 1_500_000
LISTS = {
    "layers": "layers: 1\u2009500\u2009000 are more than 32",
    "features": "features: 1\u2009500\u2009000 are more than 32",
    "lesson": "lesson: 1\u2009500\u2009000 are more than 50",
    "locked": "locked: 1\u2009500\u2009000 are more than 10",
    "frozen": 'frozen[0]: "a" is not a whole number',
    "title": "title: a list is not a text",
}


@pytest.mark.parametrize(("setting", "line"), LISTS.items(), ids=LISTS)
def test_a_list_of_millions_has_one_fault_and_not_as_many(setting, line, tmp_path):
    entries = ",".join(['"a"'] * MANY)
    (tmp_path / "bomb.json").write_text(f'{{"format": 1, "{setting}": [{entries}]}}')
    tracemalloc.start()
    try:
        with pytest.raises(BadPreset) as caught:
            presets.load(tmp_path / "bomb.json")
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()
    (found,) = caught.value.lines
    assert found.startswith(line)
    assert len(found) < 200


def test_an_object_of_a_thousand_settings_has_one_fault(tmp_path):
    keys = ", ".join(f'"a{i}": 1' for i in range(1000))
    (tmp_path / "bomb.json").write_text(f'{{"format": 1, {keys}}}')
    with pytest.raises(BadPreset, match="an object with 1\u2009001 settings; at most 100 are allowed"):
        presets.load(tmp_path / "bomb.json")


@pytest.mark.parametrize("depth", range(200, 1000, 50))
def test_no_depth_of_nesting_is_more_than_refused(depth, tmp_path):
    nested = '{"kind":' * depth + "1" + "}" * depth
    (tmp_path / "deep.json").write_text('{"format": 1, "data": ' + nested + "}")
    with pytest.raises(BadPreset):
        presets.load(tmp_path / "deep.json")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("missing.json", "no such file or directory"),
        ("", "is a folder"),
        ("nul\0.json", "no file can have this name"),
        ("nothing", "no preset or file has this name; presets: "),
    ],
)
def test_a_path_without_a_file_is_refused_in_one_line(name, line, tmp_path):
    with pytest.raises(BadPreset) as caught:
        presets.load(tmp_path / name)
    assert caught.value.lines[0].startswith(line)
    assert len(caught.value.lines) == 1


def test_a_name_too_long_for_a_file_is_a_preset_that_is_not_known():
    with pytest.raises(BadPreset, match="no preset or file has this name"):
        presets.load("a" * 300)


# Whatever stands in a file, it is loaded or refused


LETTERS = st.characters(codec=None)  # half characters and control characters too
KEYS = st.one_of(st.sampled_from(["kind", "weights", "rate", "seed"]), st.text(LETTERS, max_size=5))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**300, -(10**300), 1e308, 0.5]),
    st.floats(),
    st.text(LETTERS, max_size=8),
    st.sampled_from(["relu", "dense", "explicit", "cross-entropy", "softmax", "blobs", "float64"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=6,
)
SHIPPED = presets.shipped()
GOOD = {name: json.loads(path.read_bytes()) for name, path in SHIPPED.items()}


def places(value, where=()):
    """The path of everything that stands in a JSON value."""
    yield where
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*where, key))


@st.composite
def damaged(draw):
    """A good preset with something else in one place, or with one key too many."""
    plain = copy.deepcopy(GOOD[draw(st.sampled_from(sorted(GOOD)))])
    *above, last = draw(st.sampled_from([place for place in places(plain) if place]))
    inside = plain
    for step in above:
        inside = inside[step]
    if isinstance(inside, dict) and draw(st.booleans()):
        last = draw(KEYS)
    inside[last] = draw(VALUES)
    return json.dumps(plain).encode()


@st.composite
def corrupted(draw):
    """A good preset with some of its bytes replaced."""
    content = SHIPPED[draw(st.sampled_from(sorted(SHIPPED)))].read_bytes()
    start = draw(st.integers(0, len(content)))
    return content[:start] + draw(st.binary(max_size=6)) + content[start + draw(st.integers(0, 6)) :]


@pytest.fixture(scope="module")
def drafts(tmp_path_factory):
    return tmp_path_factory.mktemp("drafts")


def opened(path):
    """The experiment in a file, or what was said against it."""
    try:
        return presets.load(path), []
    except BadPreset as refused:
        return None, refused.lines


@settings(max_examples=150)
@given(content=st.one_of(damaged(), corrupted(), st.binary()))
def test_whatever_stands_in_a_file_is_loaded_or_refused(content, drafts):
    (drafts / "draft.json").write_bytes(content)
    experiment, lines = opened(drafts / "draft.json")
    if experiment is None:
        assert lines
    else:
        lines = [str(problem) for problem in [*problems(experiment), *lesson_problems(experiment)]]
        presets.save(experiment, drafts / "again.json")
        assert presets.load(drafts / "again.json") == experiment
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("name", GOOD)
def test_a_setting_that_does_not_exist_is_said_wherever_it_stands(name):
    for place in places(GOOD[name]):
        plain = copy.deepcopy(GOOD[name])
        inside = plain
        for step in place:
            inside = inside[step]
        if isinstance(inside, dict):
            inside["strange"] = 1
            with pytest.raises(BadPreset, match=r"strange: no such setting"):
                presets.build({key: value for key, value in plain.items() if key != "format"}, name)


# Versions, and writing


def test_an_older_file_is_upgraded_step_by_step(monkeypatch, tmp_path):
    monkeypatch.setattr(presets, "FORMAT", 3)
    monkeypatch.setitem(presets.UPGRADES, 1, lambda plain: {"seed": plain["start"]})
    monkeypatch.setitem(presets.UPGRADES, 2, lambda plain: {**plain, "seed": plain["seed"] + 1})
    for content, seed in (({"format": 1, "start": 5}, 6), ({"format": 2, "seed": 5}, 6), ({"format": 3}, 1)):
        (tmp_path / "old.json").write_text(json.dumps(content))
        assert presets.load(tmp_path / "old.json").seed == seed


def test_every_older_format_has_its_upgrade():
    assert list(presets.UPGRADES) == list(range(1, presets.FORMAT))


def test_parts_that_do_not_fit_can_be_loaded_but_not_run(tmp_path):
    (tmp_path / "draft.json").write_text('{"format": 1, "loss": "cross-entropy", "features": []}')
    experiment = presets.load(tmp_path / "draft.json")
    with pytest.raises(BadPreset) as caught:
        presets.runnable(experiment, "draft")
    assert caught.value.name == "draft"
    assert caught.value.lines == [
        "features: choose at least one",
        "output.kind: the cross-entropy loss needs Softmax, not Tanh",
    ]


def test_an_experiment_that_fits_is_handed_back():
    assert presets.runnable(Experiment(), "mine") == Experiment()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_file_gets_the_permissions_that_the_person_chose(tmp_path):
    before = os.umask(0o027)
    try:
        presets.save(Experiment(), tmp_path / "mine.json")
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "mine.json").stat().st_mode) == 0o640


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        presets.save(Experiment(), tmp_path / "nowhere" / "mine.json")


def test_presets_are_found_inside_an_installed_package(monkeypatch, tmp_path):
    (tmp_path / "presets").mkdir()
    monkeypatch.setattr(shipped, "PACKAGE", tmp_path)
    assert presets.folder("presets") == tmp_path / "presets"
    assert presets.shipped() == {}


def test_the_schema_knows_every_setting_and_every_part():
    schema = json.loads(json.dumps(presets.schema()))
    assert schema["required"] == ["format"]
    assert set(schema["properties"]) == {"format", *Experiment.model_fields}

    def found(word, value):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key == word:
                yield inner
            elif isinstance(inner, dict | list):
                yield from found(word, inner)

    assert {name.removeprefix("#/$defs/") for name in found("$ref", schema)} <= set(schema["$defs"])
    assert set(found("const", schema)) >= {member.model_fields["kind"].default for member in members()}

"""Whatever is wrong is said in few, short and plain lines: no word of Python's, and nothing echoed whole."""

import json
import os
import re

import pytest

from playground.cli.commands import main

LONG = "x" * 100_000
FIGURES = "9" * 5000
PYTHON = re.compile(
    r"None|True|False|\{'|Traceback|Error|codec| at at |(?<!\.)numpy|zip\(|sys\.|invalid int|x{200}|9{200}"
)
ALIKE = {"locked": ["x"] * 10, "hidden": [None] * 10, "layers": [7] * 32, "stop": [{"kind": []}] * 16}


def said(capsys, *words):
    """What is printed against a command line."""
    try:
        code = main([*words])
    except SystemExit as end:
        code = end.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert 1 <= len(lines) <= 21
    for line in lines:
        assert line.replace("\u2009", " ").isprintable()  # between thousands
        assert len(line) < 1000
        assert not PYTHON.search(line), line
        assert not re.search(r"x{200}|9{200}", line)
    return lines


SETTINGS = [
    LONG,
    f"{LONG}=1",
    f"title={LONG}",
    f"data={LONG}",
    f"layers[0].units={LONG}",
    f"layers[{FIGURES}].units=3",
    f"seed={FIGURES}",
    f"a{LONG}.b=1",
    "title=null",
    "loss=null",
    "loss={}",
    "loss=[1,2]",
    "stop=[null]",
    "stop={}",
    "data.kind=null",
    'data.kind={"a": 1}',
    "features=x",
    'features={"a": [1]}',
    "frozen=[1e9]",
    "frozen=[null]",
    "shuffle=null",
    "shuffle=1",
    "split.test=1e400",
    "split=true",
    "seed=true",
    "locked=true",
    "lesson=[[]]",
    'optimizer={"kind": "sgd", "kind": "adam"}',
    'lesson=[{"expect": [{"kind": null}]}]',
    "title=[null, true]",
    f'lesson=[{{"do": ["{LONG}"]}}]',
    f'loss={{"kind": "{LONG}"}}',
    f'loss={{"{LONG}": 1}}',
    f'data={{"kind": "table", "path": "{LONG[:4000]}"}}',
    'data={"kind": "table", "text": "a,b\\n"}',
    f'features=[{{"kind": "formula", "text": "{LONG}"}}]',
    f'stop=[{{"kind": "{LONG}"}}]',
]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting[:50])
def test_what_is_set_wrongly(capsys, setting):
    said(capsys, "train", "circle", "--set", setting)


WORDS = [
    ("train", LONG),
    ("train", f"{LONG}.json"),
    ("check", LONG),
    ("gradcheck", LONG),
    ("trace", LONG),
    (LONG,),
    (LONG, "a"),
    ("parts", LONG),
    ("train", "circle", f"--{LONG}"),
    ("train", "circle", "--seed", FIGURES),
    ("train", "circle", "--seed", LONG),
    ("train", "circle", "--epochs", LONG),
    ("trace", "circle", "--steps", LONG),
    *(("train", "circle", option, LONG) for option in ("--export", "--plot", "--history", "--save-data")),
    ("train", "circle", "--export", f"{LONG}.npz"),
    ("train", "circle", "--export", f"{LONG}/w.npz"),
    *(
        ("train", "circle", "--population", words)
        for words in (LONG, f"{LONG}=1", f"seed={LONG}", "seed=0..x")
    ),
    ("train", "circle", "--population", f"seed=0..{LONG}"),
    ("train", "circle", "--population", "title=null"),
    *(("trace", "circle", option, LONG) for option in ("--samples", "--weight", "--json", "--csv")),
    ("trace", "circle", "--weight", f"1.weight[{FIGURES},0]"),
    ("trace", "circle", "--samples", FIGURES),
]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: " ".join(word[:20] for word in words))
def test_what_is_asked_wrongly(capsys, words):
    said(capsys, *words)


FILES = {
    "a line break in a text": (
        '{"format": 1, "title": "a\nb"}',
        "not JSON: invalid control character at line",
    ),
    "a text without an end": (
        '{"format": 1, "title": "ab',
        "not JSON: unterminated string starting at",
    ),
    "no format": ('{"format": null}', "format: a preset says which it is"),
    "a strange format": ('{"format": {"a": 1}}', "format: a preset says which it is"),
    "nothing": ("null", "not a preset"),
    "no bytes": ("", "is empty"),
    "only line breaks": ("\ufeff \r\n", "is empty"),
    "no list": ('{"format": 1, "layers": null}', "layers: null is not a list"),
    "no name": (
        '{"format": 1, "loss": {"kind": {"a": 1}}}',
        "loss.kind: an object is not a name",
    ),
    "a long name": (json.dumps({"format": 1, LONG: 1}), "xxx"),
    "a long kind": (json.dumps({"format": 1, "loss": {"kind": LONG}}), "loss.kind: no loss is called"),
    "many alike": (json.dumps({"format": 1, **ALIKE}), "layers[0]: must be a layer"),
    "too many": (
        json.dumps({"format": 1, "locked": ["x"] * 40}),
        "locked: 40 are more than 10",
    ),
    "Latin": (b'{"format": 1, "title": "\xe9"}', "not a preset: not a text file in UTF-8"),
}


@pytest.mark.parametrize(("content", "line"), FILES.values(), ids=FILES)
def test_what_is_wrong_in_a_file(capsys, here, content, line):
    (here / "bad.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    for command in ("check", "train"):
        assert said(capsys, command, "bad.json")[0].startswith(f"bad.json: {line}")


def test_of_many_faults_alike_a_few_are_said_and_the_rest_is_counted(capsys, here):
    (here / "bad.json").write_text(json.dumps({"format": 1, "locked": ["x"] * 10}))
    *lines, last = said(capsys, "check", "bad.json")
    assert len(lines) == 5
    assert last == "bad.json: locked: 5 more like these"
    assert os.listdir(here) == ["bad.json"]

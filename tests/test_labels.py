"""What a person reads is in plain words: no name from a file, one way to write numbers, one spelling."""

import ast
import re
from pathlib import Path

import pytest
from cases import members

import playground
from playground.data.samples import Split
from playground.experiment.experiment import Experiment
from playground.experiment.lessons import LessonStep
from playground.parts.setting import settings

ROOT = Path(playground.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
DESCRIBED = [*members(), Experiment, Split, LessonStep]
NAMES = {each.name for described in DESCRIBED for each in settings(described) if "_" in each.name}
KINDS = {each.model_fields["kind"].default: each.title for each in members()}
RAW = {kind for kind, title in KINDS.items() if "-" in kind and title.lower() != kind} | NAMES
"""Names in files that are no words."""


def raw(text):
    """The words of a text that are names in files."""
    return sorted(set(re.findall(r"[a-z][\w-]*", text)) & RAW)


@pytest.mark.parametrize("described", DESCRIBED, ids=lambda described: described.__name__)
def test_every_label_and_every_choice_is_in_plain_words(described):
    texts = [getattr(described, "title", "Title")] if hasattr(described, "family_name") else []
    for each in settings(described):
        texts += [each.label, *map(each.choice_label, each.choices)]
        assert not raw(each.help), each.help
    assert not raw(described.__doc__ or "")
    for text in texts:
        assert text, described
        assert "_" not in text, text
        assert not raw(text), text


BRITISH = re.compile(
    r"colour|licen[c]e|labelled|cancelled|misspelt|learnt|centre|behaviour|full stop|\bgrey|favour"
    r"|(standard|discret|normal|minim|maxim|initial|optim|regular|general|organ|recogn|visual)is(e|ing|ation)",
    re.IGNORECASE,
)


def texts(tree):
    """What a module holds for people: strings that begin like a sentence or have a space; no docstrings."""
    own = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            for inner in node.body:
                if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant):
                    own.add(inner.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in own:
            found = node.value.strip()
            yield from [(node.lineno, found)] if " " in found or found[:1].isupper() else []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_are_in_american_spelling(path):
    found = texts(ast.parse(path.read_text("utf-8")))
    assert [(line, text) for line, text in found if BRITISH.search(text)] == []


def test_parts_and_readmes_are_in_american_spelling():
    folders = ROOT.parent, ROOT, ROOT.parent / "presets"
    lines = [line for each in folders for line in (each / "README.md").read_text("utf-8").splitlines()]
    helps = [each.help for described in DESCRIBED for each in settings(described)]
    docs = [described.__doc__ or "" for described in DESCRIBED]
    assert [text for text in [*docs, *helps, *lines] if BRITISH.search(text)] == []


def test_numbers_in_descriptions_have_a_true_minus_sign():
    """Formulas to be typed keep the hyphen that is typed."""
    docs = [described.__doc__ or "" for described in members()]
    helps = [each.help for described in DESCRIBED for each in settings(described) if each.type is not str]
    assert [text for text in [*docs, *helps] if re.search(r"(^|[\s(e])-\d|\s-\s|\*\*|\s\*\s", text)] == []


def unset(node, inside=False):
    """Numbers of a module whose thousands are divided by commas, but are not typeset."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "typeset":
        inside = True
    if isinstance(node, ast.FormattedValue) and node.format_spec and not inside:
        pieces = [each.value for each in ast.walk(node.format_spec) if isinstance(each, ast.Constant)]
        yield from [node.lineno] if any("," in str(piece) for piece in pieces) else []
    for child in ast.iter_child_nodes(node):
        yield from unset(child, inside)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_thousands_are_divided_in_one_way(path):
    assert list(unset(ast.parse(path.read_text("utf-8")))) == []

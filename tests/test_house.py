"""The house: what holds of the sources as a whole."""

import ast
from collections import Counter
from pathlib import Path

import playground

TOP = {"LICENSE", "README.md", "assets", "build", "dist", "playground", "presets", "pyproject.toml", "tests"}
"""What stands at the top, with what packaging makes there."""
SOURCES = sorted(Path(playground.__file__).parent.rglob("*.py"))


def test_no_two_classes_have_one_name():
    """Whoever searches for a name finds one thing."""
    names = Counter(
        node.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_every_module_says_its_subject_in_a_first_sentence():
    for path in SOURCES:
        assert (ast.get_docstring(ast.parse(path.read_text())) or "").strip(), path


def test_nothing_strays_at_the_top():
    here = {path.name for path in Path(__file__).parent.parent.iterdir()}
    assert {
        name for name in here - TOP if not name.startswith(".") and not name.endswith(".egg-info")
    } == set()

"""What a library lacks: scripts get it as it stands in a module here, which is not imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec


def sources(module: str, wanted: Iterable[str]) -> Iterator[str]:
    """Yield the classes and functions of some names, and all that these use of their module, in its order."""
    known = _known(module)
    needed, names = set[str](), [name for name in wanted if name in known]
    while names:
        name = names.pop()
        needed.add(name)
        names += known[name][1] - needed
    yield from (source for name, (source, _) in known.items() if name in needed)


@lru_cache
def _known(module: str) -> dict[str, tuple[str, set[str]]]:
    """Return each class and function of a module as it is written, and which others it names."""
    spec = find_spec(module)
    loader = spec.loader if spec is not None else None
    text = loader.get_source(module) if loader is not None else None  # type: ignore[attr-defined]
    if text is None:
        raise LookupError("The program has been installed without its sources.")
    nodes = {
        node.name: node for node in ast.parse(text).body if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
    return {
        name: (
            str(ast.get_source_segment(text, node)),
            {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} & (nodes.keys() - {name}),
        )
        for name, node in nodes.items()
    }

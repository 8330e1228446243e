"""Classes that a library lacks: scripts get them as they stand in a module here, which is not imported."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec


def sources(module: str, wanted: Iterable[str]) -> Iterator[str]:
    """Yield the classes of a module, in its order, that have one of the wanted names."""
    names, known = set(wanted), _classes(module)
    yield from (source for name, source in known.items() if name in names)


@lru_cache
def _classes(module: str) -> dict[str, str]:
    """Return each class of a module as it is written."""
    spec = find_spec(module)
    loader = spec.loader if spec is not None else None
    text = loader.get_source(module) if loader is not None else None  # type: ignore[attr-defined]
    if text is None:
        raise LookupError("The program has been installed without its sources.")
    return {
        node.name: str(ast.get_source_segment(text, node))
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }

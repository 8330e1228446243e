"""Putting the arrays of a file where they belong in a network, by their names or by their shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

import numpy as np

from playground.engine.network import Network
from playground.engine.parameters import Shape
from playground.export.arrangement import ABSENT, AnyArray, Arrange, LayerArrays, places, put
from playground.export.weights.contents import Arrays
from playground.files.reasons import Unreadable
from playground.parts.text import shown

FEW = 5
"""So many names are listed in a line."""
DIGITS = re.compile(r"(\d{1,9})")


def fill(network: Network, arrays: Arrays, arrangements: Sequence[Arrange]) -> None:
    """Write the arrays of a file into a network. Raises Unreadable; the network is then to be thrown away.

    The names decide in which of several arrangements they are. Where these are strange names, arrays belong
    to the layers in order, as far as their shapes allow it; a weight may be transposed.
    """
    numbered = places(network)
    known = [_wanted(network, arrange, numbered) for arrange in arrangements]
    wanted = max(known, key=lambda each: len(each.keys() & arrays.keys()))
    put(network, _placed(known, wanted, arrays))
    if not (np.isfinite(network.parameters).all() and np.isfinite(network.state).all()):
        raise Unreadable(f"it has numbers that are too large for {network.parameters.dtype}")


def _placed(
    known: Sequence[Mapping[str, AnyArray]], wanted: Mapping[str, AnyArray], arrays: Arrays
) -> list[tuple[AnyArray, AnyArray]]:
    """Return where arrays belong: by their names, and where these are PyTorch's but weights are transposed,
    by their shapes.
    """
    if not _named(wanted, arrays):
        return _by_shape(known, arrays)
    try:
        return _by_name(wanted, arrays)
    except Unreadable:
        if not any("/" in name for name in arrays):
            with suppress(Unreadable):
                return _by_shape(known, arrays)
        raise


def _wanted(network: Network, arrange: Arrange, numbered: Sequence[LayerArrays]) -> dict[str, AnyArray]:
    """Return the places of an arrangement's arrays; none where it does not know a layer."""
    try:
        return arrange(network, numbered)
    except LookupError:
        return {}


def _named(wanted: Mapping[str, AnyArray], arrays: Arrays) -> bool:
    """Return whether names say where arrays belong: ours do, even where some are missing.

    ``0.weight`` may be of any ``nn.Sequential``, and only all such names together say of which.
    """
    shared = wanted.keys() & arrays.keys()
    return bool(shared) and (wanted.keys() == arrays.keys() or any("/" in name for name in shared))


def _by_name(wanted: Mapping[str, AnyArray], arrays: Arrays) -> list[tuple[AnyArray, AnyArray]]:
    needed = [name for name, where in wanted.items() if (where != ABSENT).any()]
    if missing := [name for name in needed if name not in arrays]:
        raise Unreadable(f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    if extra := [name for name in arrays if name not in wanted]:
        raise Unreadable(f"the network has no {_listed(extra)}")
    for name in needed:
        if arrays[name].shape != wanted[name].shape:
            found, right = sides(arrays[name].shape), sides(wanted[name].shape)
            raise Unreadable(f"{shown(name)} is {found}; the network needs {right}")
    return [(arrays[name], wanted[name]) for name in needed]


def _by_shape(known: Sequence[Mapping[str, AnyArray]], arrays: Arrays) -> list[tuple[AnyArray, AnyArray]]:
    """Return where arrays belong that have names of their own, as other programs give them."""
    # Dots part the names of PyTorch, whose arrangement then comes first.
    dotted = any("." in name for name in arrays)
    for wanted in sorted(known, key=lambda each: any("." in name for name in each) is not dotted):
        needed = {name: where for name, where in wanted.items() if (where != ABSENT).any()}
        for order in _orders(arrays):
            if found := _in_order(needed, order):
                return found
    first = [where.shape for where in known[0].values()]
    have, need = ([sides(shape) for shape in each] for each in ([a.shape for a in arrays.values()], first))
    raise Unreadable(f"its arrays are {_few(have)}; the network needs {_few(need)}")


def _orders(arrays: Arrays) -> Iterator[dict[str, AnyArray]]:
    """Yield the arrays in the file's order, by their names, and those that PyTorch only counts left out."""
    used = {name: array for name, array in arrays.items() if not name.endswith("num_batches_tracked")}
    yield used
    yield {name: used[name] for name in sorted(used, key=_natural)}


def _in_order(
    needed: Mapping[str, AnyArray], arrays: Mapping[str, AnyArray]
) -> list[tuple[AnyArray, AnyArray]]:
    """Return the arrays with their places, layer by layer; nothing if they do not fit."""
    theirs, own = _groups(arrays), _groups(needed)
    if len(theirs) != len(own) or any(a.keys() != b.keys() for a, b in zip(theirs, own, strict=True)):
        if len(arrays) != len(needed):
            return []
        pairs = list(zip(arrays.values(), needed.values(), strict=True))
    else:
        pairs = [(a[name], b[name]) for a, b in zip(theirs, own, strict=True) for name in b]
    fitting = [array.shape == where.shape for array, where in pairs]
    # A square fits either way, and goes the way of the others.
    straight = all(fitting) or any(
        fits and array.shape != array.T.shape for fits, (array, _) in zip(fitting, pairs, strict=True)
    )
    turned = [
        (array if fits and straight else array.T, where)
        for fits, (array, where) in zip(fitting, pairs, strict=True)
    ]
    return turned if all(array.shape == where.shape for array, where in turned) else []


def _groups(arrays: Mapping[str, AnyArray]) -> list[dict[str, AnyArray]]:
    """Return arrays by what stands before the last dot or stroke of their names, by what stands behind it."""
    found: dict[str, dict[str, AnyArray]] = {}
    for name, array in arrays.items():
        *before, last = re.split(r"[./]", name)
        found.setdefault("/".join(before), {})[last] = array
    return list(found.values())


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key by which 2 comes before 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in DIGITS.split(name)]


def sides(shape: Shape) -> str:
    """Return a shape as a message says it."""
    return " × ".join(map(str, shape)) or "a single number"


def _listed(names: list[str]) -> str:
    return _few(list(map(shown, names)))


def _few(words: list[str]) -> str:
    return ", ".join(words[:FEW]) + (f" and {len(words) - FEW} more" if len(words) > FEW else "") or "none"

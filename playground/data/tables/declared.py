"""What a table says itself of its columns: the types and flags of Orange, above them or before their names.

https://orangedatamining.com/widget-catalog/data/file/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

TYPES = {"c", "d", "s", "t", "n", "continuous", "discrete", "string", "time", "numeric", "nominal", "real"}
"""What stands in the second of Orange's three rows above the data, in small letters."""
FLAGS = {"class", "c", "meta", "m", "ignore", "i", "weight", "w", "multiclass", "skip"}
"""What stands in the third of them."""
DISCRETE, CLASS = {"d", "discrete", "nominal"}, {"class", "c", "multiclass"}
PREFIXED = re.compile(r"(?P<flag>[cmiw]?)(?P<type>[CDSTN]?)#(?P<name>.*\S.*)", re.DOTALL)
"""A name with its flag and type before it: cD#species is a class."""


@dataclass(frozen=True)
class ColumnRoles:
    """Columns by their names: what is to be predicted, what is no input, and which numbers are classes."""

    targets: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    discrete: tuple[str, ...] = ()
    continuous: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What is said of it."""
        return "What the table says of its columns is followed." if self != UNSAID else ""


UNSAID = ColumnRoles()


def is_types(row: Sequence[str]) -> bool:
    """Return whether a row says the types of columns; some may list the words of theirs."""
    filled = [cell.strip().lower() for cell in row if cell.strip()]
    types = sum(cell in TYPES for cell in filled)
    return len(filled) > 1 and types > 0 and all(cell in TYPES or " " in cell for cell in filled)


def is_flags(row: Sequence[str]) -> bool:
    """Return whether a row says what columns are for."""
    return all(cell.strip().lower() in FLAGS or "=" in cell for cell in row if cell.strip())


def without_prefixes(heads: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the names without what stands before them, their types, and their flags."""
    found = [PREFIXED.fullmatch(head.strip()) for head in heads]
    plain = any(each is None and "#" in head for each, head in zip(found, heads, strict=True))
    if plain or not any(each and each["flag"] + each["type"] for each in found):
        return [*heads], [""] * len(heads), [""] * len(heads)
    names = [each["name"] if each else head for each, head in zip(found, heads, strict=True)]
    types, flags = ([each[part] if each else "" for each in found] for part in ("type", "flag"))
    return names, types, flags


def declared(names: Sequence[str], types: Sequence[str], flags: Sequence[str]) -> ColumnRoles:
    """Return what types and flags, one for each name or none at the end, say of columns."""
    kinds = {name: word.strip().lower() for name, word in zip(names, types, strict=False)}
    uses = {name: word.split("=")[0].strip().lower() for name, word in zip(names, flags, strict=False)}
    discrete = [name for name, kind in kinds.items() if kind in DISCRETE or " " in kind]
    targets = [name for name, use in uses.items() if use in CLASS]
    aside = [name for name, use in uses.items() if use in FLAGS - CLASS]
    known = {*targets, *aside}
    aside += [name for name, kind in kinds.items() if kind in ("s", "string") and name not in known]
    continuous = [name for name, kind in kinds.items() if kind in TYPES and name not in discrete]
    return ColumnRoles(tuple(targets), tuple(aside), tuple(discrete), tuple(continuous))

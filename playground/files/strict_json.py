"""Strict JSON: no duplicate keys, no NaN or Infinity, and limits on the sizes of objects and integers."""

from __future__ import annotations

import json
import math
from functools import partial
from typing import Any

from playground.parts.counts import grouped
from playground.parts.text import shown

KEYS = 100
"""More settings than any object of a preset has."""


class StrictJSONError(ValueError):
    """JSON that Python accepts and this program refuses; the text says why."""


def parse(text: str, most: int = KEYS) -> Any:
    """Return the value of a text whose objects have at most so many keys.

    Raises StrictJSONError, JSONDecodeError, RecursionError.
    """
    unique = partial(_unique, most)
    return json.loads(text, object_pairs_hook=unique, parse_constant=_constant, parse_int=_integer)


def finite(value: Any) -> Any:
    """Return a value with ``None`` in place of every NaN and infinity, which JSON does not have."""
    if isinstance(value, dict):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [finite(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _unique(most: int, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > most:
        raise StrictJSONError(
            f"an object with {grouped(len(pairs))} settings; at most {grouped(most)} are allowed"
        )
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise StrictJSONError(f"{shown(key)} appears twice in one object")
        found[key] = value
    return found


def _constant(name: str) -> float:
    raise StrictJSONError(f"{name} is not a number in JSON")


def _integer(digits: str) -> int:
    if len(digits) > 300:  # Python itself refuses thousands, in words that would help nobody
        raise StrictJSONError(f"{digits[:20]}... is a number of {grouped(len(digits))} digits")
    return int(digits)

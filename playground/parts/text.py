"""Values and names as messages quote them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

MOST_NAMES = 16
"""So many names are listed in a line; of more, the first ones."""


def meant(word: Any, known: list[str]) -> str:
    """Return the end of an error line: the name that was probably meant, or those that there are."""
    close = difflib.get_close_matches(word, known, 1, 0.55) if isinstance(word, str) else []
    if close:
        return f'; did you mean "{close[0]}"?'
    if not known:
        return ""
    more = f" and {len(known) - MOST_NAMES} others" if len(known) > MOST_NAMES + 1 else ""
    return f"; choose from {', '.join(known[:MOST_NAMES] if more else known)}{more}"


def shown(value: Any) -> str:
    """Return a value as an error line quotes it, in the words of JSON, in which it was written."""
    match value:
        case str():
            return shortened(f'"{value}"')
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[value]
        case Mapping():
            return "an object"
        case list() | tuple():
            few = len(value) <= 8 and not any(isinstance(each, Mapping | list | tuple) for each in value)
            return shortened(f"[{', '.join(map(shown, value))}]") if few else "a list"
    return shortened(str(value))


def shortened(text: str, most: int = 60) -> str:
    """Return a text for a line of its own: printable, and cut off where it is long."""
    found = printable(text[: most + 1])  # of a megabyte only the beginning is looked at
    return found if len(found) <= most else found[: most - 3] + "..."


def name_of(path: object) -> str:
    """Return a path for a line of its own: both its ends, where it is long."""
    text = printable(str(path)[:10_000])
    return text if len(text) <= 160 else f"{text[:60]}...{text[-80:]}"


def printable(text: str) -> str:
    """Return a text with its line breaks, control characters and half characters spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def sentence(name: str) -> str:
    """Return a name such as ``batch_size`` as a label: Batch size."""
    words = name.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def within(label: str) -> str:
    """Return a label as it stands within a sentence: batch size; ``L1 share`` keeps its capital."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label

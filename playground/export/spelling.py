"""Python as text: docstrings, names and rows, laid out as a formatter would lay them out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from textwrap import TextWrapper
from typing import Any

from playground.parts.text import printable

WIDTH = 88
"""Columns of a line: what ruff and Black allow."""


def wrap(text: str, room: int = WIDTH) -> list[str]:
    """Return the lines of a text, each of so many columns; names of files are not broken at their hyphens."""
    return TextWrapper(room, break_on_hyphens=False).wrap(text)


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def docstring(*paragraphs: str, indent: int = 0) -> str:
    """Return paragraphs as a docstring, each line indented, wrapped where it is too long.

    Only what can be printed is in it, and nothing that ends it early.
    """
    room = WIDTH - indent
    plain = [" ".join(printable(text).split()).replace("\\", "/").replace('"', "'") for text in paragraphs]
    if len(plain) == 1 and width(plain[0]) + 6 <= room:
        lines = [f'"""{plain[0]}"""']
    else:
        first, *others = plain
        lines = wrap(f'"""{first}', room)
        if len(lines) == len(plain) == 1:  # formatters would put the quotes behind it all the same
            lines = wrap(f'"""{first}', room - 3)
        for each in others:
            lines += ["", *wrap(each, room)]
        lines.append('"""')
    return "\n".join(" " * indent + line if line else "" for line in lines)


def comment(text: str, indent: int = 0) -> str:
    """Return a comment in as many lines as it needs."""
    return "\n".join(
        f"{' ' * indent}# {line}" for line in wrap(" ".join(printable(text).split()), WIDTH - indent - 2)
    )


def quoted(text: str) -> str:
    """Return a text as a literal, in the quotes that spare it from backslashes."""
    plain = text.replace("\\", "\\\\")
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in plain)
    if '"' in plain and "'" not in plain:
        return f"'{plain}'"
    return '"' + plain.replace('"', '\\"') + '"'


def row(before: str, items: Sequence[str], after: str, indent: int = 0) -> str:
    """Return what stands in parentheses or brackets: in one line if there is room, otherwise in one each.

    The first line is not indented itself, for it stands behind something else.
    """
    inside = ", ".join(items)
    if before.endswith("(") and len(items) == 1 and before in ("(", "= ("):
        inside += ","
    line = f"{before}{inside}{after}"
    if indent + width(line) <= WIDTH and "\n" not in line:
        return line
    inner = "".join(f"{' ' * (indent + 4)}{item},\n" for item in items)
    return f"{before}\n{inner}{' ' * indent}{after}"


def call(name: str, arguments: Iterable[Any], settings: Mapping[str, Any]) -> str:
    """Return a call in one line; texts are literals in it, and everything else is as it spells itself."""
    given = [spelled(each) for each in arguments]
    given += [f"{key}={spelled(value)}" for key, value in settings.items()]
    return f"{name}({', '.join(given)})"


def laid_out(text: str, indent: int) -> str:
    """Return a call that a comma follows: in one line if there is room, otherwise with an argument in each.

    The first line is not indented itself.
    """
    if indent + width(text) < WIDTH or not text.endswith(")"):
        return text
    name, _, inside = text[:-1].partition("(")
    arguments, depth = [""], 0
    for letter in inside:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and not depth:
            arguments.append("")
        else:
            arguments[-1] += letter
    space = " " * (indent + 4)
    inner = "".join(f"{space}{laid_out(each.strip(), indent + 4)},\n" for each in arguments)
    return f"{name}(\n{inner}{' ' * indent})"


def spelled(value: Any) -> str:
    """Return a value in Python."""
    return quoted(value) if isinstance(value, str) else str(value)

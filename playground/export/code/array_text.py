"""Arrays as Python: in the script where they are short, in a file beside it where they are not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any

import numpy as np

from playground.export.arrangement import AnyArray
from playground.export.spelling import WIDTH

FEW = 400
"""Numbers that a person may still look over in a script ..."""
LOOKED_AT = 80
"""... and of a sample or two."""


def few(arrays: Mapping[str, AnyArray], most: int = FEW) -> bool:
    """Return whether arrays are short enough to stand in a script."""
    return sum(array.size for array in arrays.values()) <= most


def literal(name: str, array: AnyArray) -> str:
    """Return the statement that makes an array, number by number as it is."""
    if not array.any() and array.dtype.kind == "f":
        shape = str(array.shape[0]) if array.ndim == 1 else str(array.shape)
        return f"{name} = np.zeros({shape}, dtype=np.{array.dtype})"
    return statement(name, rows_of(array), f"dtype=np.{array.dtype}" if array.dtype == np.float32 else "")


def statement(name: str, rows: Any, dtype: str = "") -> str:
    """Return the statement that makes an array of numbers as they are spelled, in lists."""
    line = f"{name} = np.array({', '.join([nested(rows), *filter(None, [dtype])])})"
    if len(line) <= WIDTH:
        return line
    inside, fits = _laid_out(rows, 4)
    skip = "" if fits else "  # fmt: skip"
    if not dtype:
        return f"{name} = np.array(\n{inside}\n){skip}"
    return f"{name} = np.array(\n{inside},\n    {dtype},\n){skip}"


def entries(arrays: Iterable[tuple[str, AnyArray]], brackets: str) -> str:
    """Return arrays as lists between brackets such as "{}", each behind its name, if it has one."""
    lines, fits = [brackets[0]], True
    for name, array in arrays:
        rows = rows_of(array)
        key, text = f"    {name}: " if name else "    ", nested(rows)
        if len(key + text) >= WIDTH:
            text, fitting = _broken(rows, 4)
            fits = fits and fitting
        lines.append(f"{key}{text},")
    return "\n".join([*lines, brackets[1]]) + ("" if fits else "  # fmt: skip")


def nested(rows: Any) -> str:
    """Return lists of numbers in one line."""
    return f"[{', '.join(map(nested, rows))}]" if isinstance(rows, list) else str(rows)


def rows_of(array: AnyArray) -> Any:
    """Return an array as lists, its numbers in as many digits as say exactly which they are."""
    return _shortest(array) if array.dtype.kind == "f" else array.tolist()


def _shortest(array: AnyArray) -> Any:
    if not array.ndim:
        return str(array) if np.isfinite(array) else f"np.{array}".replace("np.-", "-np.")
    return [_shortest(each) for each in array]


def _laid_out(rows: Any, indent: int) -> tuple[str, bool]:
    """Return lists over several lines, and whether they lie as a formatter would lay them out."""
    space, line = " " * indent, nested(rows)
    if indent + len(line) < WIDTH:
        return space + line, True
    if not isinstance(rows[0], list):
        return "\n".join(_wrapped(rows, space)), False
    text, fits = _broken(rows, indent)
    return space + text, fits


def _broken(rows: Any, indent: int) -> tuple[str, bool]:
    """Return a list with what is in it in lines of its own, and whether a formatter would leave it so."""
    space = " " * indent
    if not isinstance(rows[0], list):
        lines = wrap(", ".join(map(str, rows)) + ",", WIDTH - indent - 4)
        return "\n".join(["[", *(f"{space}    {line}" for line in lines), f"{space}]"]), False
    inner = [_laid_out(each, indent + 4) for each in rows]
    lines = [f"{each}," for each, _ in inner]
    return "\n".join(["[", *lines, f"{space}]"]), all(fits for _, fits in inner)


def _wrapped(numbers: list[str], space: str) -> Iterator[str]:
    line = f"{space}["
    for i, number in enumerate(numbers):
        last = i == len(numbers) - 1
        piece = f"{number}]" if last else f"{number},"
        if len(line) + len(piece) + 1 >= WIDTH:
            yield line.rstrip()
            line = f"{space} "
        line += piece if last else f"{piece} "
    yield line

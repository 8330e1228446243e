"""JSON: nested lists by name, every digit kept."""

from __future__ import annotations

import json
import os
import re
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from playground.export.weights.contents import Contents
from playground.files import strict_json
from playground.files.reasons import Unreadable
from playground.parts.text import shown

LARGEST = 20_000_000
"""How many bytes such a file may have: Python needs twenty times as many to read it."""
MOST = 10_000
"""Names that an object may have."""
DEEPEST = 8
"""Lists in lists that an array may be."""
ARRAYS = "arrays"
WEIGHTS = re.compile(rb'"arrays"\s*:|[/.](weight|kernel|recurrent)"\s*:')
"""What stands in a file of weights, and in no preset."""


def write(contents: Contents, file: IO[bytes]) -> None:
    """Write arrays as lists, and texts as the values that they are. Raises ValueError if that is too much."""
    values = {name: json.loads(text) for name, text in contents.texts.items()}
    lists = {name: array.tolist() for name, array in contents.arrays.items()}
    data = (json.dumps(values | {ARRAYS: lists}, indent=1) + "\n").encode()
    if len(data) > LARGEST:
        raise ValueError(f"larger than {LARGEST // 1_000_000} MB as JSON: choose another format")
    file.write(data)


def read(data: bytes) -> Contents:
    """Return what stands in a file: arrays by themselves, or under their own name beside texts.

    Raises Unreadable.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"larger than {LARGEST // 1_000_000} MB, which is too much for JSON")
    try:
        found = strict_json.parse(data.decode("utf-8-sig"), most=MOST)
    except strict_json.StrictJSONError as error:
        raise Unreadable(str(error)) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON in UTF-8") from error
    if not isinstance(found, dict):
        raise Unreadable("not an object of arrays by name")
    lists = found.pop(ARRAYS) if isinstance(found.get(ARRAYS), dict) else found
    texts = {} if lists is found else {name: json.dumps(value) for name, value in found.items()}
    return Contents({name: _array(name, numbers) for name, numbers in lists.items()}, texts)


def holds(data: bytes, path: str | os.PathLike[str]) -> bool:
    """Return whether there are weights in a file, and not a preset."""
    return WEIGHTS.search(data) is not None


def _array(name: str, numbers: Any) -> npt.NDArray[Any]:
    if not _of_numbers(numbers):
        raise Unreadable(f"{shown(name)} is not a list of numbers")
    try:
        return np.array(numbers, np.float64)
    except (ValueError, OverflowError) as error:
        raise Unreadable(
            f"{shown(name)} has rows of different lengths, or a number that is too large"
        ) from error


def _of_numbers(value: Any, depth: int = 0) -> bool:
    if isinstance(value, list):
        return depth < DEEPEST and all(_of_numbers(each, depth + 1) for each in value)
    return isinstance(value, int | float) and not isinstance(value, bool)

"""Words of the command line as values: whole numbers, numbers and shares, names of parts, lists."""

from __future__ import annotations

import argparse
import csv
import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playground.experiment.options import Option
from playground.files import strict_json
from playground.parts.text import meant, shown


def whole(word: str) -> int:
    """Read a whole number from the command line."""
    if not re.fullmatch(r"[-+]?[0-9]{1,18}", word):
        raise argparse.ArgumentTypeError(f"{shown(word)} is not a whole number")
    return int(word)


def epochs(word: str) -> tuple[int, int]:
    """Read the first and the last of some epochs: 100..400."""
    found = re.fullmatch(r"([0-9]{1,18})\.\.([0-9]{1,18})", word)
    if not found or int(found[1]) > int(found[2]):
        raise argparse.ArgumentTypeError(f"{shown(word)} is not a first epoch and a last, such as 100..400")
    return int(found[1]), int(found[2])


def number(word: str) -> float:
    """Read a number, which may be a percentage: 0.2 or 20%."""
    try:
        value = float(word.removesuffix("%")) / (100.0 if word.endswith("%") else 1.0)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{shown(word)} is not a number")
    return value


def list_of(word: str) -> list[str]:
    """Read words between commas; one that has a comma itself stands in quotation marks."""
    try:
        return next(csv.reader([word], skipinitialspace=True, strict=True), [])
    except csv.Error:
        raise argparse.ArgumentTypeError(f"{shown(word)} has a quotation mark that is not closed") from None


def part(word: str) -> Any:
    """Read the name of a part, or one with settings as a preset has it: {"kind": "sgd", ...}."""
    if not word.lstrip().startswith("{"):
        return word
    try:
        return strict_json.parse(word)
    except (ValueError, RecursionError):
        raise argparse.ArgumentTypeError(f"{shown(word)} is not JSON") from None


def one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """Return what reads one of a few words."""

    def read(word: str) -> str:
        if word not in choices:
            raise argparse.ArgumentTypeError(f"there is no {shown(word)}{meant(word, [*choices])}")
        return word

    return read


def second_file(word: str) -> dict[str, str]:
    """Read the path of a table that has the test."""
    return {"kind": "second-file", "path": str(Path(word).absolute())}


def reader_of(option: Option) -> Callable[[str], Any]:
    """Return what reads the word of an option."""
    if option.setting.choices:
        return one_of(option.setting.choices)
    if option.is_part:
        return part
    readers: dict[Any, Callable[[str], Any]] = {int: whole, float: number, str: str}
    return readers.get(option.setting.type, list_of)

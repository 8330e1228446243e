"""Numbers as a person types them: with the decimal sign of the place, or a sentence about what is wrong."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QLocale

from playground.gui.widgets.numbers import written
from playground.parts.counts import number
from playground.parts.setting import Setting

SPACES = ("\u2009", "\u202f", "\u00a0", " ")
"""What may stand between thousands."""
GROUPS = {sign: re.compile(rf"[-+]?\d{{1,3}}({re.escape(sign)}\d{{3}})+") for sign in ",."}
"""Whole numbers whose thousands stand apart by a sign."""
PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def comma_is_decimal() -> bool:
    """Return whether 1,5 is how the person's place writes one and a half."""
    return QLocale().decimalPoint() == ","


def number_in(text: str, whole: bool = False) -> float:
    """Read a number. Raises ValueError with one sentence.

    A point is always the decimal sign, for fields write it so. A comma is one, too, unless it stands between
    thousands: before three digits, of whole numbers or where the place does not write decimals with it.
    """
    plain = text.replace("−", "-").strip()
    for space in SPACES:
        plain = plain.replace(space, "")
    if not plain:
        raise ValueError("type a number")
    if plain.endswith("%"):
        raise ValueError(_share(text.strip(), plain[:-1]))
    if GROUPS[","].fullmatch(plain) and (whole or not comma_is_decimal()):
        plain = plain.replace(",", "")
    elif whole and comma_is_decimal() and GROUPS["."].fullmatch(plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    if PLAIN.fullmatch(plain):
        value = float(plain)
        if math.isfinite(value):
            return value
    if re.fullmatch(r"[-+]?(nan|inf(inity)?|∞|[\d.]+e\+?\d+)", plain, re.IGNORECASE):
        raise ValueError(f'"{text.strip()}" is not a finite number')
    raise ValueError(f'"{text.strip()}" is not a number')


def _share(text: str, plain: str) -> str:
    try:
        return f'"{text}" is a percentage: type {number(number_in(plain) / 100.0)}'
    except ValueError:
        return f'"{text}" is not a number'


def read(text: str, setting: Setting) -> float:
    """Read what a person typed into the field of a setting. Raises ValueError with one sentence."""
    whole = setting.type is int
    if setting.unit == "%":
        value = float(f"{number_in(text.strip().removesuffix('%')) / 100:.12g}")
    else:
        value = number_in(text, whole)
    if whole:
        if value != int(value):
            raise ValueError("a whole number is needed")
        value = int(value)
    if setting.least is not None and value < setting.least:
        raise ValueError(f"below {written(setting.least, setting.unit)}")
    if setting.most is not None and value > setting.most:
        raise ValueError(f"above {written(setting.most, setting.unit)}")
    if value in setting.excluded:
        raise ValueError(f"{written(value, setting.unit)} itself is not allowed")
    return value


def row_in(text: str, whole: bool) -> tuple[float, ...]:
    """Read a row of numbers with spaces, semicolons, or commas and spaces between them.

    Raises ValueError with one sentence.
    """
    found = list[float]()
    for word in re.split(r",?[ \t\n]+|;", text.strip().rstrip(",;")):
        if not word:
            continue
        commas = word.count(",")
        if commas > 1 or (commas and (whole or not comma_is_decimal())):
            raise ValueError(f'"{word}" may be one number or several: put spaces between numbers')
        value = number_in(word)
        if whole and value != int(value):
            raise ValueError(f'"{word}" is not a whole number')
        found.append(int(value) if whole else value)
    return tuple(found)

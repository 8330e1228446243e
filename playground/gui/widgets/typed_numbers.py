"""Numbers as a person types them: with the decimal sign of the place, or a sentence about what is wrong."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QCoreApplication, QLocale

from playground.gui.widgets.numbers import written
from playground.parts.counts import number
from playground.parts.setting import Setting

SPACES = "\u2009\u202f\u00a0 "
"""What may stand between thousands."""
GROUPS = {sign: re.compile(rf"[-+]?[1-9]\d{{0,2}}({re.escape(sign)}\d{{3}})+") for sign in ",."}
"""Whole numbers whose thousands stand apart by a sign."""
BETWEEN_THOUSANDS = re.compile(rf"(?<=\d)[{SPACES}](?=\d{{3}}(?!\d))")
SIGN_APART = re.compile(rf"^([-+])[{SPACES}]+")
PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


def tr(text: str) -> str:
    """Return a text in the person's language."""
    return QCoreApplication.translate("typed numbers", text)


def comma_is_decimal() -> bool:
    """Return whether 1,5 is how the person's place writes one and a half."""
    return QLocale().decimalPoint() == ","


def number_in(text: str, whole: bool = False) -> float:
    """Read a number. Raises ValueError with one sentence.

    A point is always the decimal sign, for fields write it so. A comma is one, too, unless it stands between
    thousands: before three digits, of whole numbers or where the place does not write decimals with it.
    """
    plain = text.replace("−", "-").strip()
    plain = BETWEEN_THOUSANDS.sub("", SIGN_APART.sub(r"\1", plain))
    if not plain:
        raise ValueError(tr("type a number"))
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
        raise ValueError(tr('"{0}" is not a finite number').format(text.strip()))
    raise ValueError(tr('"{0}" is not a number').format(text.strip()))


def _share(text: str, plain: str) -> str:
    try:
        return tr('"{0}" is a percentage: type {1}').format(text, number(number_in(plain) / 100.0))
    except ValueError:
        return tr('"{0}" is not a number').format(text)


def read(text: str, setting: Setting) -> float:
    """Read what a person typed into the field of a setting. Raises ValueError with one sentence."""
    whole = setting.type is int
    for called, name in setting.called.items():
        if text.strip().casefold() == name.casefold():
            return int(called)
    if setting.unit == "%":
        value = float(f"{number_in(text.strip().removesuffix('%')) / 100:.12g}")
    else:
        value = number_in(text, whole)
    if whole:
        if value != int(value):
            raise ValueError(tr("a whole number is needed"))
        value = int(value)
    if setting.least is not None and value < setting.least:
        raise ValueError(tr("below {0}").format(written(setting.least, setting.unit)))
    if setting.most is not None and value > setting.most:
        raise ValueError(tr("above {0}").format(written(setting.most, setting.unit)))
    if value in setting.excluded:
        raise ValueError(tr("{0} itself is not allowed").format(written(value, setting.unit)))
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
            raise ValueError(
                tr('"{0}" may be one number or several: put spaces between numbers').format(word)
            )
        value = number_in(word)
        if whole and value != int(value):
            raise ValueError(tr('"{0}" is not a whole number').format(word))
        found.append(int(value) if whole else value)
    return tuple(found)

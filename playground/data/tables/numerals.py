"""Numbers as people and programs write them: one normalization, for what guesses and for what reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

DecimalSign = Literal["point", "comma"]
SIGN = {"point": ".", "comma": ","}
BLANKS = " \u00a0\u2007\u2008\u2009\u202f"
"""Blanks that stand between thousands, and between a number and its mark."""
QUOTES = "'’`´"
"""What Swiss programs write between thousands."""
MINUS = "-−–‒﹣－"
CODES = (
    "EUR USD CHF GBP JPY CNY RMB INR RUB BRL CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN TRY ZAR MXN KRW "
    "SGD HKD THB ILS UAH AED SAR DEM ATS FRF ITL ESP"
)
CURRENCY = "|".join(
    (r"(?:US|A|C|R|NZ|HK|S)?\$|[€£¥₩₹₽₺₴₪฿₫₱₦₿¢]|S?Fr\.?|kr\.?|Kč|zł|Ft|lei|руб\.?", *CODES.split())
)
POINTED = re.compile(r"(?:US|NZ|HK|S)?\$|[£¥₹₩฿₱₪]|USD|GBP|JPY|CNY|RMB|INR|NZD|SGD|HKD|THB|ILS|AED|KRW|MXN")
"""Currencies of places where a comma stands between thousands, and of which there are no thousandths."""
NUMERAL = re.compile(
    rf"""
    (?:(?:{CURRENCY})[{BLANKS}]*(?=\())?
    (?P<opened>\()?
    (?P<sign>[{MINUS}+])? [{BLANKS}]*
    (?P<before>{CURRENCY})? [{BLANKS}]*
    (?P<inner>[{MINUS}+])? [{BLANKS}]*
    (?P<body>
        (?P<apart>\d{{1,3}}(?:[{BLANKS}]\d{{3}})+ | \d{{1,3}}(?:[{QUOTES}]\d{{3}})+)?
        (?(apart)|(?=[.,]?\d)[\d.,]*)
        (?(apart)(?:[.,]\d*)?)
    )
    (?P<whole>(?<=[.,])[{MINUS}—]{{1,2}})?
    (?P<power>[eE][-+−]?\d{{1,4}}|[dD][-+]\d{{1,4}})?
    (?P<after_sign>(?<=\d)[{MINUS}])?
    [{BLANKS}]* (?P<share>[%‰])? [{BLANKS}]*
    (?P<after>{CURRENCY})?
    (?P<closed>\))?
    """,
    re.VERBOSE,
)
GROUPS = {
    "point": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?"),
    "comma": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?"),
}
"""Numbers whose thousands stand apart, by what the decimal sign is; Indian ones by two digits, too."""
PLAIN = {"point": re.compile(r"\d+\.?\d*|\.\d+"), "comma": re.compile(r"\d+,?\d*|,\d+")}
SHARES = {"%": 2, "‰": 3}
MEASURED = re.compile(
    rf"""
    (?P<number>.+?) [{BLANKS}]*
    (?P<unit>(?:[^\W\d_]|[°/"'′″])(?:[^\W\d_]|[{BLANKS}°/·.^%²³-])*(?:(?<=\w)\d)?)
    """,
    re.VERBOSE,
)
"""A number and what stands behind it: °C, km/h, m2."""
LONGEST_UNIT = 20
"""Characters of what stands behind a number."""


@dataclass(frozen=True)
class Numeral:
    """What stands in a cell that may hold a number: digits with their signs, and what is around them."""

    body: str
    """Digits, points and commas; no blanks."""
    negative: bool
    power: int
    currency: str
    apart: bool
    """Whether blanks or quotes stand between the thousands."""

    def number(self, decimal: DecimalSign) -> float | None:
        """Return the finite number, if with this decimal sign there is one."""
        text = self.body
        if GROUPS[decimal].fullmatch(text):
            text = text.replace(SIGN["comma" if decimal == "point" else "point"], "")
        if not PLAIN[decimal].fullmatch(text):
            return None
        # One conversion, so that 0.3 % of the text is the number nearest to 0.003.
        number = float(f"{'-' if self.negative else ''}{text.replace(',', '.')}e{self.power}")
        return number if np.isfinite(number) else None


def numeral(cell: str) -> Numeral | None:
    """Return what a cell holds if it looks like a number under any convention."""
    found = NUMERAL.fullmatch(cell.strip())
    if found is None or (found["opened"] is None) != (found["closed"] is None):
        return None
    signs = [sign for sign in (found["sign"], found["inner"], found["after_sign"]) if sign]
    if len(signs) > 1 or (signs and found["opened"]) or (found["before"] and found["after"]):
        return None
    body = re.sub(rf"[{BLANKS}{QUOTES}]", "", found["body"])
    if not body.isascii():  # digits of other scripts are not counted with
        return None
    power = int((found["power"] or "e0")[1:].replace("−", "-")) - SHARES.get(found["share"] or "", 0)
    negative = found["opened"] is not None or any(sign in MINUS for sign in signs)
    currency = found["before"] or found["after"] or ""
    return Numeral(body, negative, power, currency, found["apart"] is not None)


@lru_cache(4096)
def _number(cell: str, decimal: DecimalSign) -> float | None:
    found = numeral(cell)
    return found.number(decimal) if found else None


def number_in(cell: str, decimal: DecimalSign) -> float | None:
    """Return the finite number that a cell holds, if it does."""
    return _number(cell, decimal) if len(cell) < 100 else None


@lru_cache(4096)
def measure(cell: str) -> tuple[Numeral, str] | None:
    """Return the number in a cell and the unit behind it, if it holds nothing else."""
    found = MEASURED.fullmatch(cell.strip()) if len(cell) < 100 else None
    if found is None or len(found["unit"]) > LONGEST_UNIT:
        return None
    number = numeral(found["number"])
    return (number, found["unit"]) if number else None


def amount_in(cell: str, decimal: DecimalSign, unit: str) -> float | None:
    """Return the finite number that a cell holds with this unit behind it, or with none."""
    if not unit:
        return number_in(cell, decimal)
    found = measure(cell)
    return found[0].number(decimal) if found and found[1] == unit else None


def is_numeral(cell: str) -> bool:
    """Return whether a cell holds a number, whatever the decimal sign is."""
    return number_in(cell, "point") is not None or number_in(cell, "comma") is not None


def is_amount(cell: str) -> bool:
    """Return whether a cell holds a number, with a unit behind it or none."""
    return is_numeral(cell) or measure(cell) is not None

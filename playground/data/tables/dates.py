"""Dates in a column of words, and how many days each is from 1970 on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

DateOrder = Literal["automatic", "day first", "month first"]
"""Which of two numbers is the day where either may be."""
START = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400.0
FIRST = 20
"""So many words are looked at to see whether they are dates."""
TIME = (
    r"(?:(?:[ T]|, )(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
YEAR, WORD = r"(?P<year>\d{4}|\d{2})", r"[^\W\d_]{3,9}"
SHORT = re.compile(rf"(?P<a>\d{{1,2}})(?P<sign>[./-])(?P<b>\d{{1,2}})(?P=sign){YEAR}{TIME}")
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[./-](?P<month>\d{{1,2}})(?:[./-](?P<day>\d{{1,2}}){TIME})?")
NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\.?[ -](?P<name>{WORD})\.?|(?P<first>{WORD})\.? (?P<second_day>\d{{1,2}}))"
    rf"[ ,-] ?{YEAR}{TIME}"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS_IN_GERMAN = {"mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12}
"""German months that do not begin as English ones."""
TWO_DIGITS = 69
"""Years of two digits from here on are of the 20th century, as POSIX has it."""


class Undated(ValueError):
    """A word that is no date, or dates that can be read in two ways; the text says which."""


def days_of(words: Sequence[str], order: DateOrder = "automatic") -> list[float]:
    """Return days from 1970 on, parts of a day included. Raises Undated.

    Dates are those of ISO 8601, such as have a month's name, or 31.12.2024 and 12/31/2024 in one order for
    all. With points the day comes first; elsewhere what is above 12 in any of the words settles it.
    """
    numbers = [SHORT.fullmatch(word.strip()) for word in words]
    day_first = _day_first([found for found in numbers if found], order)
    return [_days(word.strip(), found, day_first) for word, found in zip(words, numbers, strict=True)]


def order_of(words: Sequence[str]) -> DateOrder:
    """Return which of day and month comes first in words that are dates; automatic where none says it."""
    found = [each for word in words if (each := SHORT.fullmatch(word.strip()))]
    try:
        return ("day first" if _day_first(found, "automatic") else "month first") if found else "automatic"
    except Undated:
        return "automatic"


def ambiguous(words: Sequence[str]) -> bool:
    """Return whether words are dates that can be read in two ways."""
    return numbered(words) and order_of(words) == "automatic"


def numbered(words: Sequence[str]) -> bool:
    """Return whether words are dates that have numbers alone."""
    return any(SHORT.fullmatch(word.strip()) for word in words) and dated(words)


def dated(words: Sequence[str]) -> bool:
    """Return whether words are dates, by the first of them."""
    first = words[:FIRST]
    return bool(first) and any(_are_dates(first, order) for order in ("day first", "month first"))


def _are_dates(words: Sequence[str], order: DateOrder) -> bool:
    try:
        days_of(words, order)
    except Undated:
        return False
    return True


def _day_first(found: Sequence[re.Match[str]], order: DateOrder) -> bool:
    if order != "automatic" or not found:
        return order != "month first"
    day = any(int(each["a"]) > 12 or each["sign"] == "." for each in found)
    month = any(int(each["b"]) > 12 for each in found)
    if not day and not month:
        raise Undated(
            f'"{found[0][0]}" can be read in two ways: say whether the day or the month comes first'
        )
    return day


def _days(word: str, found: re.Match[str] | None, day_first: bool) -> float:
    try:
        moment = _written_out(word) if found is None else _in_order(found, day_first)
    except ValueError:
        raise Undated(f'"{word[:40]}" is not a date') from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - START).total_seconds() / DAY


def _in_order(found: re.Match[str], day_first: bool) -> datetime:
    first, second = int(found["a"]), int(found["b"])
    month, day = (second, first) if day_first else (first, second)
    return datetime(_year(found["year"]), month, day, *_time(found), tzinfo=UTC)


def _written_out(word: str) -> datetime:
    """Return the moment of a date whose parts cannot be taken for each other. Raises ValueError."""
    if found := YEAR_FIRST.fullmatch(word):
        return datetime(
            int(found["year"]), int(found["month"]), int(found["day"] or 1), *_time(found), tzinfo=UTC
        )
    if found := NAMED.fullmatch(word):
        name = (found["name"] or found["first"]).lower()[:3]
        month = MONTHS_IN_GERMAN.get(name) or MONTHS.index(name) + 1
        day = int(found["day"] or found["second_day"])
        return datetime(_year(found["year"]), month, day, *_time(found), tzinfo=UTC)
    return datetime.fromisoformat(word)


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= TWO_DIGITS else 2000)


def _time(found: re.Match[str]) -> tuple[int, int, int]:
    """Return hour, minute and second, 0 where none are said; 12 hours are counted from 12."""
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    if half := found["half"]:
        hour = hour % 12 + 12 * (half in "Pp")
    return hour, minute, second

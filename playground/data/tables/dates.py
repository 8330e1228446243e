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
SHORT = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")


class Undated(ValueError):
    """A word that is no date, or dates that can be read in two ways; the text says which."""


def days_of(words: Sequence[str], order: DateOrder = "automatic") -> list[float]:
    """Return days from 1970 on, parts of a day included. Raises Undated.

    Dates are those of ISO 8601, or 31.12.2024 and 12/31/2024 in one order for all. With points the day comes
    first; elsewhere what is above 12 in any of the words settles it.
    """
    numbers = [SHORT.fullmatch(word.strip()) for word in words]
    day_first = _day_first([found for found in numbers if found], order)
    return [_days(word, found, day_first) for word, found in zip(words, numbers, strict=True)]


def dated(words: Sequence[str]) -> bool:
    """Return whether words are dates, by the first of them."""
    try:
        return len(days_of(words[:FIRST], "day first")) > 0
    except Undated:
        return False


def _day_first(found: Sequence[re.Match[str]], order: DateOrder) -> bool:
    if order != "automatic" or not found:
        return order != "month first"
    day = any(int(each[1]) > 12 or each[2] == "." for each in found)
    month = any(int(each[3]) > 12 for each in found)
    if not day and not month:
        raise Undated(
            f'"{found[0][0]}" can be read in two ways: say whether the day or the month comes first'
        )
    return day


def _days(word: str, found: re.Match[str] | None, day_first: bool) -> float:
    try:
        if found is None:
            moment = datetime.fromisoformat(word.strip())
        else:
            first, second, year = int(found[1]), int(found[3]), int(found[4])
            month, day = (second, first) if day_first else (first, second)
            hour, minute, second_of = (int(part or 0) for part in found.groups()[4:])
            moment = datetime(year, month, day, hour, minute, second_of, tzinfo=UTC)
    except ValueError:
        raise Undated(f'"{word[:40]}" is not a date') from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - START).total_seconds() / DAY

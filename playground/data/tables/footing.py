"""What stands below the data of a table: where they are from, notes, and sums of its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playground.data.tables.gaps import EMPTY
from playground.data.tables.numerals import is_numeral
from playground.data.tables.text_rows import Row

SUMS = re.compile(
    r"(?:grand |sub|over)?(?:total|all|sum)s?|(?:gesamt)?summe|(?:ins)?gesamt|somme|totale|suma|"
    r"st(?:andar)?d\.?(?: ?dev(?:iation|\.)?)?|stabw\.?|standardabweichung|"
    r"averages?|avg\.?|(?:arithmetic )?means?|medians?|mittel(?:wert)?|durchschnitt|moyenne|ø|∑",
    re.IGNORECASE,
)
"""What stands before the sums or means of columns."""
REMARKS = re.compile(
    r"[*†‡§©¹²³]|\(|sources?\b|notes?\b|footnotes?\b|legend\b|quellen?\b|anmerkung|hinweis|fuente|fonte\b|stand\b|"
    r"copyright|license|licen[cs]e|exported|downloaded|generated|created|retrieved|last updated|as of|end of|"
    r"data (?:from|source)|\d+ rows?\b|see ",
    re.IGNORECASE,
)
"""How lines below a table begin."""


class Footing:
    """Holds back the last rows of a table until others follow; what it holds at the end is none of it."""

    def __init__(self, numeric: Sequence[bool], chosen: int) -> None:
        """Know which columns hold numbers, and how many rows are ``chosen`` to be left out; -1 for none."""
        self._numeric, self._width, self._chosen = numeric, len(numeric), chosen
        self._lines, self._rows = list[int](), list[Row]()
        self._sums_are_data = False
        self._last = 0

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def first(self) -> str:
        """What the first of these rows begins with."""
        row = self._rows[0] if self._rows else []
        return next((cell.strip() for cell in row if cell.strip()), "") if isinstance(row, list) else ""

    @property
    def begins(self) -> int | None:
        """The number of the first row that is held back, if any is."""
        return self._lines[0] if self._lines else None

    def above(self, lines: Sequence[int], rows: Sequence[Row]) -> tuple[list[int], list[Row]]:
        """Take the next rows with their numbers, and return those that have others below them."""
        rows, lines = [*self._rows, *rows], [*self._lines, *lines]
        if self._chosen >= 0:
            held = min(self._chosen, len(rows))
        else:
            held = self._trailing(lines, rows)
            self._sums_are_data |= any(self._is_sum(row) for row in rows[: len(rows) - held])
            while held and self._sums_are_data and self._is_sum(rows[-held]):
                held -= 1
        cut = len(rows) - held
        self._lines, self._rows = lines[cut:], rows[cut:]
        self._last = lines[cut - 1] if cut else self._last
        return lines[:cut], rows[:cut]

    def _trailing(self, lines: list[int], rows: list[Row]) -> int:
        """Return how many of the last rows seem to be none of the table."""
        held = 0
        for i in range(len(rows) - 1, -1, -1):
            row = rows[i]
            before = lines[i - 1] if i else self._last
            apart = bool(before) and lines[i] - before > 1
            if not isinstance(row, list) or not (self._is_sum(row) or self._is_remark(row, apart)):
                break
            held = len(rows) - i
        return held

    def _is_sum(self, row: Row) -> bool:
        if not isinstance(row, list) or len(row) != self._width or self._width < 2 or row[0][:1].isdigit():
            return False
        first = next((cell.strip() for cell in row if cell.strip()), "")
        return SUMS.fullmatch(first.rstrip(":").rstrip()) is not None

    def _is_remark(self, row: list[str], apart: bool) -> bool:
        """Return whether a row is a line about the table; it may stand ``apart``, under an empty one."""
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled or is_numeral(filled[0]) or filled[0].lower() in EMPTY:
            return False
        begun = REMARKS.match(filled[0]) is not None
        if not row[0].strip() and not begun:
            return False
        if len(row) == self._width:
            return begun and (len(filled) == 1 or not self._suits(row))
        if len(filled) == 1:
            return self._width > 2 or begun or apart
        return begun or apart or (self._numeric[0] and not any(map(is_numeral, filled)))

    def _suits(self, row: list[str]) -> bool:
        """Return whether a row has numbers, or nothing, wherever the others have."""
        cells = [cell for cell, numeric in zip(row, self._numeric, strict=True) if numeric]
        return all(cell.strip().lower() in EMPTY or is_numeral(cell) for cell in cells)

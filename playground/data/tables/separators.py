"""What stands between the cells of a text: the cut that makes most rows alike, and their cells plain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import itemgetter

from playground.data.tables.gaps import EMPTY
from playground.data.tables.numerals import is_amount, is_numeral
from playground.data.tables.table import BadTable
from playground.data.tables.text_rows import SEPARATORS, WIDE, Broken, Cut, Separated, rows_in

SAMPLE = 200
"""Rows by which it is guessed how a text is to be cut, and what stands above the data."""
BOUNDARY = re.compile(r"[,;|\t]")
CUT = re.compile(r"[;|\t]")
"""What stands in no number, so that lines that have it are most likely cut there."""
SINGLE = re.compile(r"(?:^|[,;|\t ])'(?:[^'\r\n]|'')*'(?:[,;|\t ]|$)", re.MULTILINE)
"""A cell in single quotation marks."""
COMMA_FIRST, ZERO_FIRST = re.compile(r"\s*[-+−]?\d+,\d+\s*"), re.compile(r",0\d|-0,\d")
"""Numbers with decimal commas, one in each line; and what stands in no whole numbers that commas separate."""
QUOTED_BLANKS = re.compile(r'(?:^| )"[^"\n]* [^"\n]*"(?: |$)', re.MULTILINE)
HALF_QUOTED = re.compile(r'^[^"]* "[^"\s][^"]*$|^[^"]*[^"\s]" [^"]*$')
"""A cell with the beginning or the end of another one in quotation marks."""
QUOTED = "\"'"
SURE = 2.0
"""What is worth more than all that is as good as can be."""
UNEVEN = 0.9
"""Of the rows that blanks cut, so many must be alike; of fewer, it is looked for columns that are aligned."""


def guess_cut(text: str, named: Separated | None = None) -> Cut:
    """Return how a text is most likely cut into cells; its separator may be ``named``."""
    best, most = Cut(named or "comma"), 0.0
    for cut in _candidates(text, named):
        worth = _worth(text, cut)
        if worth > most + 1e-9:
            best, most = cut, worth
    return best


def _candidates(text: str, named: Separated | None) -> Iterator[Cut]:
    """Yield the cuts to try, the most usual first."""
    begin = text[:200_000]
    separators = [named] if named else list(SEPARATORS)
    marks = [('"', False)]
    marks += [('"', True)] if '\\"' in begin else []
    marks += [("'", False)] if SINGLE.search(begin) else []
    for separator in separators:
        if separator == "blanks" and not named and " " in begin and _tabbed(begin):
            continue  # what stands between tabs may have blanks
        if separator == "blanks" and _widely_parted(begin):
            yield Cut(separator, wide=True)
        for quote, escaped in marks if separator != "none" else marks[:1]:
            yield Cut(separator, quote, escaped)
        if separator == "blanks" and len(starts := aligned_starts(begin)) > 1:
            yield Cut(separator, starts=starts)


def first_cells(text: str, cut: Cut) -> list[list[str]]:
    """Return the cells of the first rows; a row that cannot be read has none."""
    try:
        rows = [row for _, _, row in islice(rows_in(text, cut), SAMPLE)]
    except BadTable:
        return []
    return [[] if isinstance(row, Broken) else row for row in rows]


def usual_width(rows: Sequence[list[str]]) -> int:
    """Return how many cells most rows have that have several, empty ones at their ends apart; or else 1."""
    widths = {len(row) for row in rows} | {len(row) - 1 for row in rows if row and not row[-1].strip()}
    widths = {width for width in widths if width > 1}
    return max(widths, key=lambda width: (sum(is_whole(row, width) for row in rows), width), default=1)


def is_whole(row: list[str], width: int) -> bool:
    """Return whether a row has so many cells, and behind them nothing but empty ones."""
    return len(row) == width or (len(row) > width and not any(map(str.strip, row[width:])))


def _worth(text: str, cut: Cut) -> float:
    """Return how well a cut suits: how many rows are alike, and how many of their cells are plain."""
    rows = first_cells(text, cut)
    rows = [row for row in rows if not (row and row[0].startswith("#"))] or rows
    if not rows:
        return 0.0
    if cut.separator == "none":
        lines = [row[0] if row else "" for row in rows]
        if all(map(COMMA_FIRST.fullmatch, lines)) and any(map(ZERO_FIRST.search, lines)):
            return SURE
        parted = BOUNDARY.search(lines[0]) is not None
        return 0.0 if parted else _plain([line for line in lines if not _parted(line)], len(lines))
    if cut.separator == "colon":
        return SURE if ": " not in text[:20_000] and _colons_cut(rows) else 0.0
    width = usual_width(rows)
    alike = [row[:width] for row in rows if is_whole(row, width)]
    if width == 1 or not alike:
        return 0.0
    if cut.separator == "blanks" and not (_has_numbers(alike) or _quoted(text, rows, alike)):
        return 0.0
    share = len(alike) / len(rows)
    if cut.starts:
        share = sum(sum(map(bool, row)) > 1 for row in rows) / len(rows)
        if not _same(rows, first_cells(text, Cut("blanks"))):
            share *= UNEVEN
    cells = [cell for row in alike for cell in row]
    return share * (0.5 + 0.5 * _plain(cells, len(cells)))


def _colons_cut(rows: Sequence[list[str]]) -> bool:
    """Return whether colons stand between cells, and not in times, addresses, or behind what is explained."""
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return False
    if any(_holds_several(cell) or _parted(cell) or cell.startswith((" ", "//")) for cell in cells):
        return False
    long = [row for row in rows if max(map(len, row)) > 2]
    return 2 * len(long) > len(rows) and (
        len(rows[0]) > 2 or any("." in cell and is_numeral(cell) for cell in cells)
    )


def _plain(cells: list[str], count: int) -> float:
    """Return what share of so many cells are numbers, or words without another separator."""
    return sum(is_amount(cell) or not _holds_several(cell) for cell in cells) / count


def _holds_several(cell: str) -> bool:
    """Return whether a cell has another separator, stands in quotation marks, or is a row of numbers."""
    quoted = (len(cell) > 1 and cell[0] == cell[-1] == "'") or HALF_QUOTED.search(cell) is not None
    return quoted or BOUNDARY.search(cell) is not None or _is_row(cell)


def _parted(line: str) -> bool:
    """Return whether blanks part a number from others or from words."""
    return not is_amount(line) and any(is_numeral(part.strip(QUOTED)) for part in line.split(" "))


def _quoted(text: str, rows: list[list[str]], alike: list[list[str]]) -> bool:
    """Return whether blanks stand in quotation marks, and those outside cut all rows alike."""
    return len(alike) == len(rows) and sum(1 for _ in QUOTED_BLANKS.finditer(text[:20_000])) > 1


def _has_numbers(rows: list[list[str]]) -> bool:
    """Return whether a column is one of numbers: sentences have blanks, too."""
    for column in zip(*rows[len(rows) // 2 :], strict=True):
        filled = [cell for cell in column if cell.strip().lower() not in EMPTY]
        if filled and 2 * sum(map(is_numeral, filled)) >= len(filled):
            return True
    return False


def _same(rows: list[list[str]], others: list[list[str]]) -> bool:
    """Return whether rows that are as wide in both ways have the same cells."""
    if len(rows) != len(others):
        return False
    whole = [i for i, row in enumerate(rows) if len(row) == len(others[i])]
    return 2 * len(whole) > len(rows) and all(rows[i] == others[i] for i in whole)


def _tabbed(text: str) -> bool:
    """Return whether most lines have as many tabs."""
    counts = Counter(line.count("\t") for line in text.splitlines()[:SAMPLE] if line.strip())
    most, lines = max(counts.items(), key=itemgetter(1), default=(0, 0))
    return most > 0 and 3 * lines >= 2 * counts.total() and not _rows_of_numbers(text)


def _rows_of_numbers(text: str) -> bool:
    """Return whether most lines have several numbers between blanks in one place between tabs."""
    lines = [line.split("\t") for line in text.splitlines()[:SAMPLE] if line.strip()]
    return 2 * sum(any(map(_is_row, line)) for line in lines) > len(lines)


def _is_row(cell: str) -> bool:
    parts = cell.split()
    numbers = sum(is_amount(part) or part.lower() in EMPTY for part in parts)
    return numbers > 2 and 3 * numbers > 2 * len(parts)


def _widely_parted(text: str) -> bool:
    """Return whether runs of blanks make as many cells of every line, and single ones stand in words."""
    lines = [line.strip() for line in text.splitlines()[:SAMPLE] if line.strip()]
    if len(lines) < 3 or '"' in text:
        return False
    cells = [WIDE.split(line) for line in lines]
    if len({len(row) for row in cells}) > 1 or len(cells[0]) < 2:
        return False
    inner = [cell for row in cells for cell in row if " " in cell]
    return bool(inner) and not any(_parted(cell) for cell in inner)


def aligned_starts(text: str) -> tuple[int, ...]:
    """Return where the columns begin that stand under each other in the first lines, parted by blanks."""
    written = [line for line in text.splitlines()[:SAMPLE] if line.strip()]
    if len(written) < 3 or any(BOUNDARY.search(line) for line in written[:3]):
        return ()
    if 2 * sum(CUT.search(line) is not None for line in written) > len(written):
        return ()
    lines = [line.expandtabs().rstrip() for line in written]
    width = max(map(len, lines))
    if width > 1000:
        return ()
    blank = [all(i >= len(line) or line[i] == " " for line in lines) for i in range(width)]
    inked = [i for i in range(width) if not blank[i]]
    return tuple(i for i in inked if i == 0 or blank[i - 1])

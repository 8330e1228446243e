"""Numbers that are names of columns: years, or a count, unlike what stands below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from playground.data.tables.gaps import EMPTY
from playground.data.tables.numerals import is_numeral, number_in

YEARS = range(1800, 2101)
MANY = 16
"""Columns from which on a count above them is sure to be one."""
BROKEN = 0.8
"""Of the numbers below a count, so many must have decimals."""


def is_year(cell: str) -> bool:
    """Return whether a cell holds a year, and nothing more."""
    return cell.isdecimal() and int(cell) in YEARS


def name_columns(cells: Sequence[str], below: Sequence[Sequence[str]], beside: bool) -> bool:
    """Return whether numbers are names, given for each the cells below it.

    ``beside`` says whether the row has words, too, none of which stands below.
    """
    if not below or not all(cell.strip().isdecimal() for cell in cells):
        return False
    wholes = [int(cell) for cell in cells]
    steps = {b - a for a, b in pairwise(wholes)}
    if len(steps) > 1 or 0 in steps:
        return False
    columns = _numbers(below)
    if any(column and all(number in YEARS for number in column) for column in columns):
        return False
    beyond = [
        not column or not min(column) <= whole <= max(column)
        for whole, column in zip(wholes, columns, strict=True)
    ]
    numbers = [number for column in columns for number in column]
    broken = sum(number != round(number) for number in numbers)
    if all(whole in YEARS for whole in wholes):
        if len(wholes) > 1 or beside:
            return all(beyond) or broken > BROKEN * len(numbers)
        return all(beyond) and broken > 0
    if wholes[0] not in (0, 1) or steps != {1}:
        return False
    return (len(wholes) > 2 and any(beyond) and (broken > 0 or len(wholes) >= MANY)) or broken > BROKEN * len(
        numbers
    )


def names_beside_corner(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Return whether names stand beside an empty cell, as pandas and R write what has names of rows, too.

    Below that cell every row has a name of its own. Names of columns are words of which none stands below,
    or numbers of which each is larger than the one before; beside these a word may stand above numbers.
    """
    cells, others = [cell.strip() for cell in row], [each for each in below if len(each) == len(row)]
    if len(cells) < 2 or not all(cells[1:]) or len(others) < 2:
        return False
    called = [each[0].strip() for each in others]
    if len(set(called)) < len(called):
        return False
    if cells[0]:
        word = not is_numeral(cells[0]) and cells[0].lower() not in EMPTY and cells[0][:1].isalpha()
        return word and all(map(is_numeral, called)) and _grow(cells[1:])
    again = any(cell in {each[j].strip() for each in others} for j, cell in enumerate(cells) if j)
    if called in ([str(start + i) for i in range(len(others))] for start in (0, 1)) and not again:
        return True
    if not all(called[:-1]):
        return False
    return _grow(cells[1:]) if any(map(is_numeral, cells)) else not again


def _grow(cells: Sequence[str]) -> bool:
    """Return whether cells are several numbers, each larger than the one before."""
    known = [number for cell in cells if (number := number_in(cell, "point")) is not None]
    return len(known) == len(cells) > 2 and all(a < b for a, b in pairwise(known))


def _numbers(columns: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return the numbers in columns of cells, with a comma before decimals if one cell can have no other."""
    cells = [cell for column in columns for cell in column]
    commas = any(number_in(cell, "point") is None and number_in(cell, "comma") is not None for cell in cells)
    read = [[number_in(cell, "comma" if commas else "point") for cell in column] for column in columns]
    return [[number for number in column if number is not None] for column in read]

"""The shapes of the cells in a column, and what they tell of its numbers: decimal sign, units, currencies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from playground.data.tables.numerals import POINTED, DecimalSign, Numeral, measure, numeral
from playground.data.tables.under_names import UNIT, is_gap

DIGITS = str.maketrans("123456789", "000000000")
"""Makes a shape of a number: 1.234 and 5.678 have one."""
SHAPES = 5000
"""Shapes of a column that are counted; numbers have few, and sentences need not be known."""
BETWEEN = "\x1e"
OPEN = re.compile(r"0{1,3}([.,])000")
"""A shape that is a number with three decimals, or one with its thousands apart."""
BELOW_ONE = re.compile(r"(?<![\d.,])0+([.,])\d{3}(?![\d.,])")
"""A number with three decimals that has no thousands."""
POWER = re.compile(r"\d[eEdD][-+−]?\d")
LONG = re.compile(r"0{4,}(?:[.,]0*)?")
FEW = 10
"""For one cell that is a word, so many have a number with a unit that is known."""
EXACT = 15
"""Digits of a whole number that are kept for sure where it is read as a number."""


@dataclass
class Shapes:
    """How often cells of which shape stand in a column."""

    counts: Counter[str] = field(default_factory=Counter)
    example: str = ""
    """The first cell that can be read in two ways."""
    below_one: Counter[str] = field(default_factory=Counter)
    """How often a number below one has three decimals behind a sign."""
    units: dict[str, set[str]] = field(default_factory=dict)
    """What stands behind numbers, by what it is in a shape; of several such as m2 and m3 that is the same."""

    def take(self, cells: Sequence[str]) -> None:
        """Take the next cells of the column."""
        text = BETWEEN.join(cells)
        found = Counter(text.translate(DIGITS).split(BETWEEN))
        if len(self.counts) > SHAPES:
            found = Counter({shape: count for shape, count in found.items() if shape in self.counts})
        kinds = {shape: kind for shape in found if (kind := _kind(shape.strip()))}
        opened = {shape for shape, kind in kinds.items() if kind.opened}
        self._take_units(cells, {shape: kind.unit for shape, kind in kinds.items() if kind.unit})
        if opened:
            self.below_one.update(BELOW_ONE.findall(text))
            self.example = self.example or next(
                cell.strip() for cell in cells if cell.translate(DIGITS) in opened
            )
        self.counts.update(found)

    def _take_units(self, cells: Sequence[str], shapes: dict[str, str]) -> None:
        for shape, unit in shapes.items():
            if not unit[-1].isdigit():
                self.units[unit] = {unit}
            elif unit not in self.units or len(self.units[unit]) == 1:
                own = [cell for cell in cells if cell.translate(DIGITS) == shape]
                found = {measured[1] for cell in own if (measured := measure(cell))}
                self.units.setdefault(unit, set()).update(found)

    def tallied(self) -> ShapeTally:
        """Return what the shapes say together."""
        tally, measured = ShapeTally(), ShapeTally()
        for shape, count in self.counts.items():
            bare = shape.strip()
            kind = _kind(bare)
            if kind is None:
                tally.words += count * (not is_gap(bare))
            else:
                (measured if kind.unit else tally).take(kind, count)
        units = {each for unit in measured.units for each in self.units.get(unit, ())}
        known = all(map(UNIT.fullmatch, units))
        if len(units) == 1 and not tally.numbers and FEW * tally.words * known <= measured.numbers:
            if known or not tally.words:
                measured.words, measured.unit, tally = tally.words, units.pop(), measured
        elif known and not tally.numbers and not tally.words:
            tally.several = units
        if tally is not measured:
            tally.words += measured.numbers
        for sign, count in self.below_one.items():
            tally.decided[_called(sign)] += count
        if tally.long:  # in a column whose thousands stand apart, all do
            tally.decided.update(tally.opened)
        return tally


@dataclass
class ShapeTally:
    """What the cells of one column say of the decimal sign, and of what it holds."""

    numbers: int = 0
    words: int = 0
    decided: Counter[DecimalSign] = field(default_factory=Counter)
    opened: Counter[DecimalSign] = field(default_factory=Counter)
    """How many would have their decimal sign there if it were this one, or else thousands."""
    apart: bool = False
    long: bool = False
    exact: bool = True
    currencies: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    """What stands behind numbers, as it is in their shapes."""
    unit: str = ""
    """What stands behind all numbers, if anything does."""
    several: set[str] = field(default_factory=set)
    """Units of cells that are words, as there are several."""

    def take(self, kind: _Kind, count: int) -> None:
        """Count numbers of one kind."""
        self.numbers += count
        self.currencies |= {kind.currency} - {""}
        self.units |= {kind.unit} - {""}
        self.apart |= kind.apart
        self.long |= kind.long
        self.exact &= not kind.inexact
        if kind.decides:
            self.decided[kind.decides] += count
        if kind.opened:
            self.opened[kind.opened] += count


@dataclass(frozen=True)
class _Kind:
    """What a shape of a number tells."""

    decides: DecimalSign | None
    opened: DecimalSign | None
    apart: bool
    long: bool
    inexact: bool
    currency: str
    unit: str


def _called(sign: str) -> DecimalSign:
    return "point" if sign == "." else "comma"


@lru_cache(20_000)
def _kind(shape: str) -> _Kind | None:
    """Return what a shape tells, if it is one of numbers."""
    found, unit = number_of(shape)
    if found is None:
        return None
    body = found.body.replace("1", "0")
    point, comma = found.number("point") is not None, found.number("comma") is not None
    if not (point or comma):
        return None
    opened = OPEN.fullmatch(body)
    sure = point != comma
    decides: DecimalSign | None = ("point" if point else "comma") if sure else None
    inexact = body.isdigit() and len(body) > EXACT
    if opened and POWER.search(shape):
        return _Kind(_called(opened[1]), None, found.apart, False, False, found.currency, unit)
    where = _called(opened[1]) if opened else None
    if where == "comma" and POINTED.fullmatch(found.currency):
        decides = "point"
    return _Kind(decides, where, found.apart, bool(LONG.fullmatch(body)), inexact, found.currency, unit)


def number_of(shape: str) -> tuple[Numeral | None, str]:
    """Return the number that a shape is of, and the unit behind it."""
    if len(shape) >= 100:
        return None, ""
    cell = shape.replace("0", "1")  # no thousands begin with 0
    if (found := numeral(cell)) is not None:
        return found, ""
    return measure(cell) or (None, "")

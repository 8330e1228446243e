"""Which decimal sign a table has: what is sure in any of its cells settles what others leave open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from playground.data.tables.gaps import EMPTY
from playground.data.tables.note import ReadingNote
from playground.data.tables.numerals import SIGN, DecimalSign, numeral
from playground.parts.text import shown

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
EXACT = 15
"""Digits of a whole number that are kept for sure where it is read as a number."""


@dataclass(frozen=True)
class Doubt:
    """What a table leaves open: a ``setting`` that decides it, and what a cell is by each of its words."""

    setting: str
    text: str
    readings: tuple[tuple[str, str], ...]


@dataclass
class Shapes:
    """How often cells of which shape stand in a column."""

    counts: Counter[str] = field(default_factory=Counter)
    example: str = ""
    """The first cell that can be read in two ways."""
    below_one: Counter[str] = field(default_factory=Counter)
    """How often a number below one has three decimals behind a sign."""
    currencies: set[str] = field(default_factory=set)

    def take(self, cells: Sequence[str]) -> None:
        """Take the next cells of the column."""
        text = BETWEEN.join(cells)
        found = Counter(text.translate(DIGITS).split(BETWEEN))
        if len(self.counts) > SHAPES:
            found = Counter({shape: count for shape, count in found.items() if shape in self.counts})
        opened = [shape for shape in found if (known := _kind(shape.strip())) and known.opened]
        if opened:
            self.below_one.update(BELOW_ONE.findall(text))
            self.example = self.example or next(
                cell.strip() for cell in cells if cell.translate(DIGITS) in opened
            )
        self.counts.update(found)

    def tallied(self) -> _Tally:
        """Return what the shapes say together."""
        tally = _Tally()
        for shape, count in self.counts.items():
            bare = shape.strip()
            kind = _kind(bare)
            if kind is None:
                tally.words += count * (bare.lower() not in EMPTY)
                continue
            tally.numbers += count
            tally.currencies |= {kind.currency} - {""}
            tally.apart |= kind.apart
            tally.long |= kind.long
            tally.exact &= not kind.inexact
            if kind.decides:
                tally.decided[kind.decides] += count
            if kind.opened:
                tally.opened[kind.opened] += count
        for sign, count in self.below_one.items():
            tally.decided[_called(sign)] += count
        if tally.long:  # in a column whose thousands stand apart, all do
            tally.decided.update(tally.opened)
        return tally


@dataclass
class _Tally:
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


@dataclass(frozen=True)
class _Kind:
    """What a shape of a number tells."""

    decides: DecimalSign | None
    opened: DecimalSign | None
    apart: bool
    long: bool
    inexact: bool
    currency: str


def _called(sign: str) -> DecimalSign:
    return "point" if sign == "." else "comma"


@lru_cache(20_000)
def _kind(shape: str) -> _Kind | None:
    """Return what a shape tells, if it is one of numbers."""
    found = numeral(shape.replace("0", "1")) if len(shape) < 100 else None  # no thousands begin with 0
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
        return _Kind(_called(opened[1]), None, found.apart, False, False, found.currency)
    where = _called(opened[1]) if opened else None
    return _Kind(decides, where, found.apart, bool(LONG.fullmatch(body)), inexact, found.currency)


@dataclass(frozen=True)
class Convention:
    """How the numbers of a table are written, and for each column whether it holds numbers."""

    decimal: DecimalSign
    thousands: str
    """What stands between thousands, if anything does: a point, a comma."""
    numeric: tuple[bool, ...]
    notes: tuple[ReadingNote, ...] = ()
    doubt: Doubt | None = None


def convention_of(
    columns: Sequence[Shapes], names: Sequence[str], delimiter: str, chosen: DecimalSign | None = None
) -> Convention:
    """Return the convention of a table, inferred from all its cells; the decimal sign may be ``chosen``."""
    tallies = [column.tallied() for column in columns]
    numeric = [tally for tally in tallies if tally.numbers and tally.numbers >= tally.words]
    decided, opened = Counter[DecimalSign](), Counter[DecimalSign]()
    for tally in numeric:
        decided.update(tally.decided)
        opened.update(tally.opened)
    if any(tally.apart for tally in numeric):  # then no other sign stands between thousands
        decided.update(opened)
    decimal, sure = _decimal(decided, opened, delimiter)
    decimal = chosen or decimal
    doubt = None
    if not sure and not chosen:
        doubt = _doubt(columns, tallies, names)
    other: DecimalSign = "comma" if decimal == "point" else "point"
    kinds, notes = [], list[ReadingNote]()
    for column, tally, name in zip(columns, tallies, names, strict=True):
        readable = sum(_readable(shape, decimal) * count for shape, count in column.counts.items())
        holds = 2 * readable >= tally.numbers + tally.words
        if holds and not tally.exact:
            notes.append(
                ReadingNote(f"{shown(name)} has numbers of more than {EXACT} digits: they are kept as words.")
            )
        if holds and len(tally.currencies) > 1:
            several = ", ".join(sorted(tally.currencies))
            notes.append(
                ReadingNote(f"{shown(name)} has several currencies ({several}): they are kept as words.")
            )
        kinds.append(holds and tally.exact and len(tally.currencies) < 2)
    thousands = SIGN[other] if opened[other] or _grouped(columns, decimal) else ""
    return Convention(decimal, thousands, tuple(kinds), tuple(notes), doubt)


def _decimal(
    decided: Counter[DecimalSign], opened: Counter[DecimalSign], delimiter: str
) -> tuple[DecimalSign, bool]:
    """Return the decimal sign, and whether it is sure."""
    if decided:
        usual: DecimalSign = "point" if delimiter in (",", " ") else "comma"
        other: DecimalSign = "comma" if usual == "point" else "point"
        return (other if decided[other] > decided[usual] else usual), True
    if not opened:
        return "point", True
    if delimiter == ",":  # which leaves the decimal sign to the point, but for cells in quotes
        return "point", not opened["comma"]
    if delimiter == " " and not opened["comma"]:  # no spreadsheet writes these
        return "point", True
    return ("comma" if opened["comma"] > opened["point"] else "point"), False


def _doubt(columns: Sequence[Shapes], tallies: Sequence[_Tally], names: Sequence[str]) -> Doubt:
    for column, tally, name in zip(columns, tallies, names, strict=True):
        if column.example and tally.numbers >= tally.words:
            found = numeral(column.example)
            assert found is not None
            readings = tuple((sign, f"{found.number(sign):.12g}") for sign in SIGN)  # type: ignore[arg-type]
            which = " or ".join(f"{value}" for _, value in readings)
            return Doubt("decimal", f"{shown(column.example)} in {shown(name)} can be {which}", readings)
    raise AssertionError("what is open has an example")


@lru_cache(20_000)
def _readable(shape: str, decimal: DecimalSign) -> bool:
    found = numeral(shape.strip().replace("0", "1")) if len(shape) < 100 else None
    return found is not None and found.number(decimal) is not None


def _grouped(columns: Sequence[Shapes], decimal: DecimalSign) -> bool:
    """Return whether thousands stand apart by the other sign in any cell."""
    other: DecimalSign = "comma" if decimal == "point" else "point"
    sign = SIGN[other]
    return any(sign in shape and _readable(shape, decimal) for column in columns for shape in column.counts)

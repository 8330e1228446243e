"""Which decimal sign a table has: what is sure in any of its cells settles what others leave open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from playground.data.tables.note import ReadingNote
from playground.data.tables.numerals import SIGN, DecimalSign, measure, numeral
from playground.data.tables.shapes import EXACT, Shapes, ShapeTally, number_of
from playground.parts.text import shown


@dataclass(frozen=True)
class Ambiguity:
    """A cell that can be read in several ways, and the ``setting`` that decides.

    ``readings`` has a word of the setting, and the value that the cell then has, for each way.
    """

    setting: str
    text: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Convention:
    """How the numbers of a table are written, and for each column whether it holds numbers."""

    decimal: DecimalSign
    thousands: str
    """What stands between thousands, if anything does: a point, a comma."""
    numeric: tuple[bool, ...]
    units: tuple[str, ...] = ()
    """What stands behind the numbers of each column, if anything does."""
    notes: tuple[ReadingNote, ...] = ()
    ambiguity: Ambiguity | None = None


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
    ambiguity = None if sure or chosen else _ambiguity(columns, tallies, names)
    other: DecimalSign = "comma" if decimal == "point" else "point"
    kinds, units, notes = [], [], list[ReadingNote]()
    for column, tally, name in zip(columns, tallies, names, strict=True):
        behind = next(iter(tally.units), "") if tally.unit else ""
        readable = sum(_readable(shape, decimal, behind) * count for shape, count in column.counts.items())
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
        if tally.several:
            several = ", ".join(sorted(tally.several))
            notes.append(ReadingNote(f"{shown(name)} has several units ({several}): they are kept as words."))
        kinds.append(holds and tally.exact and len(tally.currencies) < 2)
        units.append(tally.unit if kinds[-1] else "")
        if units[-1]:
            text = f"{shown(name)} has {shown(units[-1])} behind its numbers, which are read without it."
            notes.append(ReadingNote(text))
    thousands = SIGN[other] if opened[other] or _grouped(columns, decimal) else ""
    return Convention(decimal, thousands, tuple(kinds), tuple(units), tuple(notes), ambiguity)


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


def _ambiguity(columns: Sequence[Shapes], tallies: Sequence[ShapeTally], names: Sequence[str]) -> Ambiguity:
    for column, tally, name in zip(columns, tallies, names, strict=True):
        if column.example and tally.numbers >= tally.words:
            found = numeral(column.example) or (measure(column.example) or (None,))[0]
            assert found is not None
            readings = tuple((sign, f"{found.number(sign):.12g}") for sign in SIGN)  # type: ignore[arg-type]
            which = " or ".join(f"{value}" for _, value in readings)
            return Ambiguity("decimal", f"{shown(column.example)} in {shown(name)} can be {which}", readings)
    raise AssertionError("what is open has an example")


@lru_cache(20_000)
def _readable(shape: str, decimal: DecimalSign, unit: str = "") -> bool:
    found, behind = number_of(shape.strip())
    return found is not None and behind == unit and found.number(decimal) is not None


def _grouped(columns: Sequence[Shapes], decimal: DecimalSign) -> bool:
    """Return whether thousands stand apart by the other sign in any cell."""
    other: DecimalSign = "comma" if decimal == "point" else "point"
    sign = SIGN[other]
    return any(sign in shape and _readable(shape, decimal) for column in columns for shape in column.counts)

"""Importing a table: it is read, and what a person most likely wants to learn from it is chosen."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np

from playground.data.data_set import DataSet
from playground.data.tables.column_uses import MOST_WORDS, ColumnUse, Days, OneHot
from playground.data.tables.dates import ambiguous, dated
from playground.data.tables.division import ByColumn, Division, Shuffled
from playground.data.tables.files import ENDINGS as ENDINGS
from playground.data.tables.files import checksum, content
from playground.data.tables.preparation import WIDEST
from playground.data.tables.table import BadTable, Column, Table
from playground.data.tables.table_file import PASTED
from playground.data.tables.table_set import TableSet
from playground.data.targets.classes import MOST_CLASSES
from playground.files.reading import Progress
from playground.parts.counts import grouped

PARTS = {"train", "test", "validation", "val", "valid"}
"""Words that say which part a row is in."""
CLASSES = ("label", "class", "species", "diagnosis", "target")
"""Names, in small letters, that columns with classes often have."""
TARGETS = (*CLASSES, "y", "output", "quality", "survived", "outcome", "churn")
"""Names that columns to be learned often have."""
COUNTED = re.compile(
    r"(?:.*[ _.-])?(?:id|ids|index|idx|no\.?|nr\.?|num|#|obs|row|row[ _.]?names|unnamed: 0)|"
    r"[a-z]*(?-i:[a-z]I[dD])",
    re.IGNORECASE,
)
"""Names of columns that only count the rows."""
NAMELESS = re.compile(r"column \d+( \(\d+\))?")
FEW = 8
"""A column of so many different whole numbers looks like classes; of more it may be a count."""
SURE = 5
"""Rows from which on numbers in their order are taken for a count of the rows, where no column has a name."""


def from_file(path: Path, progress: Progress, whole_rows: bool = False) -> tuple[TableSet, Table]:
    """Return the data in a file, and the table to choose from. Raises BadTable, Cancelled."""
    whole = path.absolute()
    read = content(whole, progress)
    data = TableSet(path=str(whole), checksum=checksum(read), whole_rows=whole_rows)
    return chosen(data, data.table_in(read, progress))


def from_text(text: str, progress: Progress, whole_rows: bool = False) -> tuple[TableSet, Table]:
    """Return the data in a text that was pasted, and the table. Raises BadTable, Cancelled."""
    if len(text) > PASTED:
        raise BadTable([f"more than {grouped(PASTED)} characters: save it to a file and import that"])
    data = TableSet(text=text, whole_rows=whole_rows)
    return chosen(data, data.table(progress))


def again(data: DataSet, progress: Progress) -> tuple[TableSet, Table]:
    """Return data whose table is to be read in another way, and that table. Raises BadTable, Cancelled."""
    assert isinstance(data, TableSet)
    return chosen(data, data.table(progress))


def as_read(data: DataSet) -> DataSet:
    """Return data with all that was guessed of its table put down, so that it is read so for good."""
    if not isinstance(data, TableSet):
        return data
    here = set(data.columns)  # a column that was an input for a while may have been used in a way of its own
    return data.changed(uses=tuple(use for use in data.uses if use.column in here)).as_read()


def chosen(data: TableSet, table: Table) -> tuple[TableSet, Table]:
    """Return the data with what was most likely meant of a table, and the table."""
    return completed(data.changed(columns=(), target="", more_targets=()), table), table


def completed(data: TableSet, table: Table) -> TableSet:
    """Return data with what a person most likely means where no target or no inputs are chosen.

    A target that is chosen and is not there is left, for the data to say so.
    """
    free = replace(table, columns=tuple(each for each in table.columns if each.name not in data.columns))
    told = [name for name in table.declared.targets if name in free.names] if not data.target else []
    chosen = data.target if data.target in table.names else next(iter(told), "")
    target = table[chosen] if chosen else _target(free if free.columns else table)
    name = data.target or target.name
    several = data.more_targets or (told[1:] if all(table[each].numbers is not None for each in told) else [])
    meaning = meaning_of(table, (target.name, *several))
    columns = data.columns or usual(table, (name, *several))
    uses = data.uses or tuple(
        use for each in columns if each in table.names and (use := _use(table, each)) is not None
    )
    division = data.division if data.division != Shuffled() else _told(table)
    return data.changed(
        columns=tuple(columns[:WIDEST]),
        uses=uses,
        target=name,
        more_targets=tuple(several),
        meaning=meaning,
        division=division,
    )


def _use(table: Table, name: str) -> ColumnUse | None:
    """Return what the network is given of a column, if it is not what goes without saying."""
    column = table[name]
    if name in table.declared.discrete and column.numbers is not None and comes_again(column):
        return OneHot(column=name)
    return Days(column=name) if _as_days(column) else None


def _as_days(column: Column) -> bool:
    """Return whether a column holds dates, if with days and months that can be taken for each other."""
    if column.numbers is not None or not dated(column.words):
        return False
    if ambiguous(column.words):
        return True
    try:
        Days(column=column.name).numbers(column)
    except BadTable:
        return False
    return True


def meaning_of(table: Table, targets: Sequence[str]) -> Literal["classes", "values"]:
    """Return what columns most likely hold that are to be predicted."""
    first, told = table[targets[0]], table.declared
    classes = first.numbers is None or first.name in told.discrete
    classes = classes or (comes_again(first) and first.name not in told.continuous)
    return "classes" if classes and len(targets) == 1 else "values"


def _told(table: Table) -> Division:
    """Return the division that a column says, if its words are those of parts; else one by chance."""
    for column in table.columns:
        words = {word.lower(): word for word in column.words}
        if "train" in words and len(words) > 1 and set(words) <= PARTS:
            validation = next((word for low, word in words.items() if low.startswith("val")), "validation")
            if "test" not in words:  # what is kept is tested on
                return ByColumn(column=column.name, test=validation, validation="test")
            return ByColumn(column=column.name, test=words["test"], validation=validation)
    return Shuffled()


def possible(table: Table) -> list[str]:
    """Return the columns that can be inputs: those of numbers first, then those of words that are few."""
    filled = [column for column in table.columns if column.known.any()]
    words = [each for each in filled if each.numbers is None and len(each.words) <= MOST_WORDS]
    return [each.name for each in (*(each for each in filled if each.numbers is not None), *words)]


def usual(table: Table, targets: Collection[str]) -> list[str]:
    """Return the columns that are inputs unless a person says otherwise.

    What only counts the rows is none if there is anything else, dates are only where there is not, and words
    of which hardly any comes again are none at all.
    """
    told = _told(table)
    others = [name for name in possible(table) if name not in (*targets, getattr(told, "column", ""))]
    telling = [name for name in others if table[name].numbers is not None or comes_again(table[name])]
    counted = {*running(table), *table.declared.aside, *table.declared.targets}
    return (
        [name for name in telling if name not in counted]
        or [each.name for each in table.columns if each.name not in targets and _as_days(each)]
        or telling
    )


def running(table: Table) -> list[str]:
    """Return the columns that only count the rows: nameless ones, or such as are called so."""
    named = any(not NAMELESS.fullmatch(column.name) for column in table.columns)
    found = []
    for i, column in enumerate(table.columns):
        numbers = column.numbers
        if numbers is None or len(numbers) < 2 or not column.known.all():
            continue
        whole = bool((numbers == np.round(numbers)).all())
        called = COUNTED.fullmatch(column.name) or (named and NAMELESS.fullmatch(column.name))
        in_order = not named and i == 0 and len(numbers) >= SURE and bool((np.diff(numbers) == 1.0).all())
        if whole and ((called and len(np.unique(numbers)) == len(numbers)) or in_order):
            found.append(column.name)
    return found


def _target(table: Table) -> Column:
    """Return the column with a telling name, or the last of words, or the last."""
    counted, names = running(table), [name.lower() for name in table.names]
    counted += [getattr(_told(table), "column", ""), *table.declared.aside]
    filled = [each for each in table.columns if each.known.any() and each.name not in counted]
    filled = [each for each in filled if _varies(each)] or filled
    numbers = [each for each in filled if each.numbers is not None]
    discrete = table.declared.discrete
    words = [each for each in filled if (each.numbers is None or each.name in discrete) and comes_again(each)]
    able = [each for each in filled if each.numbers is not None or comes_again(each)]
    telling = set(TARGETS)
    if "x" in names and len(able) > 2:
        telling.discard("y")  # it is the other number of a place
    named = [each for each in able if each.name.lower() in telling]
    return (named or words or numbers or filled or list(table.columns))[-1]


def _varies(column: Column) -> bool:
    """Whether there is anything to tell apart."""
    if column.numbers is None:
        return len(column.words) > 1
    return len(np.unique(column.numbers[column.known])) > 1


def comes_again(column: Column) -> bool:
    """Whether a column looks like classes: few whole numbers, or words that are few or come again."""
    known = int(column.known.sum())
    if column.numbers is None:
        count = len(column.words)
        again = count < known or known <= 3
        return again and not dated(column.words) and count <= (MOST_CLASSES if 2 * count <= known else FEW)
    found = np.unique(column.numbers[column.known])
    if not len(found):
        return False
    counts_up = column.name.lower() in CLASSES and np.array_equal(found - found[0], np.arange(len(found)))
    most = MOST_CLASSES if counts_up and SURE * len(found) <= known else FEW
    again = len(found) < known or counts_up or known <= 3
    return again and 2 <= len(found) <= most and bool((found == np.round(found)).all())

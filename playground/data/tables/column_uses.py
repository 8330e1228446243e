"""What the network is given of a column: its numbers, an input for each word, or places of words."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt

from playground.data.samples import Array
from playground.data.tables.dates import DateOrder, Undated, dated, days_of, order_of
from playground.data.tables.numerals import LONGEST_UNIT
from playground.data.tables.table import BadTable, Column, number_names
from playground.data.targets.classes import MOST_CLASSES
from playground.parts.counts import grouped
from playground.parts.part import Part
from playground.parts.setting import Words, setting
from playground.parts.text import meant, shown

COMPACT = (10000101, 99991231)
"""The first and the last date of eight digits."""
MOST_WORDS = MOST_CLASSES
"""Different words of a column that can be inputs: what may be a target may be an input."""


class ColumnUse(Part, family="column use"):
    """What the network is given of a column."""

    column: str = setting("", "The column that is meant.", longest=100, in_form=False)
    scaled: ClassVar[bool] = True
    """Whether its numbers are scaled as the others are."""
    averaged: ClassVar[bool] = True
    """Whether the mean may stand for what is missing; otherwise what is most frequent does."""

    @classmethod
    @abstractmethod
    def suits(cls, column: Column) -> bool:
        """Return whether a column can be used so."""

    def settled(self, column: Column) -> Self:
        """Return the same use with all that it takes from the column itself. Raises BadTable."""
        return self

    def among(self, columns: Sequence[Column], dates: DateOrder) -> Self:
        """Return the same use with what other columns settle, or else the order of ``dates`` that is said."""
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """What the inputs are called."""
        return (self.column,)

    @abstractmethod
    def numbers(self, column: Column) -> Array:
        """Return the inputs (rows, inputs), NaN in rows with a gap. Raises BadTable."""


class AsNumbers(ColumnUse):
    """The numbers of the column as they are."""

    title = "Numbers"
    kind: Literal["numbers"] = "numbers"
    unit: str = setting("", "What stands behind its numbers.", longest=LONGEST_UNIT, in_form=False)

    @classmethod
    def suits(cls, column: Column) -> bool:
        return column.numbers is not None and bool(column.known.any())

    def settled(self, column: Column) -> Self:
        return self if self.unit == column.unit else self.changed(unit=column.unit)

    def numbers(self, column: Column) -> Array:
        if column.numbers is None:
            raise BadTable([f"{shown(column.name)} holds text, not numbers"])
        if self.unit != column.unit and self.unit and column.unit:
            text = f"{shown(column.name)} is in {shown(column.unit)}, and was in {shown(self.unit)}"
            raise BadTable([text])
        return column.numbers[:, None]


class OneHot(ColumnUse):
    """An input for each word, 1 where it stands and otherwise 0; of two words one input tells both."""

    title = "One input for each word"
    kind: Literal["one-hot"] = "one-hot"
    words: Words = setting((), "The words; by default all in the column.", longest=MOST_WORDS, in_form=False)
    scaled = False
    averaged = False

    @classmethod
    def suits(cls, column: Column) -> bool:
        return _has_few_words(column)

    def settled(self, column: Column) -> Self:
        return self if self.words else self.changed(words=all_words(column))

    @property
    def names(self) -> tuple[str, ...]:
        told = self.words if len(self.words) > 2 else self.words[-1:]
        return tuple(f"{self.column}={word}" for word in told)

    def numbers(self, column: Column) -> Array:
        labels = labels_of(column, self.words)
        first = 0 if len(self.words) > 2 else len(self.words) - 1
        hit = labels[:, None] == np.arange(first, len(self.words))
        return np.where(labels[:, None] < 0, np.nan, hit.astype(float))


class Ordered(ColumnUse):
    """The place of each word in their order: 0, 1, 2 and so on."""

    title = "Words in an order"
    kind: Literal["ordered"] = "ordered"
    words: Words = setting(
        (),
        "The words, the least first; by default by alphabet.",
        longest=MOST_WORDS,
        label="Order",
        ranked=True,
    )
    averaged = False

    @classmethod
    def suits(cls, column: Column) -> bool:
        return _has_few_words(column)

    def settled(self, column: Column) -> Self:
        return self if self.words else self.changed(words=all_words(column))

    def numbers(self, column: Column) -> Array:
        labels = labels_of(column, self.words)
        return np.where(labels < 0, np.nan, labels)[:, None]


class Days(ColumnUse):
    """Dates as days from 1970 on, with the time of day as a part of one."""

    kind: Literal["days"] = "days"
    order: DateOrder = setting(
        "automatic", "Whether the day or the month comes first in dates such as 1/2/2024."
    )

    @classmethod
    def suits(cls, column: Column) -> bool:
        return column.numbers is None and dated(column.words)

    def settled(self, column: Column) -> Self:
        order = order_of(column.words) if self.order == "automatic" else self.order
        return self if order == self.order else self.changed(order=order)

    def among(self, columns: Sequence[Column], dates: DateOrder) -> Self:
        if self.order != "automatic":
            return self
        told = {order_of(each.words) for each in columns if each.numbers is None and dated(each.words)}
        told -= {"automatic"}
        order = told.pop() if dates == "automatic" and len(told) == 1 else dates
        return self if order == "automatic" else self.changed(order=order)

    def numbers(self, column: Column) -> Array:
        words, labels = _as_words(column)
        try:
            found = np.array([*days_of(words, self.order), np.nan])
        except Undated as error:
            raise BadTable([f"{shown(column.name)}: {error}"]) from error
        return np.asarray(found[labels])[:, None]


def _as_words(column: Column) -> tuple[Sequence[str], npt.NDArray[np.intp]]:
    """Return the different words of a column, and the place of each cell's, -1 in a gap. Raises BadTable.

    Numbers are those of dates without signs between, such as 20241231.
    """
    if column.labels is not None:
        return column.words, column.labels
    assert column.numbers is not None
    known = column.known
    found, places = np.unique(column.numbers[known], return_inverse=True)
    if not (COMPACT[0] <= found).all() or not (found <= COMPACT[1]).all() or (found != np.round(found)).any():
        raise BadTable([f"{shown(column.name)} holds numbers, not dates"])
    labels = np.full(len(known), -1, np.intp)
    labels[known] = places
    return [f"{number:.0f}" for number in found.tolist()], labels


def _has_few_words(column: Column) -> bool:
    """Return whether a column has no more different words or numbers than can be inputs."""
    numbers = column.numbers
    count = len(column.words) if numbers is None else len(np.unique(numbers[column.known]))
    return 1 <= count <= MOST_WORDS


def all_words(column: Column) -> tuple[str, ...]:
    """Return the different words of a column, numbers by their names. Raises BadTable for too many."""
    if column.numbers is None:
        words = column.words
    else:
        found = np.unique(column.numbers[column.known])
        many = len(found) > MOST_WORDS
        words = ("",) * len(found) if many else number_names(found.tolist(), column.digits)
    if not words:
        raise BadTable([f"{shown(column.name)} is empty: leave it out"])
    if len(words) > MOST_WORDS:
        text = f"{shown(column.name)} has {grouped(len(words))} different words, and up to {MOST_WORDS} can"
        raise BadTable([f"{text} be inputs"])
    return words


def labels_of(column: Column, words: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """Return the place (rows,) of each cell among words, -1 in a gap. Raises BadTable for other words."""
    places = {word: i for i, word in enumerate(words)}
    if column.numbers is None:
        assert column.labels is not None
        mine = np.array([*(places.get(word, -2) for word in column.words), -1], np.intp)
        labels = mine[column.labels]
        strange = [column.words[i] for i in np.flatnonzero(mine[:-1] == -2) if (column.labels == i).any()]
    else:
        found, inverse = np.unique(column.numbers, return_inverse=True)  # NaN is one of them, the last
        values = {float(word): i for word, i in places.items() if _is_float(word)}
        mine = np.array([-1 if np.isnan(each) else values.get(each, -2) for each in found.tolist()], np.intp)
        labels = mine[inverse]
        strange = list(number_names(found[mine == -2].tolist(), column.digits))
    if strange:
        text = f"{shown(column.name)} has the word {shown(strange[0])}, which is not one of those known"
        raise BadTable([f"{text}{meant(strange[0], list(words))}"])
    return labels


def _is_float(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True

"""The figures of a run over time, thinned so that a long run stays small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from playground.experiment.figures import Figures

LONGEST = 2000  # rows; a screen has fewer columns


@dataclass(frozen=True)
class Bookmark:
    """How far a copy of a history goes."""

    rows: int = 0
    stride: int = 1
    last: Figures | None = None
    """The last row, by which a history is known that was cut and has grown again."""


@dataclass(frozen=True)
class HistoryUpdate:
    """What a history has that an earlier copy of it lacks."""

    first: int
    """How many rows of the copy still hold."""
    rows: tuple[Figures, ...]
    """The rows from there on."""
    stride: int


class History:
    """Rows of figures, one for every ``stride`` epochs; when they are too many, every second one goes."""

    def __init__(self, rows: Iterable[Figures] = (), stride: int = 1) -> None:
        self.rows = list(rows)
        self.stride = stride

    def due(self, epoch: int) -> bool:
        """Return whether this epoch gets a row."""
        return epoch % self.stride == 0

    def add(self, row: Figures) -> None:
        """Append a row, whose epoch is due."""
        self.rows.append(row)
        if len(self.rows) > LONGEST:
            self.stride *= 2
            self.rows = [row for row in self.rows if self.due(row.epoch)]

    def at(self, moment: Figures) -> Figures:
        """Return the row of the epoch and step of some figures, or these if there is none."""
        return next((row for row in reversed(self.rows) if row[:2] == moment[:2]), moment)

    def forget(self, epoch: int, step: int) -> None:
        """Forget what is known of a moment."""
        self.rows = [row for row in self.rows if row[:2] != (epoch, step)]

    def cut(self, epoch: int) -> None:
        """Forget everything after an epoch."""
        self.rows = [row for row in self.rows if row.epoch <= epoch]

    @property
    def bookmark(self) -> Bookmark:
        """How far this history goes."""
        return Bookmark(len(self.rows), self.stride, self.rows[-1] if self.rows else None)

    def since(self, bookmark: Bookmark) -> HistoryUpdate:
        """Return what a copy that goes as far as a bookmark lacks; all, if the run took another course."""
        rows = bookmark.rows
        same = bookmark.stride == self.stride and self.rows[rows - 1 : rows] == [bookmark.last]
        first = rows if same else 0
        return HistoryUpdate(first, tuple(self.rows[first:]), self.stride)

    def updated(self, update: HistoryUpdate) -> History:
        """Return the history with an update; itself where there is nothing new."""
        if not update.rows and update.first == len(self.rows) and update.stride == self.stride:
            return self
        return History((*self.rows[: update.first], *update.rows), update.stride)

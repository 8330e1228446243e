"""The figures of a run over time, thinned so that a long run stays small."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 2000  # rows; a screen has fewer columns


class Figures(NamedTuple):
    """Losses and accuracies at one moment; None where there are no such samples or no classes."""

    epoch: int
    step: int
    train_loss: float | None = None
    validation_loss: float | None = None
    test_loss: float | None = None
    train_accuracy: float | None = None
    validation_accuracy: float | None = None
    test_accuracy: float | None = None

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return cls._fields

    def values(self) -> tuple[float | None, ...]:
        """The columns, in order."""
        return tuple(self)

    @property
    def watched(self) -> float:
        """The loss by which a run is judged: of the validation samples, or of train where there are none."""
        return self.validation_loss if self.validation_loss is not None else self.train_loss or 0.0

    @property
    def finite(self) -> bool:
        """Whether every figure that there is can be trusted."""
        return all(value is None or math.isfinite(value) for value in self.values())


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

    def cut(self, epoch: int) -> None:
        """Forget everything after an epoch."""
        self.rows = [row for row in self.rows if row.epoch <= epoch]

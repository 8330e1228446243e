"""The figures of a run over time, thinned so that a long run stays small."""

from __future__ import annotations

from collections.abc import Iterable

from playground.experiment.figures import Figures

LONGEST = 2000  # rows; a screen has fewer columns


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

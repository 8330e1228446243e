"""What the person has chosen to look at closely; views show it, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class Chosen:
    """A unit, a link or samples; layers count from 0, and -1 is the inputs."""

    layer: int = -1
    unit: int | None = None
    links: tuple[tuple[int, int], ...] = ()
    """(input, unit) pairs of weights into ``layer``."""
    samples: tuple[int, ...] = ()
    """Rows of all points of the experiment."""


class Attention(QObject):
    """Holds what is chosen."""

    changed = Signal(object)
    """Something else is chosen: a Chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen = Chosen()

    def choose(self, chosen: Chosen) -> None:
        """Look at something else."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed.emit(chosen)

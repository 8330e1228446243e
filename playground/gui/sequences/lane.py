"""A lane: one band of a picture whose width is time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from playground.gui.theme import Theme, font

Values = npt.NDArray[np.floating]
SMALL = 11
"""Pixels of small text."""
KEY = 42
"""Pixels at the right of every lane, for what its colours or its axis mean."""


@dataclass(frozen=True)
class Columns:
    """Where the steps of a sequence are, from left to right."""

    left: float
    width: float
    count: int

    @property
    def each(self) -> float:
        """The width of a step."""
        return self.width / max(self.count, 1)

    def start(self, step: int) -> float:
        """Return where a step begins, counted from 0."""
        return self.left + step * self.each

    def middle(self, step: int) -> float:
        """Return where the middle of a step is."""
        return self.left + (step + 0.5) * self.each

    def at(self, x: float) -> int | None:
        """Return the step that is there, if one is."""
        step = int((x - self.left) // self.each)
        return step if 0 <= step < self.count else None


class Lane(ABC):
    """What is drawn in one band, and what it says of a step."""

    span: ClassVar[tuple[int, int]] = (18, 18)
    """Pixels that it is high at least and at most ..."""
    share: ClassVar[float] = 0.0
    """... and how much it takes of what room is left, beside the others."""
    name: str
    brief: str = ""
    """The same in fewer words, for where there is little room; empty if there are none."""
    above: ClassVar[bool] = False
    """Whether its name stands in a line above it, and not beside it."""

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """What is written beside it, each with the name of its colour in a theme."""
        return () if self.above else ((self.name, "secondary"),)

    @property
    def least(self) -> int:
        """Pixels that it needs."""
        return self.span[0]

    @property
    def most(self) -> int:
        """Pixels that it makes use of."""
        return self.span[1]

    def narrowest(self, steps: int) -> int:
        """Return how many pixels so many steps need, to be read; 0 if they are fine with what there is."""
        return 0

    @abstractmethod
    def paint(self, painter: QPainter, box: QRectF, columns: Columns, theme: Theme) -> None:
        """Draw it."""

    @abstractmethod
    def says(self, step: int) -> list[tuple[str, str]]:
        """Return names and values at a step."""

    def row(self, height: float) -> int | None:
        """Return which of its rows is at a share of its height, if it has rows."""
        return None


def heights(lanes: list[Lane], room: float) -> list[float]:
    """Divide a height among lanes: what each needs, and of the rest what it may have."""
    found = [float(lane.least) for lane in lanes]
    growing = [i for i, lane in enumerate(lanes) if lane.share]
    while growing and (rest := room - sum(found)) > 0.5:
        shares = sum(lanes[i].share for i in growing)
        for i in growing:
            found[i] = min(float(lanes[i].most), found[i] + rest * lanes[i].share / shares)
        growing = [i for i in growing if found[i] < lanes[i].most]
    return found


def write(painter: QPainter, box: QRectF, text: str, colour: str, side: Qt.AlignmentFlag) -> None:
    """Write small text, cut off where there is no room for it."""
    painter.setFont(font(SMALL))
    painter.setPen(QColor(colour))
    short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, short)

"""Where the lines of a sheet are: exactly for those that have been set, about for the others."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import accumulate

from playground.gui.formulas.sheet_line import GAP, HEAD, NOTE, SIZE, SheetLine, set_line
from playground.microscope.chain import Chain

FIRST, LAST = 4, 8
"""Pixels above the first line and below the last."""
USUAL = 2 * SIZE + NOTE + GAP
"""How high a line is taken to be, in pixels, before anything is known of it."""


class SheetLayout:
    """The lines of a chain below each other, each set when it is asked for.

    To set one takes about a millisecond, and a chain through time has a thousand. Until then each is taken to
    be as high as in the layout ``before``, if that is of a chain alike.
    """

    def __init__(self, chain: Chain | None, width: int, before: SheetLayout | None = None) -> None:
        stages = () if chain is None else chain.stages
        self._lines = [
            (line, i, "" if j else stage.name)
            for i, stage in enumerate(stages)
            for j, line in enumerate(stage.lines)
        ]
        self._width = width
        self._set: dict[int, SheetLine] = {}
        self._heights: list[int] = [USUAL + (HEAD if head else 0) for head in self.heads]
        if before is not None and before.heads == self.heads:
            self._heights = [*before._heights]

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, index: int) -> SheetLine:
        """Return a line, set, where it is."""
        line, stage, head = self._lines[index]
        index %= len(self._lines)
        made = self._set.get(index)
        if made is None:
            made = self._set[index] = set_line(line, self._width, stage, head)
            if made.height != self._heights[index]:
                self._heights[index] = made.height
                self.__dict__.pop("_tops", None)
        return replace(made, top=self._tops[index])

    @property
    def heads(self) -> list[str]:
        """The heading of the stage that begins with each line, or nothing."""
        return [head for _, _, head in self._lines]

    @property
    def stages(self) -> list[int]:
        """The stage of each line."""
        return [stage for _, stage, _ in self._lines]

    @property
    def height(self) -> int:
        """How high all lines are together."""
        return self._tops[-1] + LAST if self._lines else 0

    @cached_property
    def _tops(self) -> list[int]:
        """Where each line begins, and where the last ends."""
        return [*accumulate(self._heights, initial=FIRST)]

    def at(self, y: float) -> int | None:
        """Return which line is at a height, if any."""
        index = bisect_right(self._tops, y) - 1
        return index if 0 <= index < len(self) else None

    def between(self, top: float, foot: float) -> Iterator[tuple[int, SheetLine]]:
        """Yield the lines from one height down to another, with their numbers."""
        index = max(bisect_right(self._tops, top) - 1, 0)
        while index < len(self) and self._tops[index] <= foot:
            yield index, self[index]
            index += 1

    def settle_around(self, index: int, reach: int) -> None:
        """Set a line and those so many pixels above and below it: they stay where they are then."""
        for way in (-1, 1):
            room, near = reach, index
            while room > 0 and 0 <= near < len(self):
                room -= self[near].height
                near += way

    def settle(self, seconds: float) -> bool:
        """Set what is not set yet, for about so long; return whether that was all."""
        end = time.perf_counter() + seconds
        for index in range(len(self)):
            if index not in self._set:
                if time.perf_counter() > end:
                    return False
                self[index]
        return True

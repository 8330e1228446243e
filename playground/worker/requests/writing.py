"""What a network writes by itself, which goes on a little with every frame."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playground.inspection.writing import Writer, can_write
from playground.worker.observer import Observer
from playground.worker.requests.base import Request

PORTION = 0.012
"""Seconds that writing may take of a frame."""
LONGEST = 400
"""Symbols that are written at most."""


@dataclass(frozen=True)
class Written:
    """How far a text is. All of it is by the network as it was when the text began."""

    symbols: tuple[int, ...]
    """The start, and what was written until now."""
    bits: tuple[float, ...]
    """How surprising each symbol was that was written."""
    done: bool


class RunningWriter:
    """A text in portions, by a copy of a network."""

    def __init__(self, writer: Writer, length: int) -> None:
        self._writer, self._length = writer, length

    def go_on(self) -> Written:
        """Write as much more as a frame has time for, unless all is written."""
        late, writer = time.perf_counter() + PORTION, self._writer
        while len(writer.bits) < self._length:
            writer.write()
            if time.perf_counter() >= late:
                break
        return Written(tuple(writer.symbols), tuple(writer.bits), len(writer.bits) == self._length)


@dataclass(frozen=True)
class WritingPortion(Request[Written]):
    """Some more of a text that begins with a start; None by a network that cannot write so.

    The first frame that does not ask for it ends the text.
    """

    number: int
    """Which text: another number begins anew, with the network as it is then."""
    start: tuple[int, ...]
    """Numbers of symbols."""
    temperature: float
    """0 for the likeliest symbols; 1 for symbols as likely as the network predicts; more for wilder ones."""
    seed: int
    length: int
    """How many symbols follow the start, at most 400."""

    def is_like(self, other: WritingPortion) -> bool:
        """Return whether two texts differ only in the moment at which they were begun."""
        return (self.start, self.temperature, self.seed) == (other.start, other.temperature, other.seed)

    def answer(self, observer: Observer) -> Written | None:
        network = observer.training.network
        symbols = network.shapes[0][-1]
        known = bool(self.start) and all(0 <= symbol < symbols for symbol in self.start)
        if not known or not can_write(network):
            return None

        def begin() -> RunningWriter:
            writer = Writer(network.copy(), self.start, self.temperature, self.seed)
            return RunningWriter(writer, min(self.length, LONGEST))

        return observer.carry(self, begin).go_on()

"""What is still to be sent to a worker: whoever puts a command here never waits, and nothing piles up."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition

from playground.worker.frames import Look
from playground.worker.messages import (
    Branch,
    Command,
    Keep,
    Load,
    Pause,
    Play,
    Revise,
    Seek,
    SetParameters,
    Step,
)

MOST = 1000
"""Commands of a person who goes on although nothing happens; further ones are refused."""
PRESENT = Seek(None)


class Outbox:
    """Commands in their order, of which a newer one replaces what it makes void."""

    def __init__(self, wrapped: Callable[[Command], bytes]) -> None:
        """Take the function that makes a message of a command; it is called by who puts one in."""
        self._wrapped = wrapped
        self._waiting: list[tuple[Command, bytes]] = []
        self._ended = False
        self._changed = Condition()

    def put(self, command: Command) -> None:
        """Leave a command to be sent."""
        message = self._wrapped(command)  # here, for what it describes may change in the caller's thread
        with self._changed:
            known = {id(waiting): wrapped for waiting, wrapped in self._waiting} | {id(command): message}
            self._waiting = [
                (each, known.get(id(each)) or self._wrapped(each))
                for each in joined([waiting for waiting, _ in self._waiting], command)
            ]
            self._changed.notify()

    def take(self) -> bytes | None:
        """Wait for the next message and take it out; None when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ended)
            return None if self._ended else self._waiting.pop(0)[1]

    def end(self) -> None:
        """Forget what was not sent; whoever waits in ``take`` gets None."""
        with self._changed:
            self._ended = True
            self._changed.notify()


def joined(waiting: list[Command], command: Command) -> list[Command]:
    """Return what waits with one more command, without what that makes void.

    A question stays where it was asked: what stands before it is not touched. Of the experiments that wait
    after it, one is sent.
    """
    start = max((i + 1 for i, each in enumerate(waiting) if isinstance(each, Look)), default=0)
    asked, later = waiting[:start], waiting[start:]
    match command:
        case Load():
            later = [each for each in later if isinstance(each, Keep)]
        case Revise():
            later = _voided(later, (Revise,))
        case Play() | Pause():
            later = _voided(later, (Play, Pause))
        case Keep():
            later = [each for each in later if not isinstance(each, Keep)]
        case SetParameters() if later and isinstance(later[-1], SetParameters):
            before = later.pop()
            assert isinstance(before, SetParameters)
            values = dict(zip(before.places, before.values, strict=True))
            values |= dict(zip(command.places, command.values, strict=True))
            command = SetParameters(tuple(values), tuple(values.values()))
        case Step() | SetParameters() | Seek() | Branch() if len(later) >= MOST:
            return waiting
    return [*asked, *later, command]


def _voided(commands: list[Command], kinds: tuple[type[Command], ...]) -> list[Command]:
    """Leave out commands of some kinds, but for the way back to the present that most of them begin with."""
    left: list[Command] = []
    for each in commands:
        kept = each if not isinstance(each, kinds) else None if isinstance(each, Pause) else PRESENT
        if kept is not None and (kept != PRESENT or left[-1:] != [PRESENT]):
            left.append(kept)
    return left

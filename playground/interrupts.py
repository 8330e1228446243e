"""Ctrl-C: one exit code, at any moment, and no traceback."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager

TYPE_CHECKING = False  # typing itself takes a while to import, and Ctrl-C is not yet heard then
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType
    from typing import Any, NoReturn

INTERRUPTED = 130


class Interrupts:
    """Raises KeyboardInterrupt and remembers it, for some code on its way makes another error of it."""

    def __init__(self) -> None:
        self.came = False
        sys.excepthook, self._otherwise = self._report, sys.excepthook
        sys.unraisablehook, self._aside = self._report_aside, sys.unraisablehook
        signal.signal(signal.SIGINT, self._raise)

    def end(self) -> None:
        """Take no more notice: what was to be done is done."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def _raise(self, number: int, frame: FrameType | None) -> None:
        if self.came:  # and whoever presses twice does not want to wait
            os._exit(INTERRUPTED)
        self.came = True
        raise KeyboardInterrupt

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if self.came:
            os._exit(INTERRUPTED)
        self._otherwise(kind, error, trace)

    def _report_aside(self, what: Any) -> None:
        if self.came:
            os._exit(INTERRUPTED)
        self._aside(what)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    os._exit(INTERRUPTED)


@contextmanager
def at_once() -> Iterator[None]:
    """End the process on the spot if Ctrl-C is pressed meanwhile.

    Right while modules are imported: an exception leaves them half made, and Qt's then crash. Nothing has
    been begun that would need an end.
    """
    before = signal.signal(signal.SIGINT, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def held() -> Iterator[None]:
    """Hold Ctrl-C back until the end of the block; a process that is begun there never hears of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

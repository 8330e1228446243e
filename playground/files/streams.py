"""Standard output and standard error: also where they are closed, or full, or nobody reads them any more."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from playground.files.reasons import reason


def fill_closed() -> None:
    """Open what the shell has closed, before a file that is written takes its number and gets its lines."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))  # noqa: SIM115


def say(*lines: str) -> None:
    """Print lines. Where the reader, such as head, has seen enough, go on in silence: files are owed.

    Raises OSError, once, where output cannot be written for another reason.
    """
    try:
        print(*lines, sep="\n", flush=True)
    except BrokenPipeError:
        fall_silent()
    except OSError as error:
        fall_silent()
        raise OSError(error.errno, reason(error), "standard output") from error


def note(*lines: str) -> None:
    """Print lines to standard error; where they cannot be, nothing is lost but they."""
    try:
        print(*lines, sep="\n", file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr)


def fall_silent() -> None:
    """Let what else is printed go nowhere."""
    _silence(sys.stdout)


def _silence(stream: TextIO) -> None:
    """Let a stream lead nowhere, with the rest that Python still holds: else its exit would fail for that."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class Note:
    """Standard error as a progress bar writes to it: a bar that cannot be drawn keeps no training up."""

    def write(self, text: str) -> int:
        try:
            count = sys.stderr.write(text)
            sys.stderr.flush()  # not at the end: Python fails there for what it cannot write
        except OSError:
            _silence(sys.stderr)
            return 0
        return count

    def flush(self) -> None:
        """Nothing is left: every write has been flushed."""

    def isatty(self) -> bool:
        return sys.stderr.isatty()

    def fileno(self) -> int:
        return sys.stderr.fileno()

"""Reading files from outside: ordinary ones only, and no more of them than was allowed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from playground.files.reasons import Unreadable, reason, special_file

PIECE = 1_000_000
"""Bytes between two questions whether to go on."""
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A path that becomes a named pipe after it was looked at must not wait for a writer."""

Progress = Callable[[float], bool]
"""Takes the share that is done, 0 to 1, and answers whether to go on."""


class Cancelled(Exception):
    """The person does not want the file any more."""


def unheard(share: float) -> bool:
    """Go on, whoever does not care about the progress."""
    return True


def within(progress: Progress, before: float, share: float) -> Progress:
    """Return what tells of a part that is a share of the whole, after what was done before it."""
    return lambda done: progress(before + share * done)


def read(path: str | os.PathLike[str], most: int, progress: Progress = unheard) -> bytes:
    """Return what is in an ordinary file of at most so many bytes. Raises Unreadable, Cancelled."""
    try:
        _checked(os.stat(path), most)
        with open(os.open(path, FLAGS), "rb") as file:
            size = _checked(os.fstat(file.fileno()), most)
            data = bytearray()
            while piece := file.read(min(PIECE, most + 1 - len(data))):
                data += piece
                if not progress(min(len(data) / max(size, 1), 1.0)):
                    raise Cancelled
    except OSError as error:
        raise Unreadable(reason(error)) from error
    except ValueError as error:
        raise Unreadable("no file can have this name") from error
    if len(data) > most:  # it has grown since, or is one whose size the system does not know
        raise Unreadable(_too_large(most))
    return bytes(data)


def beginning(path: str | os.PathLike[str], most: int) -> bytes:
    """Return the first bytes of an ordinary file; nothing of one that cannot be read."""
    if not ordinary(path):
        return b""
    try:
        with open(os.open(path, FLAGS), "rb") as file:
            return file.read(most)
    except OSError:
        return b""


def _checked(status: os.stat_result, most: int) -> int:
    """Return the size of an ordinary file. Raises Unreadable."""
    if odd := special_file(status):
        raise Unreadable(odd)
    if status.st_size > most:
        raise Unreadable(_too_large(most))
    return status.st_size


def _too_large(most: int) -> str:
    return f"larger than {most // 1_000_000} MB"


def ordinary(path: str | os.PathLike[str]) -> bool:
    """Return whether there is an ordinary file of this name; nothing is opened."""
    try:
        return not special_file(os.stat(path))
    except (OSError, ValueError):
        return False


def listed(folder: Path, ending: str) -> list[Path]:
    """Return the ordinary files of a folder with an ending, by name; hidden ones are nobody's to choose."""
    try:
        names = sorted(os.listdir(folder))
    except (OSError, ValueError):
        return []
    paths = [folder / name for name in names if name.lower().endswith(ending) and not name.startswith(".")]
    return [path for path in paths if ordinary(path)]

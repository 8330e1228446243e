"""Writing files: whole or not at all, in the place of what was there and with its permissions."""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from playground.files.reasons import reason, special_file
from playground.parts.text import name_of

PREFIX, SUFFIX = ".playground-", ".part"
"""How temporary files are called: hidden, and with no ending that the program reads."""
BINARY = getattr(os, "O_BINARY", 0)


@contextmanager
def writing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Give a file to write to that takes the place of ``path`` when the block ends without an error.

    What was there stays until then, and for good if anything fails. Its permissions are kept, and a symbolic
    link goes on leading to the file that is written. Raises OSError, which names ``path``.
    """
    try:
        target, mode = _place(path)
        clear(target.parent)
        name, file = _temporary(target.parent)
        try:
            with file:
                yield file
            if mode is not None:
                os.chmod(name, mode)
            os.replace(name, target)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(name)
    except OSError as error:
        raise OSError(error.errno, reason(error), str(path)) from error


def write(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file of these bytes. Raises OSError; an old file stays until the new one is whole."""
    with writing(path) as file:
        file.write(data)


@contextmanager
def text_of(file: IO[bytes]) -> Iterator[io.TextIOWrapper]:
    """Give a text in UTF-8 that is written to a file; the file stays open when the text ends."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()


def refusal(path: str | os.PathLike[str]) -> str:
    """Return why nothing can be written to a path, as far as it can be said before; empty if it can."""
    try:
        target, _ = _place(path)
    except OSError as error:
        return reason(error)
    folder = Path(path).parent
    if not os.path.isdir(target.parent):
        return f"there is no folder {name_of(folder)}"
    return (
        "" if os.access(target.parent, os.W_OK) else f"nothing can be written to the folder {name_of(folder)}"
    )


def _place(path: str | os.PathLike[str]) -> tuple[Path, int | None]:
    """Return the file that a path leads to, and its permissions if it is there. Raises OSError."""
    try:
        target = Path(os.path.realpath(path))
        status = os.stat(target)
    except (FileNotFoundError, NotADirectoryError):
        return target, None
    except ValueError as error:
        raise OSError(None, "no file can have this name") from error
    if odd := special_file(status):
        raise OSError(None, odd)
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OSError(None, "is read-only")
    return target, stat.S_IMODE(status.st_mode)


def _temporary(folder: Path) -> tuple[str, IO[bytes]]:
    """Return the name of a new file in a folder, and the file, which is locked as long as it is open."""
    while True:
        name = str(folder / f"{PREFIX}{secrets.token_hex(4)}{SUFFIX}")
        with contextlib.suppress(FileExistsError):
            file = open(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | BINARY, 0o666), "w+b")  # noqa: SIM115
            with contextlib.suppress(BlockingIOError):
                _lock(file)
                if os.path.exists(name):  # nobody has taken it for left over meanwhile
                    return name, file
            file.close()


def clear(folder: Path) -> None:
    """Remove the temporary files of programs that were killed while they wrote into a folder."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(PREFIX) and name.endswith(SUFFIX) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _remove(entry.path)


if sys.platform == "win32":

    def _lock(file: IO[bytes]) -> None:
        """Do nothing: a file that is open cannot be removed."""

    def _remove(name: str) -> None:
        os.unlink(name)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        """Lock a file until it is closed. Raises BlockingIOError if another program has done so."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            return  # not every file system knows locks

    def _remove(name: str) -> None:
        """Remove a temporary file. Raises OSError if a program still writes it."""
        with open(name, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(name)

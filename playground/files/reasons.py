"""Why a file was not read or not written, in words that a person understands."""

from __future__ import annotations

import os
import stat

from playground.parts.text import printable


class Unreadable(Exception):
    """A file that is not read; the text says why, without the file's name."""


def reason(error: OSError) -> str:
    """Return why an operation failed, in the words of the system."""
    text = printable(error.strerror or str(error) or type(error).__name__)
    return text[:1].lower() + text[1:]


def special_file(status: os.stat_result) -> str:
    """Return what keeps a path from being an ordinary file; empty if nothing does.

    A named pipe waits for ever, and a device may have no end: such are not even opened.
    """
    if stat.S_ISDIR(status.st_mode):
        return "is a folder"
    return "" if stat.S_ISREG(status.st_mode) else "is a device or a pipe, not an ordinary file"

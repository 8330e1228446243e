"""Arrays that an exported script reads: they lie beside it, and say nothing of the network by themselves."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from playground.files import reading
from playground.files.reasons import Unreadable

CHECKED = "check_inputs"
"""What every script checks itself by, in its own text or among its arrays."""
CODE = (".py", ".ipynb")
LARGEST = 10_000_000
"""How many bytes a script may have that is looked into."""


def script_of(path: str | os.PathLike[str], arrays: Collection[str]) -> str:
    """Return the name of the script that reads a file with these arrays; empty if it is no script's."""
    file = Path(path)
    beside = (file.with_suffix(ending) for ending in CODE)
    script = next((each for each in beside if _reads(each, file.name)), None)
    if script is None:  # gone, or never brought along
        return file.with_suffix(CODE[0]).name if CHECKED in arrays else ""
    return script.name


def _reads(script: Path, name: str) -> bool:
    try:
        text = reading.read(script, LARGEST).decode(errors="replace")
    except Unreadable:
        return False
    return name in text and CHECKED in text

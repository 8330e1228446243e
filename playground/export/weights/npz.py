"""NumPy's NPZ: ``np.load(path)["01_dense/weight"]``, also opened by Netron."""

from __future__ import annotations

import os
import re
from typing import IO

from playground.experiment import presets
from playground.export.weights.contents import LARGEST, TEXTS, Contents
from playground.export.weights.script_arrays import script_of
from playground.files.archives import Archive, pack
from playground.files.reasons import Unreadable
from playground.parts.text import shown

TEXT = ".json"
"""What the names of texts end with; those of arrays end with .npy, which NumPy leaves away."""
WEIGHT = re.compile(r"[/.](weight|kernel|recurrent)", re.IGNORECASE)
"""What weights have in their names, behind that of their layer."""


def write(contents: Contents, file: IO[bytes]) -> None:
    """Write arrays as NumPy does, and texts beside them."""
    pack(file, {f"{name}{TEXT}": text for name, text in contents.texts.items()}, contents.arrays)


def read(data: bytes) -> Contents:
    """Return what stands in a file. Raises Unreadable."""
    archive = Archive(data, LARGEST)
    for name, declared in archive.arrays.items():
        if declared.dtype.kind not in "fiu":
            raise Unreadable(f"{shown(name)} has no numbers")
    texts = {name: _text(archive, f"{name}{TEXT}") for name in TEXTS if f"{name}{TEXT}" in archive.others}
    return Contents({name: archive.array(name) for name in archive.arrays}, texts)


def holds(data: bytes, path: str | os.PathLike[str]) -> bool:
    """Return whether arrays are weights by their names, or a script's, and not a table. Raises Unreadable."""
    archive = Archive(data, LARGEST)
    named = any(WEIGHT.search(name) and len(array.shape) > 1 for name, array in archive.arrays.items())
    texts = {f"{name}{TEXT}" for name in TEXTS}.intersection(archive.others)
    return named or bool(texts) or bool(script_of(path, archive.arrays))


def _text(archive: Archive, name: str) -> str:
    try:
        return archive.text(name, presets.LARGEST).decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is not a text in UTF-8") from error

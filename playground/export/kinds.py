"""What a file is: by its ending, and where several kinds share one by how it begins."""

from __future__ import annotations

import os
from enum import Enum, auto
from pathlib import Path

from playground.experiment import tabled
from playground.export import weights
from playground.export.sharing.pasted import shared_in
from playground.export.trained_files import is_run

FOREIGN_WEIGHTS = (".pt", ".pth", ".ckpt", ".h5", ".hdf5", ".keras", ".pkl", ".pickle", ".onnx.data")
"""Endings of weight files of other programs, which are not read: opening some of them runs code in them. They
count as weights, so that the reader of weights says which formats there are.
"""


class FileKind(Enum):
    """The kinds of files that the program opens."""

    RUN = auto()
    WEIGHTS = auto()
    SHARED = auto()
    """A setup as a text, or a link."""
    TABLE = auto()
    PRESET = auto()


def kind_of(path: str | os.PathLike[str]) -> FileKind:
    """Return what a file is; one that nothing speaks for is a preset, whose reader says what is wrong."""
    if is_run(path):
        return FileKind.RUN
    if weights.holds(path) or str(path).lower().endswith(FOREIGN_WEIGHTS):
        return FileKind.WEIGHTS
    if shared_in(path):
        return FileKind.SHARED
    return FileKind.TABLE if tabled.is_table(str(Path(path))) else FileKind.PRESET

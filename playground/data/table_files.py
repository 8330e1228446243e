"""Tables in files: the bytes, their checksum, and by the name's ending whether they are text or arrays."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from playground.data.tables import (
    COLUMNS,
    LARGEST,
    ROWS,
    BadTable,
    Cancelled,
    Column,
    FirstRow,
    Progress,
    Table,
    names_of,
)
from playground.data.text_tables import decoded, read_text
from playground.parts import printable, shown

ENDINGS = (".csv", ".tsv", ".txt", ".npz")


def read_file(path: Path, progress: Progress = lambda share: True) -> tuple[Table, str]:
    """Return the table in a file, and the file's checksum. Raises BadTable, Cancelled."""
    data = content(path)
    return read_bytes(data, path.suffix, progress), checksum(data)


def content(path: Path) -> bytes:
    """Return what is in a file. Raises BadTable."""
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise BadTable(["not a file that can be read as a whole"])
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BadTable([(error.strerror or str(error)).lower()]) from error
    except ValueError as error:  # from a name that no file can have
        raise BadTable([str(error)]) from error
    if len(data) > LARGEST:
        raise BadTable([f"larger than {LARGEST // 1_000_000} MB"])
    return data


def checksum(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(
    data: bytes, suffix: str, progress: Progress = lambda share: True, first_row: FirstRow = "automatic"
) -> Table:
    """Return the table in the bytes of a file. Raises BadTable, Cancelled."""
    if suffix.lower() == ".npz":
        return _arrays(data, progress)
    text, notes = decoded(data)
    return read_text(text, notes, progress, first_row)


def _arrays(data: bytes, progress: Progress) -> Table:
    found: dict[str, Any] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > LARGEST:
            raise BadTable([f"unpacked it is larger than {LARGEST // 1_000_000} MB"])
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            for i, name in enumerate(arrays.files):
                if not progress(i / len(arrays.files)):
                    raise Cancelled
                found[name] = arrays[name]
    except (zipfile.BadZipFile, ValueError, KeyError, EOFError, OSError, NotImplementedError) as error:
        if isinstance(error, BadTable):
            raise
        pickled = "pickle" in str(error).lower()
        text = "holds Python objects, which are not read" if pickled else "not an NPZ file of arrays"
        raise BadTable([text]) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise BadTable(["encrypted"]) from error
    return _joined(found)


def _joined(arrays: dict[str, Any]) -> Table:
    lines, cells = [], list[tuple[str, Any]]()
    for key, array in arrays.items():
        name = shown(key)
        if not isinstance(array, np.ndarray):
            lines.append(f"{name} is not an array")
        elif array.dtype.kind not in "biufU":
            lines.append(f"{name} has neither numbers nor words but {array.dtype}")
        elif array.ndim == 1:
            cells.append((key, array))
        elif array.ndim == 2 and array.shape[1] <= COLUMNS:
            cells += [(f"{key} {i + 1}", column) for i, column in enumerate(array.T)]
        else:
            lines.append(f"{name} is {'x'.join(map(str, array.shape))}: one column or a table is needed")
    lengths = {len(column) for _, column in cells}
    if not lines and len(lengths) != 1:
        different = ", ".join(f"{shown(key)} {len(array)}" for key, array in arrays.items())
        lines.append(f"arrays of different lengths: {different}" if lengths else "there is nothing in it")
    if not lines and not 0 < max(lengths) <= ROWS:
        lines.append(f"{max(lengths):,} rows; 1 to {ROWS:,} can be read")
    if not lines and len(cells) > COLUMNS:
        lines.append(f"{len(cells)} columns are more than {COLUMNS}")
    if lines:
        raise BadTable(lines)
    names = names_of([key for key, _ in cells])
    columns = tuple(_column(name, array) for name, (_, array) in zip(names, cells, strict=True))
    return Table(columns, max(lengths))


def _column(name: str, array: Any) -> Column:
    if array.dtype.kind == "U":
        words, labels = np.unique(np.char.strip(array), return_inverse=True)
        known = [printable(str(word)) for word in words]
        empty = 1 if known and known[0] == "" else 0  # the empty word comes first
        faults = tuple(f"row {i + 1}, {shown(name)}: is empty" for i in np.flatnonzero(labels < empty)[:20])
        gaps = int((labels < empty).sum())
        return Column(name, None, tuple(known[empty:]), labels.astype(np.intp) - empty, faults, gaps)
    numbers = array.astype(float)
    wrong = np.flatnonzero(~np.isfinite(numbers))
    faults = tuple(f"row {i + 1}, {shown(name)}: {numbers[i]} is not a finite number" for i in wrong[:20])
    return Column(name, np.where(np.isfinite(numbers), numbers, np.nan), faults=faults, gaps=len(wrong))

"""Tables in files: the bytes, their checksum, and by the name's ending whether they are text or arrays."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from playground.data.tables import arff, workbook
from playground.data.tables.dialect import AS_IT_LOOKS, PLAIN_CSV, Dialect
from playground.data.tables.encoding import decoded
from playground.data.tables.split_arrays import parts_of, with_parts
from playground.data.tables.table import (
    CELLS,
    COLUMNS,
    LARGEST,
    ROWS,
    SAID,
    BadTable,
    Column,
    LostTable,
    Table,
    names_of,
)
from playground.data.tables.text import read_text
from playground.files.archives import Archive, Declared
from playground.files.reading import Cancelled, Progress, read, unheard, within
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.text import printable, shown

ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".dat", ".data", ".npz", ".gz", *arff.ENDINGS, *workbook.ENDINGS)
PACKED = b"\x1f\x8b"
PIECES, PART = 100_000, 10_000
"""Files that gzip may have packed one behind the other, and bytes that are unpacked at a time."""
OLD_WORKBOOK = bytes.fromhex("d0cf11e0")


def read_file(path: Path, progress: Progress = unheard) -> tuple[Table, str]:
    """Return the table in a file, and the file's checksum. Raises BadTable, Cancelled."""
    data = content(path, progress)
    return read_bytes(data, "".join(path.suffixes[-2:]), progress), checksum(data)


def content(path: Path, progress: Progress = unheard) -> bytes:
    """Return what is in a file. Raises LostTable, Cancelled."""
    try:
        return read(path, LARGEST, progress)
    except Unreadable as error:
        raise LostTable([str(error)]) from error


def checksum(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_bytes(
    data: bytes,
    suffix: str,
    progress: Progress = unheard,
    dialect: Dialect = AS_IT_LOOKS,
) -> Table:
    """Return the table in the bytes of a file, whose ending may be two. Raises BadTable, Cancelled."""
    suffix = suffix.lower()
    if data.startswith(PACKED) or suffix.endswith(".gz"):
        data, suffix = _unpacked(data), suffix.removesuffix(".gz")
    if suffix.endswith(".npz"):
        return _arrays(data, progress)
    if suffix.endswith(workbook.ENDINGS) or data.startswith((b"PK\3\4", OLD_WORKBOOK)):
        return workbook.read_workbook(data, dialect, progress)
    text, notes, encoding = decoded(data, dialect.encoding)
    if suffix.endswith(arff.ENDINGS):
        text, roles = arff.as_csv(text)
        table = read_text(text, replace(dialect, **PLAIN_CSV), progress, notes)
        return replace(table, declared=roles, dialect=replace(table.dialect, encoding=encoding))
    table = read_text(text, dialect, progress, notes)
    return replace(table, dialect=replace(table.dialect, encoding=encoding))


def _unpacked(data: bytes) -> bytes:
    """Return what gzip has packed, up to the size that a file may have. Raises BadTable."""
    found, at = bytearray(), 0
    try:
        for _ in range(PIECES):  # there may be several
            packed = zlib.decompressobj(31)
            while not packed.eof and at < len(data):
                part = data[at : at + PART]
                found += packed.decompress(part, LARGEST + 1 - len(found))
                if len(found) > LARGEST:
                    raise LostTable([f"larger than {LARGEST // 1_000_000} MB when unpacked"])
                at += len(part) - len(packed.unused_data)
            if not packed.eof:
                raise LostTable(["the packed file ends too early"])
            if at == len(data):
                return bytes(found)
    except zlib.error as error:
        raise LostTable(["cannot be unpacked: not a whole gzip file"]) from error
    raise LostTable([f"packed in more than {grouped(PIECES)} pieces"])


def _arrays(data: bytes, progress: Progress) -> Table:
    try:
        archive = Archive(data, LARGEST)
        declared = archive.arrays
        if parts := parts_of(declared):
            tables = {part: _table(archive, keys, progress) for part, keys in parts.items()}
            return with_parts(tables)
        return _table(archive, {key: key for key in declared}, progress)
    except Unreadable as error:
        raise BadTable([str(error)]) from error


def _table(archive: Archive, keys: Mapping[str, str], progress: Progress) -> Table:
    """Return the table of some arrays, given what each is called. Raises BadTable, Cancelled, Unreadable."""
    declared = {name: archive.arrays[key] for name, key in keys.items()}
    if lines := _misfits(declared):
        raise BadTable(lines)
    total, names = sum(each.count for each in declared.values()), iter(_names(declared))
    columns, done = list[Column](), 0.0
    for key, each in declared.items():
        share = each.count / total
        array = archive.array(keys[key], within(progress, done, share))
        for column in [array] if array.ndim == 1 else array.T:
            if not progress(done):
                raise Cancelled
            columns.append(_column(next(names), column))
        done += share
    return Table(tuple(columns), len(columns[0].known))


def _misfits(arrays: Mapping[str, Declared]) -> list[str]:
    """Return what keeps arrays from being the columns of a table, by what they say of themselves."""
    lines, lengths, width = [], {}, 0
    for key, array in arrays.items():
        name, shape = shown(key), array.shape
        if array.dtype.kind not in "biufU":
            lines.append(f"{name} holds neither numbers nor text but {array.dtype}")
        elif not shape:
            lines.append(f"{name} is a single number: one column or a table is needed")
        elif len(shape) > 2 or (len(shape) == 2 and shape[1] > COLUMNS):
            size = " × ".join(map(grouped, shape))
            lines.append(f"{name} is an array of {size}: one column or a table is needed")
        else:
            lengths[name] = shape[0]
            width += shape[1] if len(shape) == 2 else 1
    if lines:
        return lines
    if not width:
        return ["there is nothing in it"]
    rows = max(lengths.values())
    if len(set(lengths.values())) > 1:
        different = ", ".join(f"{name} {grouped(length)}" for name, length in [*lengths.items()][:SAID])
        return [f"arrays of different lengths: {different}"]
    if not 0 < rows <= ROWS:
        return [f"{grouped(rows)} rows; 1 to {grouped(ROWS)} can be read"]
    if width > COLUMNS:
        return [f"{grouped(width)} columns are more than {grouped(COLUMNS)}"]
    return [f"{grouped(rows * width)} cells are more than {grouped(CELLS)}"] if rows * width > CELLS else []


def _names(arrays: Mapping[str, Declared]) -> list[str]:
    """Return the names of the columns: those of the arrays, and of tables with numbers."""
    found = []
    for key, array in arrays.items():
        many = len(array.shape) == 2
        found += [f"{key} {i + 1}" for i in range(array.shape[1])] if many else [key]
    return names_of(found)


def _column(name: str, array: Any) -> Column:
    if array.dtype.kind == "U":
        words, labels = np.unique(np.char.strip(array), return_inverse=True)
        known = [printable(str(word)) for word in words]
        empty = 1 if known and known[0] == "" else 0  # the empty word comes first
        faults = tuple(f"row {i + 1}, {shown(name)}: is empty" for i in np.flatnonzero(labels < empty)[:SAID])
        gaps = int((labels < empty).sum())
        return Column(name, None, tuple(known[empty:]), labels.astype(np.intp) - empty, faults, gaps)
    numbers = array.astype(float)
    wrong = np.flatnonzero(~np.isfinite(numbers))
    faults = tuple(f"row {i + 1}, {shown(name)}: {numbers[i]} is not a finite number" for i in wrong[:SAID])
    return Column(name, np.where(np.isfinite(numbers), numbers, np.nan), faults=faults, gaps=len(wrong))

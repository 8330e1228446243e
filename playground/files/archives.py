"""Arrays in a ZIP file, as NumPy's NPZ has them: what they claim to be is checked before it is unpacked."""

from __future__ import annotations

import io
import math
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from playground.files.reading import PIECE, Cancelled, Progress, unheard
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.text import shown

ENTRIES = 100_000
"""At most so many arrays are in a file."""
DIRECTORY = b"PK\x01\x02"
"""Every entry of a ZIP file has this in the directory at the file's end, which is read at once."""
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""How NumPy packs; what else there is comes from elsewhere, and some of it has no bounds."""
LONGEST = 10_000
"""Bytes that the header of an array may have."""
SIMPLE = re.compile(r"[<>|=]?[biufcSUVOMm]\d{0,9}(\[\w+\])?")
"""A type of numbers or words as NumPy writes it, not one of records."""
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    AttributeError,
    MemoryError,
)
"""What Python's reader of ZIP files may raise where bytes are wrong."""


@dataclass(frozen=True)
class Declared:
    """The header of an array, before its numbers."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    by_rows: bool
    start: int
    """Bytes before the numbers."""

    @property
    def count(self) -> int:
        """How many numbers or words there are."""
        return math.prod(self.shape)

    @property
    def size(self) -> int:
        """How many bytes they take."""
        return self.count * self.dtype.itemsize


class Archive:
    """An open archive. Every method raises Unreadable where something is wrong with it."""

    def __init__(self, data: bytes, most: int) -> None:
        """Open an archive that takes at most so many bytes when it is unpacked."""
        try:
            if data.count(DIRECTORY) > ENTRIES:
                raise Unreadable(f"more than {grouped(ENTRIES)} arrays")
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        except DAMAGED as error:
            raise Unreadable("not a whole ZIP file") from error
        names = [entry.filename for entry in self._zip.infolist()]
        if len(names) > len(self._entries):
            twice, _ = Counter(names).most_common(1)[0]
            raise Unreadable(f"{shown(twice)} is in it twice")
        if sum(entry.file_size for entry in self._entries.values()) > most:
            raise Unreadable(f"larger than {most // 1_000_000} MB when unpacked")
        for entry in self._entries.values():
            if entry.flag_bits & 1:
                raise Unreadable("encrypted")
            if entry.compress_type not in PACKED:
                raise Unreadable(f"{shown(entry.filename)} is compressed in a way that is not supported")
        self.arrays = {
            name.removesuffix(".npy"): self._declared(name) for name in self._entries if name.endswith(".npy")
        }
        """What the arrays say of themselves, by name."""
        self.others = [name for name in self._entries if not name.endswith(".npy")]
        """What else there is, by its whole name."""

    def text(self, name: str, most: int) -> bytes:
        """Return the at most so many bytes of an entry that is no array. Raises Unreadable."""
        if name not in self._entries:
            raise Unreadable(f"{name} is missing")
        if self._entries[name].file_size > most:
            raise Unreadable(f"{name} is larger than {most // 1_000_000} MB")
        try:
            return self._zip.read(name)
        except DAMAGED as error:
            raise _damaged(name) from error

    def array(self, name: str, progress: Progress = unheard) -> npt.NDArray[Any]:
        """Return an array of plain numbers or words. Raises Cancelled, too."""
        declared = self.arrays.get(name)
        if declared is None:
            raise Unreadable(f"{name} is missing")
        memory = bytearray(declared.size)
        try:
            with self._zip.open(f"{name}.npy") as file:
                file.read(declared.start)
                for start in range(0, declared.size, PIECE):
                    if not progress(start / declared.size):
                        raise Cancelled
                    memory[start : start + PIECE] = file.read(min(PIECE, declared.size - start))
            if len(memory) != declared.size or not _all_letters(memory, declared.dtype):
                raise _damaged(name)
            return np.ndarray(declared.shape, declared.dtype, memory, order="C" if declared.by_rows else "F")
        except DAMAGED as error:
            raise _damaged(name) from error

    def _declared(self, name: str) -> Declared:
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as file:
                declared = _header(file, name)
        except DAMAGED as error:
            raise _damaged(name) from error
        # Words of no letters would take no room at all, however many they are.
        if declared.dtype.itemsize == 0 or entry.file_size != declared.start + declared.size:
            raise Unreadable(f"{_short(name)} does not have the size that it declares")
        return declared


def unpacked_size(data: bytes) -> int:
    """Return how many bytes a ZIP file says that it takes unpacked. Raises Unreadable."""
    try:
        if data.count(DIRECTORY) > ENTRIES:
            raise Unreadable(f"more than {grouped(ENTRIES)} files")
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return sum(entry.file_size for entry in packed.infolist())
    except DAMAGED as error:
        raise Unreadable("not a whole ZIP file") from error


def _header(file: IO[bytes], name: str) -> Declared:
    """Read what stands before an array's numbers, without running any of it. Raises Unreadable."""
    magic = file.read(8)
    if magic[:6] != b"\x93NUMPY" or magic[6:7] not in (b"\1", b"\2", b"\3"):
        raise Unreadable(f"{_short(name)} is not an array")
    digits = 2 if magic[6] == 1 else 4
    length = int.from_bytes(file.read(digits), "little")
    if length > LONGEST:
        raise _damaged(name)
    text = file.read(length).decode("utf-8" if magic[6] == 3 else "latin-1")
    kind = re.search(r"'descr'\s*:\s*'([^']*)'", text)
    first = re.search(r"'fortran_order'\s*:\s*(True|False)\b", text)
    sides = re.search(r"'shape'\s*:\s*\(([\d\s,L]*)\)", text)
    if first is None or sides is None or len(sides[1]) > 200:
        raise _damaged(name)
    if kind is None or not SIMPLE.fullmatch(kind[1]):
        raise Unreadable(f"{_short(name)} holds neither numbers nor text")
    if "O" in kind[1]:
        raise Unreadable(f"{_short(name)} holds Python objects, which are not supported")
    shape = tuple(int(side) for side in re.findall(r"\d+", sides[1]))
    return Declared(shape, np.dtype(kind[1]), first[1] == "False", 8 + digits + length)


def _all_letters(memory: bytearray, dtype: np.dtype[Any]) -> bool:
    """Return whether words have only letters that there are."""
    codes = np.frombuffer(memory, f"{dtype.byteorder}u4") if dtype.kind == "U" else np.zeros(0)
    return not (codes > sys.maxunicode).any()


def _short(name: str) -> str:
    return shown(name.removesuffix(".npy"))


def _damaged(name: str) -> Unreadable:
    return Unreadable(f"{_short(name)} is damaged")


def pack(file: IO[bytes], texts: Mapping[str, str], arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write texts, and arrays as NumPy writes them. Raises OSError."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in texts.items():
            packed.writestr(name, text)
        for name, array in arrays.items():
            with packed.open(f"{name}.npy", "w") as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)


def pack_as_they_are(file: IO[bytes], entries: Iterable[tuple[str, bytes]]) -> None:
    """Write a ZIP archive of entries that are packed already; the same entries make the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for name, data in entries:
            packed.writestr(zipfile.ZipInfo(name), data)

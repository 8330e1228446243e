"""safetensors: a header in JSON that says where each array stands, and then the bytes of all of them."""

from __future__ import annotations

import math
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import safetensors.numpy

from playground.export.weights.contents import Contents
from playground.files import strict_json
from playground.files.reasons import Unreadable
from playground.parts.text import shown

PREFIX = 8
"""Bytes before the header, which say how long it is."""
HEADER = 12_000_000
"""Bytes that the header may have: a preset of the largest size, and the places of arrays."""
MOST = 100_000
"""Arrays that there may be."""
TYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2",
    "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "u1",
}  # fmt: skip
"""What the format calls numbers, and how NumPy does."""


def write(contents: Contents, file: IO[bytes]) -> None:
    """Write arrays, with the texts as metadata."""
    arrays = {name: np.ascontiguousarray(array) for name, array in contents.arrays.items()}
    file.write(safetensors.numpy.save(arrays, metadata=dict(contents.texts)))


def read(data: bytes) -> Contents:
    """Return what stands in a file, arrays in the order of their bytes. Raises Unreadable."""
    length = int.from_bytes(data[:PREFIX], "little")
    if len(data) < PREFIX or length > len(data) - PREFIX:
        raise Unreadable("not a whole safetensors file")
    if length > HEADER:
        raise Unreadable(f"its header is larger than {HEADER // 1_000_000} MB")
    header = _header(data[PREFIX : PREFIX + length])
    texts = header.pop("__metadata__", {})
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise Unreadable("its metadata are no texts")
    numbers = memoryview(data)[PREFIX + length :]
    places = {name: _place(name, each, len(numbers)) for name, each in header.items()}
    taken = sum(stop - start for start, stop in places.values())
    if taken > len(numbers):
        raise Unreadable("its arrays overlap")
    if taken < len(numbers):
        raise Unreadable("it has bytes that belong to no array")
    ordered = sorted(header, key=lambda name: places[name])
    return Contents(
        {name: _array(name, header[name], numbers[slice(*places[name])]) for name in ordered}, texts
    )


def _header(data: bytes) -> dict[str, Any]:
    try:
        found = strict_json.parse(data.decode(), most=MOST)
    except strict_json.StrictJSONError as error:
        raise Unreadable(f"its header: {error}") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("its header is not JSON") from error
    if not isinstance(found, dict):
        raise Unreadable("its header is not an object")
    return found


def _place(name: str, described: Any, size: int) -> tuple[int, int]:
    match described:
        case {"dtype": str(), "shape": list(), "data_offsets": [int() as start, int() as stop]} if (
            0 <= start <= stop <= size
        ):
            return start, stop
    raise Unreadable(f"{shown(name)} is not where its header says")


def _array(name: str, described: dict[str, Any], data: memoryview) -> npt.NDArray[Any]:
    kind, shape = described["dtype"], described["shape"]
    if kind not in TYPES:
        raise Unreadable(f"{shown(name)} has numbers of the kind {shown(kind)}, which are not supported")
    dtype = np.dtype(TYPES[kind])
    fits = len(shape) <= 8 and all(type(side) is int and 0 <= side <= len(data) for side in shape)
    if not fits or math.prod(shape) * dtype.itemsize != len(data):
        raise Unreadable(f"{shown(name)} does not have the size that its header declares")
    array = np.frombuffer(data, dtype).reshape(shape)
    # The upper half of a float32, which NumPy does not know.
    return (array.astype("<u4") << 16).view("<f4") if kind == "BF16" else array

"""Messages of protocol buffers, read field by field: nothing is unpacked that nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator

from playground.files.reasons import Unreadable

MOST = 20_000
"""Fields that a message may have: of two bytes each there would be no end."""
VARINT, I64, LEN, I32 = 0, 1, 2, 5
"""Wire types: how a field is packed."""
CUT = "it ends in the middle of a field"


def fields(data: memoryview, most: int = MOST) -> Iterator[tuple[int, int | memoryview]]:
    """Yield the number and the value of every field: a whole number, or bytes. Raises Unreadable."""
    at = count = 0
    while at < len(data):
        count += 1
        if count > most:
            raise Unreadable("it has too many fields")
        key, at = _varint(data, at)
        number, wire_type = key >> 3, key & 7
        if wire_type == VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        if wire_type == LEN:
            size, at = _varint(data, at)
        elif wire_type in (I64, I32):
            size = 8 if wire_type == I64 else 4
        else:
            raise Unreadable("it has a field of a kind that does not exist")
        if size > len(data) - at:
            raise Unreadable(CUT)
        yield number, data[at : at + size]
        at += size


def varints(data: memoryview) -> list[int]:
    """Return whole numbers that are packed one after the other. Raises Unreadable."""
    found, at = [], 0
    while at < len(data):
        value, at = _varint(data, at)
        found.append(value)
    return found


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise Unreadable(CUT)
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value & (2**64 - 1), at
    raise Unreadable("it has a number that is too long")

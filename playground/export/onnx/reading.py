"""What stands in an ONNX file beside its operators: trained arrays, and what the model says of itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.files.protobuf import fields, varints
from playground.files.reasons import Unreadable
from playground.parts.text import shown

GRAPH, PROPERTY = 7, 14
"""Of a model."""
FIRST = (b"\x08", b"\x3a", b"\x42", b"\x12", b"\x1a", b"\x22", b"\x28", b"\x32", b"\x72")
"""What a model begins with: the key of one of its fields."""
FEW = 100
"""Fields that an array or a property may have."""
INITIALIZER = 5
"""Of a graph."""
KEY, VALUE = 1, 2
"""Of a property."""
COUNTS = {2, 3, 4, 5, 6, 7, 9, 12, 13}
"""Kinds of whole numbers and truth values, as ONNX counts them: in a model these are shapes, not weights."""
LISTED = {4: "<f4", 10: "<f8"}
"""Fields of an array in which numbers stand in a list, and what these are."""
KINDS = {1: "<f4", 11: "<f8", 10: "<f2"}
"""What numbers are, as ONNX counts it."""


def arrays_and_texts(data: bytes) -> tuple[dict[str, npt.NDArray[Any]], dict[str, str]]:
    """Return the arrays of floating-point numbers by name, and the model's properties. Raises Unreadable."""
    if data[:1] not in FIRST:
        raise Unreadable("it is not an ONNX model")
    arrays: dict[str, npt.NDArray[Any]] = {}
    texts: dict[str, str] = {}
    for number, value in fields(memoryview(data)):
        if number == GRAPH and isinstance(value, memoryview):
            if arrays:
                raise Unreadable("it has more than one graph")
            for inner, array in fields(value):
                if inner == INITIALIZER and isinstance(array, memoryview):
                    arrays |= _array(array)
        elif number == PROPERTY and isinstance(value, memoryview):
            pair = {own: text for own, text in fields(value, FEW) if isinstance(text, memoryview)}
            texts[_text(pair.get(KEY))] = _text(pair.get(VALUE))
    return arrays, texts


def _text(data: memoryview | None) -> str:
    try:
        return bytes(data or b"").decode()
    except UnicodeDecodeError as error:
        raise Unreadable("it has a text that is not in UTF-8") from error


def _array(data: memoryview) -> dict[str, npt.NDArray[Any]]:
    """Return an array by its name; nothing if what it holds are no weights."""
    sides: list[int] = []
    kind, name, dtype, numbers = 0, "", "", memoryview(b"")
    for number, value in fields(data, FEW):
        match number, value:  # as TensorProto counts its fields
            case (1, int()):
                sides.append(value)
            case (1, memoryview()) if len(value) < 100:
                sides += varints(value)
            case (2, int()):
                kind = value
            case (8, memoryview()):
                name = _text(value)
            case (9, memoryview()):
                numbers = value
            case (4 | 10, memoryview()):
                dtype, numbers = LISTED[number], value
            case (13, memoryview()):
                raise Unreadable(f"the numbers of {shown(name)} are in another file")
    if kind in COUNTS:
        return {}
    if kind not in KINDS:
        raise Unreadable(f"{shown(name)} has numbers of a kind that is not supported")
    kept = np.dtype(dtype or KINDS[kind])
    if len(sides) > 8 or math.prod(sides) * kept.itemsize != len(numbers):
        raise Unreadable(f"{shown(name)} does not have the size that it declares")
    return {name: np.frombuffer(numbers, kept).reshape(sides)}

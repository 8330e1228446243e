"""Images with labels, as files of any sort give them: their layout, their classes and what white is."""

from __future__ import annotations

import math
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.targets.classes import MOST_CLASSES
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.text import printable, shown

SIDE = 64
"""Most pixels of an image's side."""
CHANNELS = (1, 3)
LARGEST = 200_000_000
"""Bytes that a file may have, and what is packed in it, unpacked."""
WORD = 40
"""Characters of a class's name."""
BYTE = 255.0

Pixels = npt.NDArray[np.uint8] | npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Pictures:
    """Images (samples, channels, height, width), each with the number of its class.

    The last ``tests`` of them are a test set; ``white`` is the largest number that a pixel may have.
    """

    pixels: Pixels
    labels: npt.NDArray[np.intp]
    names: tuple[str, ...]
    tests: int
    white: float

    @property
    def nbytes(self) -> int:
        """How much memory they take."""
        return self.pixels.nbytes + self.labels.nbytes


def layout(name: str, shape: Sequence[int]) -> tuple[int, int, int]:
    """Return (channels, height, width) of the images in an array of a shape. Raises Unreadable.

    Channels may come last or first; a row of numbers is a square image, with one channel or three.
    """
    _, *rest = shape or (0,)
    if len(rest) == 1:
        for channels in CHANNELS:
            side = math.isqrt(rest[0] // channels)
            if channels * side * side == rest[0] > 0:
                return _within(name, channels, side, side)
        raise Unreadable(f"{name} has rows of {grouped(rest[0])} numbers, which make no square image")
    if len(rest) == 2:
        return _within(name, 1, *rest)
    if len(rest) == 3 and rest[2] in CHANNELS:
        return _within(name, rest[2], rest[0], rest[1])
    if len(rest) == 3 and rest[0] in CHANNELS:
        return _within(name, *rest)
    size = " × ".join(map(grouped, shape)) or "a single number"
    raise Unreadable(f"{name} is {size}, and images with 1 or 3 channels are needed")


def _within(name: str, channels: int, height: int, width: int) -> tuple[int, int, int]:
    check_size(name, width, height)
    return channels, height, width


def check_size(name: str, width: int, height: int) -> None:
    """Raise Unreadable for images that are too large, or have no pixels."""
    if not (1 <= width <= SIDE and 1 <= height <= SIDE):
        size = f"{grouped(width)} × {grouped(height)}"
        raise Unreadable(f"{name}: images of {size} pixels; 1 × 1 to {SIDE} × {SIDE} can be read")


def channels_first(name: str, array: npt.NDArray[Any]) -> Pixels:
    """Return images of any layout as (samples, channels, height, width), in as few bytes as they need."""
    shape = layout(name, array.shape)
    if array.ndim == 4 and array.shape[3] in CHANNELS:
        array = array.transpose(0, 3, 1, 2)
    return compact(name, array.reshape(len(array), *shape))


def compact(name: str, array: npt.NDArray[Any]) -> Pixels:
    """Return numbers as bytes where they have been, or else in single precision. Raises Unreadable."""
    if array.dtype == np.uint8:
        return np.ascontiguousarray(array)
    with np.errstate(all="ignore"):
        found = np.ascontiguousarray(array, np.float32)
    if not np.isfinite(found).all():
        raise Unreadable(f"{name} has a pixel that is not a finite number")
    return found


def together(pieces: Sequence[Pixels]) -> Pixels:
    """Return the images of several pieces as one array."""
    return pieces[0] if len(pieces) == 1 else typing.cast(Pixels, np.concatenate(pieces))


def white_of(pixels: Pixels) -> float:
    """Return the largest number that a pixel may have: 255 of bytes, and else what the largest of all is."""
    if pixels.dtype == np.uint8:
        return BYTE
    largest = max(float(np.max(pixels, initial=0.0)), -float(np.min(pixels, initial=0.0)))
    looks = BYTE / 2 < largest <= BYTE and bool((pixels >= 0.0).all())
    return BYTE if looks else largest or 1.0


def classes_of(name: str, labels: npt.NDArray[Any]) -> tuple[npt.NDArray[np.intp], tuple[str, ...]]:
    """Return the class of each label, and what the classes are called. Raises Unreadable."""
    if labels.dtype.kind == "U":
        words, found = np.unique(np.char.strip(labels), return_inverse=True)
        names = [printable(str(word))[:WORD] for word in words]
    else:
        wrong = np.flatnonzero(~((labels >= 0) & (labels < MOST_CLASSES) & (labels == np.floor(labels))))
        if len(wrong):
            said = f"{name} has the label {shown(labels[wrong[0]].item())} in row {grouped(wrong[0] + 1)}"
            raise Unreadable(f"{said}, and labels are whole numbers from 0 to {MOST_CLASSES - 1}")
        numbers, found = np.unique(labels.astype(np.intp), return_inverse=True)
        names = [str(number) for number in numbers]
    check_classes(name, len(names))
    return found.astype(np.intp), tuple(names)


def check_classes(name: str, count: int) -> None:
    """Raise Unreadable where there are too few classes, or too many."""
    if not 2 <= count <= MOST_CLASSES:
        classes = {0: "no classes", 1: "one class"}.get(count, f"{grouped(count)} classes")
        raise Unreadable(f"{name} has {classes}, and 2 to {MOST_CLASSES} can be told apart")

"""Images in NPZ files: as Keras ships its data sets, or as ``images`` with ``labels``."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from playground.data.images.pictures import (
    LARGEST,
    Pictures,
    channels_first,
    classes_of,
    layout,
    together,
    white_of,
)
from playground.files.archives import Archive, Declared
from playground.files.reading import Progress, within
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.text import shown

KERAS = (("x_train", "y_train"), ("x_test", "y_test"))
PAIRS = (("images", "labels"), ("data", "target"))
"""What images and labels are called, each tried in turn."""


def read_arrays(data: bytes, progress: Progress) -> Pictures:
    """Return the images in the bytes of an NPZ file. Raises Unreadable, Cancelled."""
    archive = Archive(data, LARGEST)
    parts = _parts(archive.arrays)
    _check(archive.arrays, parts)
    images, labels = [], []
    for i, (x, y) in enumerate(parts):
        array = archive.array(x, within(progress, i / len(parts), 1.0 / len(parts)))
        images.append(channels_first(shown(x), array))
        labels.append(archive.array(y).reshape(-1))
    if len({each.dtype.kind == "U" for each in labels}) > 1:
        raise Unreadable("labels are numbers in one half and words in the other")
    found, names = classes_of(shown(parts[0][1]), np.concatenate(labels))
    pixels = together(images)
    return Pictures(pixels, found, names, len(images[1]) if len(images) > 1 else 0, white_of(pixels))


def _parts(arrays: Mapping[str, Declared]) -> tuple[tuple[str, str], ...]:
    """Return the names of images and labels, of those to train on and perhaps of those to test on."""
    if KERAS[0][0] in arrays:
        return KERAS if KERAS[1][0] in arrays else KERAS[:1]
    for pair in PAIRS:
        if pair[0] in arrays:
            return (pair,)
    there = ", ".join(map(shown, [*arrays][:8])) or "nothing"
    raise Unreadable(f"no images are in it under x_train, images or data: there is {there}")


def _check(arrays: Mapping[str, Declared], parts: tuple[tuple[str, str], ...]) -> None:
    """Look at what arrays say of themselves, before any of them is unpacked. Raises Unreadable."""
    shapes = {}
    for x, y in parts:
        for name in (x, y):
            if name not in arrays:
                raise Unreadable(f"{shown(name)} is missing")
        images, labels = arrays[x], arrays[y]
        if images.dtype.kind not in "biuf":
            raise Unreadable(f"{shown(x)} holds no numbers but {images.dtype}")
        if labels.dtype.kind not in "biufU":
            raise Unreadable(f"{shown(y)} holds neither numbers nor words but {labels.dtype}")
        shapes[x] = layout(shown(x), images.shape)
        count = images.shape[0]
        if labels.shape not in ((count,), (count, 1)):
            size = " × ".join(map(grouped, labels.shape)) or "a single number"
            needed = f"one label for each of {grouped(count)} images is needed"
            raise Unreadable(f"{shown(y)} is {size}, and {needed}")
    if len(set(shapes.values())) > 1:
        sizes = " and ".join(f"{shown(x)} of {' × '.join(map(str, shape))}" for x, shape in shapes.items())
        raise Unreadable(f"images are of different sizes: {sizes}")

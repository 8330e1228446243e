"""Images of the person's own, in a file or a folder."""

from __future__ import annotations

import os
from collections.abc import Hashable
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from playground.data.cache import Cache
from playground.data.file_set import FileSet, Misfit
from playground.data.images.drawn_on import DrawnOn
from playground.data.images.image_arrays import read_arrays
from playground.data.images.image_folders import PARTS, read_folder, subfolders
from playground.data.images.image_rows import read_rows
from playground.data.images.pictures import LARGEST, Pictures
from playground.data.samples import Points
from playground.data.shaped_outline import ShapedOutline
from playground.data.tables.files import checksum
from playground.data.targets.classes import Classes
from playground.data.targets.values import Scale
from playground.files.reading import Progress, read, unheard
from playground.files.reasons import Unreadable
from playground.parts.counts import grouped
from playground.parts.setting import setting
from playground.parts.text import name_of

NUMBERS = 10_000_000
"""Pixels, of all channels, that are trained on; and so many again that are tested on."""
SINGLE = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff")
"""How files of one picture are called."""
CACHE = Cache[Pictures](2, lambda pictures: pictures.nbytes)


class OwnImages(FileSet, DrawnOn):
    """Images from an NPZ or CSV file, or from a folder with a sub-folder of PNG files for each class.

    NPZ files may be those of Keras, with a test set of their own, or have images and labels, or data and
    target; a row of a CSV file is a label and the pixels of 8 × 8 or 28 × 28. Images have up to 64 × 64
    pixels and 1 or 3 channels.
    """

    kind: Literal["own-images"] = "own-images"
    most: int = setting(
        10_000,
        "At most so many images are trained on, and so many tested on.",
        ge=10,
        le=60_000,
        log=True,
        label="Images at most",
    )
    scaled: bool = setting(
        True, "Whether pixels are divided by the largest that may be: 0 to 1.", label="Scale to 1"
    )
    label_column: Literal["first", "last"] = setting(
        "first", "Which column of a CSV file has the labels, if no name above it says so."
    )

    @classmethod
    def checksum_of(cls, path: Path) -> str:
        return read_folder(path, unheard)[1] if path.is_dir() else checksum(read(path, LARGEST))

    @property
    def in_folder(self) -> bool:
        return not Path(self.path).suffix

    def arranged(self, generator: np.random.Generator) -> Points:
        pictures = self._read()
        rows, tests = self._chosen(pictures, generator)
        pixels = pictures.pixels[rows].astype(np.float32)
        if self.scaled:
            pixels /= np.float32(pictures.white)
        targets = Classes(len(pictures.names), pictures.names)
        return Points.shaped(pixels, pictures.labels[rows], targets, tests)

    def check(self) -> None:
        self._read()

    def largest(self, points: Points) -> float:
        known = self.known
        return known.largest or 1.0 if isinstance(known, ShapedOutline) else super().largest(points)

    def fitted_scale(self) -> Scale:
        return 0.0, float(self._read().white) if self.scaled else 1.0

    def stamp(self) -> Hashable:
        return super().stamp() if not os.path.isdir(self.path) else _stamps(Path(self.path))

    def prepare(self, progress: Progress) -> None:
        try:
            self._read(progress)
        except Misfit:
            return  # which is said where the points are asked for

    def left_out(self) -> str:
        try:
            pictures = self._read()
        except Misfit:
            return ""
        rows, _ = self._chosen(pictures, np.random.default_rng(self.seed))
        drawings = super().left_out()
        if len(rows) == len(pictures.labels):
            return drawings
        text = f"{grouped(len(rows))} of {grouped(len(pictures.labels))} images are used."
        return " ".join([text, drawings] if drawings else [text])

    def _chosen(self, pictures: Pictures, generator: np.random.Generator) -> tuple[npt.NDArray[np.intp], int]:
        """Return which images are used, in the order of the file, and how many of them are the test set."""
        own = len(pictures.labels) - pictures.tests
        most = min(self.most, NUMBERS // pictures.pixels[0].size)
        parts = [
            np.sort(start + generator.permutation(count)[:most])
            for start, count in ((0, own), (own, pictures.tests))
        ]
        return np.concatenate(parts), len(parts[1])

    def _read(self, progress: Progress = unheard) -> Pictures:
        """Return the images. Raises Misfit, Cancelled."""
        if not self.path:
            raise Misfit("path", "no file is chosen")
        try:
            key = self.path, self.checksum, self.stamp(), self.label_column
            return CACHE.get(key, lambda: self._read_anew(Path(self.path), progress))
        except Unreadable as error:
            raise Misfit("path", f"{name_of(Path(self.path).name)}: {error}") from error

    def _read_anew(self, path: Path, progress: Progress) -> Pictures:
        if path.is_dir():
            pictures, found = read_folder(path, progress)
        elif path.suffix.lower() in SINGLE:
            raise Unreadable("is one picture alone: choose the folder that has a folder for each class")
        else:
            data = read(path, LARGEST, progress)
            found = checksum(data)
            if path.suffix.lower() == ".npz":
                pictures = read_arrays(data, progress)
            else:
                pictures = read_rows(data, self.label_column, progress)
        if self.checksum and found != self.checksum:
            raise Unreadable(f"has changed since it was {self.came}: {self.sought} it again")
        return pictures


def _stamps(folder: Path) -> Hashable:
    """Return what shows that images were added to a folder or taken away."""
    try:
        below = subfolders(folder)
        within = [each for part in below if part.name in PARTS for each in subfolders(part)]
        return tuple((str(part), part.stat().st_mtime_ns) for part in (folder, *below, *within))
    except (Unreadable, OSError):
        return None

"""Data that stand in a file: how its path travels with a preset, and what is said where they do not fit."""

from __future__ import annotations

import os
import re
from abc import abstractmethod
from collections.abc import Hashable
from functools import lru_cache
from operator import not_
from pathlib import Path
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from playground.data.data_set import DataSet
from playground.data.outline import Outline
from playground.data.samples import Points
from playground.data.shaped_outline import ShapedOutline
from playground.data.targets.values import Scale, Values
from playground.files.reasons import Unreadable
from playground.parts.setting import setting
from playground.parts.text import name_of

OUTLINE = 2_000_000
"""Characters that an outline can have."""


class Misfit(Exception):
    """Why there are no points, and which setting is to blame."""

    def __init__(self, setting: str, text: str) -> None:
        super().__init__(setting, text)
        self.setting, self.text = setting, text


class FileSet(DataSet):
    """Data from a file of the person's own; without a file, or with one that does not fit, there are none.

    What they would be like may be known all the same: a file of weights that were trained on them says it.
    """

    sought: ClassVar[str] = "choose"
    """What a person does to a file that is lost so that training goes on."""
    came: ClassVar[str] = "chosen"
    """How the file came to be that of the data."""
    path: str = setting(
        "", "The file, relative to the preset's folder.", longest=4096, label="File", path=True
    )
    checksum: str = setting(
        "",
        "The SHA-256 of the file's bytes; without it the file is read as it is.",
        longest=64,
        in_form=False,
    )
    outline: str = setting(
        "",
        "What is known of the samples where their file is not here.",
        longest=OUTLINE,
        in_form=False,
        exclude_if=not_,
    )

    @property
    def lost(self) -> str:
        """What became of the file that is meant, in a few words; empty if it is there, or none is named."""
        if not self.path:
            return ""
        if not os.path.exists(self.path):
            return "is not there"
        changed = self.checksum and _changed(type(self), self.path, self.checksum, self.stamp())
        return f"has changed since it was {self.came}" if changed else ""

    @classmethod
    @abstractmethod
    def checksum_of(cls, path: Path) -> str:
        """Return the checksum of what is in a file. Raises Unreadable."""

    @property
    def in_folder(self) -> bool:
        """Whether the data are in a folder and not in a file, as far as its name tells."""
        return False

    @property
    def known(self) -> Outline | None:
        """What is known of the data if their file is not here; None if it is, or nothing is known."""
        return _known(type(self), self.outline) if self.outline and self.lost else None

    @property
    def absent(self) -> bool:
        return self.known is not None

    @classmethod
    def recalled(cls, text: str) -> Outline:
        """Return what is known of such data, from how it is described. Raises ValueError."""
        return ShapedOutline.recalled(text)

    def outlined(self, points: Points, train: npt.NDArray[np.intp]) -> Outline | None:
        if self.lost:
            return self.known
        return ShapedOutline.of(points, self.scale()) if self.path and len(points) else None

    def known_as(self, outline: str) -> Self:
        """Return the data with what is known of them, if their file is not here, and without if it is."""
        return self.changed(outline=outline[:OUTLINE] if self.lost else "")

    @classmethod
    def taking_over(cls, data: DataSet) -> Self:
        return super().taking_over(data).changed(outline="")  # it tells of samples of another kind

    def found_at(self, path: Path) -> Self:
        """Return the data in a file that is said to be the one."""
        return self.changed(path=str(path.absolute()), checksum="", outline="")

    def scale(self) -> Scale:
        return self.fitted_scale() if self.known is None else self.known.scale

    def fitted_scale(self) -> Scale:
        """Return the scale of the samples in the file. Raises Misfit."""
        return super().scale()

    @abstractmethod
    def arranged(self, generator: np.random.Generator) -> Points:
        """Return the points. Raises Misfit."""

    def check(self) -> None:
        """Raise Misfit if there are no points."""
        self.arranged(np.random.default_rng(self.seed))

    def draw(self, generator: np.random.Generator) -> Points:
        try:
            return self.arranged(generator)
        except Misfit:
            return self.none()

    def none(self) -> Points:
        """Return what stands for points that there are not: none, of as much as is known of them."""
        return Points(np.zeros((0, 2)), np.zeros(0), Values()) if self.known is None else self.known.points()

    def misfit(self) -> tuple[str, str] | None:
        if self.absent:
            return "path", f"{name_of(Path(self.path).name)} {self.lost}; {self.sought} it to go on training"
        try:
            self.check()
        except Misfit as error:
            return error.setting, error.text
        return None

    def stamp(self) -> Hashable:
        return stamp_of(self.path) if self.path else None

    def read_beside(self, folder: Path) -> Self:
        return self.changed(path=from_beside(self.path, folder)) if self.path else self

    def written_beside(self, folder: Path) -> Self:
        return self.changed(path=beside(self.path, folder)) if self.path else self

    def without_folders(self) -> Self:
        return self.changed(path=without_folder(self.path)) if self.path else self


@lru_cache(maxsize=16)  # one that has not changed again is not read again
def _changed(kind: type[FileSet], path: str, known: str, stamp: Hashable) -> bool:
    """Return whether a file is not the one with a checksum; one that cannot be read is another matter."""
    try:
        return kind.checksum_of(Path(path)) != known
    except Unreadable:
        return False


@lru_cache(maxsize=8)  # whoever shows something of the data asks, and of wide tables there is much to read
def _known(kind: type[FileSet], outline: str) -> Outline | None:
    try:
        return kind.recalled(outline)
    except ValueError:
        return None


def from_beside(path: str, folder: Path) -> str:
    """Return the path of a file that a preset in a folder names."""
    return os.path.normpath(folder / path)


def beside(path: str, folder: Path) -> str:
    """Return the path by which a preset in a folder should name a file."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path


def without_folder(path: str) -> str:
    """Return a path as strangers may see it: the name of the file."""
    return re.split(r"[/\\]", path)[-1]


def stamp_of(path: str) -> Hashable:
    """Return what shows that a file may have changed; None where there is no file."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size

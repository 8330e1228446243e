"""Data that stand in a file: how its path travels with a preset, and what is said where they do not fit."""

from __future__ import annotations

import os
import re
from abc import abstractmethod
from collections.abc import Hashable
from pathlib import Path
from typing import Self

import numpy as np

from playground.data.data_set import DataSet
from playground.data.samples import Points
from playground.data.targets.values import Values
from playground.parts.setting import setting


class Misfit(Exception):
    """Why there are no points, and which setting is to blame."""

    def __init__(self, setting: str, text: str) -> None:
        super().__init__(setting, text)
        self.setting, self.text = setting, text


class FileSet(DataSet):
    """Data from a file of the person's own; without a file, or with one that does not fit, there are none."""

    path: str = setting(
        "", "The file, relative to the preset's folder.", longest=4096, label="File", path=True
    )
    checksum: str = setting(
        "",
        "The SHA-256 of the file's bytes; without it the file is read as it is.",
        longest=64,
        in_form=False,
    )

    @property
    def lost(self) -> str:
        """What became of the file that is meant, in a few words; empty if it is there, or none is named."""
        return "is not there" if self.path and not os.path.exists(self.path) else ""

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
        return Points(np.zeros((0, 2)), np.zeros(0), Values())

    def misfit(self) -> tuple[str, str] | None:
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

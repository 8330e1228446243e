"""Unsaved changes in a file of their own, to be found again after a crash."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from PySide6.QtCore import QLockFile, QSettings

from playground.experiment import presets
from playground.experiment.experiment import Experiment
from playground.files.reading import read
from playground.files.reasons import Unreadable, reason
from playground.files.writing import clear, write

LARGEST = presets.LARGEST + 10_000
"""Bytes: a preset, and the name of its file."""


class LeftOver(NamedTuple):
    """What a program that ended without asking left behind."""

    experiment: Experiment
    path: Path | None
    """The file that it belongs to, if any."""


class Autosave:
    """One file beside the settings. A lock keeps other windows away from it while this one is open.

    What another program left in its own file stays there until it is settled.
    """

    def __init__(self, settings: QSettings) -> None:
        folder = Path(settings.fileName()).parent
        self.path, self._lock = folder, QLockFile("")
        self._aside: tuple[Path, QLockFile] | None = None
        self.left: LeftOver | None = None
        """What was left behind; its file stays until it is settled."""
        self.refusal = _refusal(folder)
        """Why nothing can be kept in the folder; empty if all is well."""
        self._open = not self.refusal
        if self.refusal:
            return
        if not self._claim(sorted(folder.glob("unsaved-*.json"), key=lambda path: (len(path.name), path))):
            self._claim_new(folder)
        self.left = self._read()
        if self.left is not None:
            self._aside = self.path, self._lock
            self._claim_new(folder)

    def _claim(self, paths: Iterable[Path]) -> bool:
        """Make the first file that no other window has this window's; return whether there is one."""
        for path in paths:
            lock = QLockFile(str(path.with_suffix(".lock")))
            lock.setStaleLockTime(0)  # a lock is stale when its program has ended, not when it is old
            if lock.tryLock(0) or lock.error() != QLockFile.LockError.LockFailedError:
                self.path, self._lock = path, lock
                return True
        return False

    def _claim_new(self, folder: Path) -> None:
        paths = (folder / f"unsaved-{number}.json" for number in count(1))
        self._claim(path for path in paths if not path.exists())

    def settle(self) -> None:
        """Remove what was left behind: it is open now. Raises OSError."""
        self.left = None
        if self._aside is not None:
            path, lock = self._aside
            self._aside = None
            path.unlink(missing_ok=True)
            lock.unlock()

    def keep(self, experiment: Experiment, path: Path | None) -> None:
        """Keep an experiment and the file that it belongs to. Raises OSError."""
        if self._open:
            beside = presets.written_beside(experiment, self.path)
            text = json.dumps({"path": path and str(path), "preset": json.loads(presets.text(beside))})
            write(self.path, text.encode())

    def drop(self) -> None:
        """Keep nothing. Raises OSError."""
        if self._open:
            self.path.unlink(missing_ok=True)

    def end(self) -> None:
        """Keep nothing any more, and leave the file to others. Raises OSError."""
        try:
            self.drop()
        finally:
            self.leave()

    def leave(self) -> None:
        """Leave the file as it is to who opens the next window."""
        self._open = False
        self._lock.unlock()
        if self._aside is not None:
            self._aside[1].unlock()

    def _read(self) -> LeftOver | None:
        try:
            found = json.loads(read(self.path, LARGEST))
            path, preset = found["path"], json.dumps(found["preset"]).encode()
            name = self.path.name
            experiment = presets.read_beside(presets.build(presets.parse(preset, name), name), self.path)
        except (Unreadable, ValueError, KeyError, TypeError, RecursionError, presets.BadPreset):
            return None
        return LeftOver(experiment, Path(path) if isinstance(path, str) else None)


def _refusal(folder: Path) -> str:
    """Make a folder, clear it, and return why nothing can be kept there; empty if something can."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder)
        with TemporaryFile(dir=folder):  # rights alone do not say
            return ""
    except OSError as error:
        return reason(error)

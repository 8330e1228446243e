"""The person's files that were open last, and the folder in which such files are; both outlive the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, QSettings

from playground.files.reading import listed, ordinary

RECENT = 8
OWN = 200
"""At most so many presets of the person's own are listed."""


class RecentFiles:
    """Remembers paths in the settings of the program, the last one first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def folder(self) -> str:
        """Where the person's files were last; at first their home."""
        return str(self._settings.value("folder", QDir.homePath(), str))

    def in_folder(self, name: str) -> Path:
        """Return where a file of this name would be among the person's."""
        return Path(self.folder) / name

    def keep_folder(self, path: Path) -> None:
        """Remember the folder of a file as where the person's files are."""
        self._settings.setValue("folder", str(path.resolve().parent))

    @property
    def paths(self) -> list[Path]:
        """The files, whether they are still there or not."""
        return [Path(name) for name in self._names]

    def remember(self, path: Path) -> None:
        """Put a file before all others, and remember its folder."""
        self._change([str(path.resolve()), *self._others(path)])
        self.keep_folder(path)

    def forget(self, path: Path) -> None:
        """Take a file out."""
        self._change(self._others(path))

    def presets(self) -> list[Path]:
        """Return the person's presets: those among the files, then the others of their folder, by name."""
        found = {path: None for path in self.paths if path.name.lower().endswith(".json") and ordinary(path)}
        if self._settings.contains("folder"):
            found |= dict.fromkeys(listed(Path(self.folder), ".json"))
        return list(found)[:OWN]

    @property
    def _names(self) -> list[str]:
        found = self._settings.value("recent", [], list)
        return [str(name) for name in found] if isinstance(found, list) else []

    def _others(self, path: Path) -> list[str]:
        return [name for name in self._names if name != str(path.resolve())]

    def _change(self, names: list[str]) -> None:
        self._settings.setValue("recent", names[:RECENT])

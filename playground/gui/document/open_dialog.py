"""Asking for a file to open, of any kind that the program knows."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.data.tables.files import ENDINGS
from playground.export import runs, weights


def asked_to_open(parent: QWidget, folder: str) -> Path | None:
    """Ask for a file; None if the person does not want any."""
    say = QCoreApplication.translate
    kinds: dict[str, tuple[str, ...]] = {
        say("Opening", "Presets"): (".json",),
        say("Opening", "Runs"): (runs.SUFFIX,),
        say("Opening", "Weights"): tuple(weights.FORMATS),
        say("Opening", "Tables"): ENDINGS,
    }
    whole = {say("Opening", "All of these"): tuple(dict.fromkeys(chain(*kinds.values())))}
    filters = (f"{name} (*{' *'.join(endings)})" for name, endings in (whole | kinds).items())
    name, _ = QFileDialog.getOpenFileName(parent, say("Opening", "Open"), folder, ";;".join(filters))
    return Path(name) if name else None

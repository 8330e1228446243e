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
    translate = QCoreApplication.translate
    kinds: dict[str, tuple[str, ...]] = {
        translate("Opening", "Presets"): (".json",),
        translate("Opening", "Runs"): (runs.SUFFIX,),
        translate("Opening", "Weights"): tuple(weights.FORMATS),
        translate("Opening", "Tables"): ENDINGS,
    }
    whole = {translate("Opening", "All of these"): tuple(dict.fromkeys(chain(*kinds.values())))}
    filters = (f"{name} (*{' *'.join(endings)})" for name, endings in (whole | kinds).items())
    name, _ = QFileDialog.getOpenFileName(parent, translate("Opening", "Open"), folder, ";;".join(filters))
    return Path(name) if name else None

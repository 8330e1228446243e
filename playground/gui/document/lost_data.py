"""Asking where the file is now that the data of a run or of weights are in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.experiment.presets import LostData
from playground.gui.widgets.plain_text import Message


def ask_for_data(
    parent: QWidget, text: str, lost: LostData, folder: str, find: Callable[[Path], None]
) -> None:
    """Say that data are not where they should be, and hand on where the person finds them."""
    translate = QCoreApplication.translate
    box = Message(parent, text, "\n".join(lost.lines), icon=Message.Icon.Warning)
    there = box.addButton(translate("LostData", "Find the file…"), Message.ButtonRole.AcceptRole)
    box.addButton(Message.StandardButton.Cancel)

    def look() -> None:
        title = translate("LostData", "Find the data")
        name, _ = QFileDialog.getOpenFileName(parent, title, folder)
        if name:
            find(Path(name))

    there.clicked.connect(look)
    box.open()

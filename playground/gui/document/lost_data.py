"""Asking where the file is now that the data of a run or of weights are in, or whether to go without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.data.file_set import FileSet
from playground.experiment.presets import LostData
from playground.export.runs import SavedRun
from playground.gui.widgets.plain_text import Message
from playground.parts.text import name_of


@dataclass(frozen=True, eq=False)
class Lost:
    """What was read of a file whose data are not where they should be."""

    error: LostData
    bare: SavedRun | None
    """The network without its data, to be looked at, if the file says what they are like."""


def ask_for_data(
    parent: QWidget,
    file: str,
    lost: Lost,
    folder: str,
    find: Callable[[Path], None],
    take: Callable[[SavedRun], None],
) -> None:
    """Say that data are not where they should be, and hand on where the person finds them, or the network
    that can be seen without them.
    """
    translate = QCoreApplication.translate
    bare = lost.bare
    text = translate("LostData", "{0} could not be opened.").format(file)
    more = "\n".join(lost.error.lines)
    if bare is not None:
        data = bare.experiment.data
        assert isinstance(data, FileSet), "only what lies in a file can be lost"
        text = translate("LostData", "The data of {0} are not here.").format(file)
        more = translate(
            "LostData",
            "{0} {1}. Find it to go on training, or look at the network without it: "
            "it goes on as soon as you import the data.",
        ).format(name_of(data.path), data.lost)
    box = Message(parent, text, more, icon=Message.Icon.Warning)
    in_folder, sought = lost.error.in_folder, translate("LostData", "Find the file…")
    if in_folder:
        sought = translate("LostData", "Find the folder…")
    there = box.addButton(sought, Message.ButtonRole.AcceptRole)
    box.addButton(Message.StandardButton.Cancel)

    def look() -> None:
        title = translate("LostData", "Find the data")
        if in_folder:
            name = QFileDialog.getExistingDirectory(parent, title, folder)
        else:
            name, _ = QFileDialog.getOpenFileName(parent, title, folder)
        if name:
            find(Path(name))

    there.clicked.connect(look)
    if bare is not None:
        without = box.addButton(translate("LostData", "Open without data"), Message.ButtonRole.AcceptRole)
        without.clicked.connect(lambda: take(bare))
    box.open()

"""Asking where a file is to be saved, or into which folder."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from playground.gui.widgets.plain_text import Message
from playground.parts.text import name_of

ENDING = re.compile(r"\*((?:\.\w+)+)")
"""The ending in a kind of file, such as ``Presets (*.json)``."""


def asked_for(parent: QWidget, title: str, start: str, kinds: str) -> Path | None:
    """Ask for a file to write; None if the person does not want to.

    A name without an ending gets that of the chosen kind, and so does one with another ending if there is but
    one, and the name that was offered if another kind was chosen for it; of an ending in two parts the second
    may be there already. Whether a file may be replaced the dialog asks by itself, but not of a name that is
    completed here.
    """
    fitting = [kind for kind in kinds.split(";;") if _fits(start, kind)]
    name, kind = QFileDialog.getSaveFileName(parent, title, start, kinds, (fitting or [""])[0])
    path, several = Path(name), len(ENDING.findall(kinds)) > 1
    if path == Path(start) and kind and not _fits(name, kind):
        path = path.with_suffix("")  # another kind was chosen for the name that was offered
    offered = path == Path(start).with_suffix("")
    known = _fits(path.name, kinds) or (path.suffix and several)
    if not name or (known and not offered):
        return path if name else None
    ending = ENDING.findall(kind or kinds)[0]
    stem = path.stem if path.suffix and ending.endswith(path.suffix.lower()) else path.name
    path = path.with_name(stem + ending)
    text = QCoreApplication.translate("Saving", "{0} already exists. Replace it?").format(name_of(path.name))
    return path if not path.exists() or may_replace(parent, title, text) else None


def _fits(name: str, kinds: str) -> bool:
    """Return whether a name has an ending of some kinds of files."""
    return name.lower().endswith(tuple(ENDING.findall(kinds)))


def folder_asked_for(parent: QWidget, title: str, start: str, name: str) -> Path | None:
    """Ask for the folder that a file of a name goes into; None if the person does not want to."""
    chosen = QFileDialog.getExistingDirectory(parent, title, start)
    if not chosen:
        return None
    text = QCoreApplication.translate("Saving", "{0} already holds {1}. Replace it?")
    text = text.format(name_of(Path(chosen).name), name)
    return Path(chosen) if not (Path(chosen) / name).exists() or may_replace(parent, title, text) else None


def may_replace(parent: QWidget, title: str, text: str) -> bool:
    """Ask whether a file may be replaced."""
    box, button = Message(parent, text, title=title, icon=Message.Icon.Question), Message.StandardButton
    box.setStandardButtons(button.Yes | button.No)
    return box.exec() == button.Yes

"""The editor of a path: a line of text, and a button that lets a file or a folder be chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QToolButton

from playground.gui.widgets.controls import named
from playground.gui.widgets.editor import Editor
from playground.gui.widgets.text_editor import TextEditor
from playground.parts.setting import Setting


class PathEditor(Editor):
    """A path. ``typed`` tells what stands there so far, ``edited`` what is meant."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._text = TextEditor(setting)
        self._text.edited.connect(self.edited)
        self._text.typed.connect(self.typed)
        self.choose = named(QToolButton(), "chip")
        self.choose.setText("…")
        self.choose.setToolTip(self.tr("Choose a file or a folder"))
        self.choose.setAccessibleName(self.tr("Choose a file or a folder"))
        self.choose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.choose)
        menu.addAction(self.tr("File…"), self._choose_file)
        menu.addAction(self.tr("Folder…"), self._choose_folder)
        self.choose.setMenu(menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self._text, 1)
        line.addWidget(self.choose)

    def show_value(self, value: str) -> None:
        """Show a path, but not over one that is being typed; nothing is emitted."""
        self._text.show_value(value)

    def mark(self, wrong: bool) -> None:
        """Show whether the path can be used as it stands."""
        self._text.mark(wrong)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a file"))
        self._take(name)

    def _choose_folder(self) -> None:
        self._take(QFileDialog.getExistingDirectory(self, self.tr("Choose a folder")))

    def _take(self, name: str) -> None:
        if name:  # otherwise the person has thought better of it
            self.edited.emit(name)

"""One row of a form: the editor of a setting, and under it what is wrong with its value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLabel

from playground.gui.widgets.editor import Editor
from playground.parts.setting import Setting


@dataclass(frozen=True, eq=False)
class FormRow:
    """An editor with the label of its error, which is hidden while there is none."""

    setting: Setting
    editor: Editor
    error: QLabel

    def complain(self, text: str) -> None:
        """Say what is wrong with the value, or nothing."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        self.editor.mark(wrong=bool(text))

    def fold(self, folded: bool) -> None:
        """Hide the row, or show it."""
        self.editor.setHidden(folded)
        self.error.setHidden(folded or not self.error.text())

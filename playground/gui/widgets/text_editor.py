"""The editor of a text, and how an editor's field has its name beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from playground.gui.widgets.controls import label
from playground.gui.widgets.editor import Editor
from playground.gui.widgets.field import Field
from playground.parts.setting import Setting


class TextEditor(Editor):
    """A line of text. ``typed`` tells what stands there so far, ``edited`` what is meant."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._value = ""
        self._field = Field()
        self._field.setAccessibleName(setting.label)
        self._field.setToolTip(setting.help)
        self._field.textEdited.connect(lambda text: self.typed.emit(text))
        self._field.editingFinished.connect(self._finish)
        self._field.abandoned.connect(lambda: self.typed.emit(self._value))
        labelled(self, setting.label, self._field)

    def show_value(self, value: str) -> None:
        """Show a text, but not over one that is being typed; nothing is emitted."""
        if value != self._value or not self._field.hasFocus():
            self._value = value
            self._field.setText(value)
            self._field.setCursorPosition(0 if not self._field.hasFocus() else len(value))
            self.mark(wrong=False)

    def mark(self, wrong: bool) -> None:
        """Show whether the text can be used as it stands."""
        self._field.mark(wrong)

    def _finish(self) -> None:
        text = self._field.text()
        if text != self._value:
            self.edited.emit(text)


def labelled(editor: QWidget, text: str, field: QWidget) -> None:
    """Lay a field out in an editor, its name at the left."""
    layout = QGridLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    name = label(text)
    name.setBuddy(field)
    layout.addWidget(name, 0, 0)
    layout.addWidget(field, 0, 1)
    layout.setColumnStretch(0, 32)
    layout.setColumnStretch(1, 68)

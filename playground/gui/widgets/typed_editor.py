"""What is typed into a field and may be refused: the field with its name, and below it what is wrong."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtWidgets import QGridLayout

from playground.gui.widgets.editor import Editor
from playground.gui.widgets.field import Field, FieldError
from playground.gui.widgets.text_editor import labelled
from playground.parts.setting import Setting


class TypedEditor(Editor):
    """A field for a value as words. A kind of value says how it is written and read."""

    def __init__(self, setting: Setting, value: Any) -> None:
        super().__init__()
        self._value = value
        self._field = Field()
        self._field.setAccessibleName(setting.label)
        self._field.setToolTip(setting.help)
        self._field.editingFinished.connect(self._typed)
        self._field.abandoned.connect(lambda: self._show(self._value))
        labelled(self, setting.label, self._field)
        self._error = FieldError(self._field)
        layout = self.layout()
        assert isinstance(layout, QGridLayout)
        layout.addWidget(self._error, 1, 0, 1, 2)

    @abstractmethod
    def _written(self, value: Any) -> str:
        """Return the words of a value."""

    @abstractmethod
    def _read(self, text: str) -> Any:
        """Return the value that words say. Raises ValueError with a line for the person."""

    def show_value(self, value: Any) -> None:
        """Show a value, but not over what was refused and is to be mended; nothing is emitted."""
        if value != self._value or not self._field.wrong:
            self._show(value)

    def _show(self, value: Any) -> None:
        self._value = value
        self._field.setText(self._written(value))
        self._error.say("")

    def _typed(self) -> None:
        text = self._field.text()
        if text == self._written(self._value):
            self._error.say("")
            return
        try:
            value = self._read(text)
        except ValueError as error:
            self._error.say(str(error))
            return
        edited = value != self._value
        self._show(value)
        if edited:
            self.edited.emit(value)

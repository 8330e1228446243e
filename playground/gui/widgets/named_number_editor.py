"""The editor of a number of which one stands for something else and has a name, such as "automatic"."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from playground.gui.widgets.field import Field, FieldError
from playground.gui.widgets.numbers import written
from playground.gui.widgets.text_editor import labelled
from playground.gui.widgets.typed_numbers import read
from playground.parts.setting import Setting


class NamedNumberEditor(QWidget):
    """A field that takes any allowed number, or the name of the one that has one."""

    edited = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting = setting
        self._value: float = 0
        self._found = ""
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

    def show_value(self, value: float) -> None:
        """Show a value, but not over one that was refused and is to be mended; nothing is emitted."""
        if value != self._value or not self._field.wrong:
            self._show(value)

    def show_found(self, found: float | None) -> None:
        """Show what was found where the value says no more than that it is looked for; nothing is emitted."""
        self._found = "" if found is None else written(found, self._setting.unit)
        self._show(self._value)

    def _show(self, value: float) -> None:
        self._value = value
        self._field.setText(self._written(value))
        self._error.say("")

    def _written(self, value: float) -> str:
        name = self._setting.called.get(str(value))
        if name is None:
            return written(value, self._setting.unit)
        return self.tr("{0}: {1}").format(name, self._found) if self._found else name

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

    def _read(self, text: str) -> float:
        """Read a number, or the name of one; an empty field is the first that has one. Raises ValueError."""
        word = text.partition(":")[0].strip().casefold()
        for number, name in self._setting.called.items():
            if word in ("", name.casefold()):
                return int(number)
        return read(text, self._setting)

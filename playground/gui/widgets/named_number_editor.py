"""The editor of a number of which one stands for something else and has a name, such as "automatic"."""

from __future__ import annotations

from playground.gui.widgets.numbers import written
from playground.gui.widgets.typed_editor import TypedEditor
from playground.gui.widgets.typed_numbers import read
from playground.parts.setting import Setting


class NamedNumberEditor(TypedEditor):
    """A field that takes any allowed number, or the name of the one that has one."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, 0)
        self._setting = setting
        self._found = ""

    def show_found(self, found: float | None) -> None:
        """Show what was found where the value says no more than that it is looked for; nothing is emitted."""
        self._found = "" if found is None else written(found, self._setting.unit)
        self._show(self._value)

    def _written(self, value: float) -> str:
        name = self._setting.called.get(str(value))
        if name is None:
            return written(value, self._setting.unit)
        return self.tr("{0}: {1}").format(name, self._found) if self._found else name

    def _read(self, text: str) -> float:
        """Read a number, or the name of one; an empty field is the first that has one. Raises ValueError."""
        word = text.partition(":")[0].strip().casefold()
        for number, name in self._setting.called.items():
            if word in ("", name.casefold()):
                return int(number)
        return read(text, self._setting)

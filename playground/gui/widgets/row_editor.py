"""The editor of a few numbers in a row."""

from __future__ import annotations

from playground.gui.widgets.numbers import written
from playground.gui.widgets.typed_editor import TypedEditor
from playground.gui.widgets.typed_numbers import row_in
from playground.parts.setting import Setting, Wholes


class RowEditor(TypedEditor):
    """Numbers, whole ones where the setting wants them, typed with spaces between them."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, ())
        self._whole = setting.type == Wholes
        self._field.setPlaceholderText(self.tr("numbers, such as 1 2 1"))

    def _written(self, value: tuple[float, ...]) -> str:
        return " ".join(written(number) for number in value)

    def _read(self, text: str) -> tuple[float, ...]:
        return row_in(text, self._whole)

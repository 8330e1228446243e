"""A field for a whole number within limits, such as of pixels."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator

from playground.gui.widgets.controls import Count
from playground.gui.widgets.plain_text import plain

WIDTH = 72


class WholeField(Count):
    """What is typed counts at once if it is within the limits; what is not is put right when it is left."""

    changed = Signal(int)

    def __init__(self, name: str, value: int = 0, low: int = 0, high: int = 0) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(plain(name))
        self.setFixedWidth(WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._validator = QRegularExpressionValidator(self)  # Qt's own lets commas through
        self.show_number(value, low, high)
        self.textEdited.connect(self._take)
        self.editingFinished.connect(lambda: self.setText(str(self.number)))
        self.stepped.connect(lambda steps: self.choose(self.number + steps))

    def show_number(self, value: int, low: int, high: int) -> None:
        """Show a number with other limits; nothing is emitted."""
        self._low, self._high, self.number = low, high, min(max(value, low), high)
        self._validator.setRegularExpression(f"[0-9]{{0,{len(str(high))}}}")
        self.setValidator(self._validator)
        self.setText(str(self.number))

    def choose(self, value: int) -> None:
        """Choose a number as if it were typed."""
        self.setText(str(value))
        self._take(str(value))
        self.setText(str(self.number))

    def _take(self, text: str) -> None:
        value = min(max(int(text or 0), self._low), self._high)
        if value != self.number:
            self.number = value
            self.changed.emit(value)

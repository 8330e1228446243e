"""A field to type in, which hands the keys back to the window when something has been typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit

from playground.gui.widgets.plain_text import Label

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QLineEdit):
    """Enter takes what is typed and Escape leaves it; what is wrong keeps the focus, to be mended.

    In a dialog both keys are the dialog's, but for Enter behind what was typed: it takes that first.
    """

    abandoned = Signal()
    """What was typed is left; the text is again what it was."""

    def __init__(self) -> None:
        super().__init__()
        self._settled = ""

    def setText(self, text: str | None, /) -> None:
        self._settled = text or ""
        super().setText(text)

    @property
    def wrong(self) -> bool:
        """Whether what stands here cannot be taken."""
        return bool(self.property("wrong"))

    def mark(self, wrong: bool) -> None:
        """Show whether what stands here can be taken."""
        if wrong != self.wrong:
            self.setProperty("wrong", wrong)
            self.style().polish(self)

    def abandon(self) -> None:
        """Leave what is half typed."""
        self.setText(self._settled)
        self.abandoned.emit()
        self._hand_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entered, in_dialog = event.key() in ENTER, isinstance(self.window(), QDialog)
        typed = entered and (self.text() != self._settled or not in_dialog)
        left = event.key() == Qt.Key.Key_Escape and not in_dialog
        if left:
            self.abandon()
        else:
            super().keyPressEvent(event)
        if typed and not self.wrong:
            self._settled = self.text()
            if not in_dialog:
                self._hand_on()
        if typed or left:
            event.accept()

    def _hand_on(self) -> None:
        """Give the focus to what lies around and takes it by a click, at last to the window."""
        place = self.parentWidget()
        while place is not None and not place.isWindow():
            if place.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                break
            place = place.parentWidget()
        if place is not None:
            place.setFocus()


class FieldError(Label):
    """What is wrong with what stands in a field, in words; it takes no room while nothing is."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self.setObjectName("error")
        self.setWordWrap(True)
        self.hide()

    def say(self, text: str) -> None:
        """Say what is wrong and mark the field, or neither if the text is empty."""
        self.setText(text)
        self.setVisible(bool(text))
        self._field.mark(wrong=bool(text))

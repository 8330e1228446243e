"""Enter presses what has the focus, for Space plays and pauses wherever no text is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QToolButton

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press(event: QKeyEvent) -> bool:
    """Press what has the focus if this is Enter, and return whether there was something to press."""
    if event.key() not in ENTER or event.isAutoRepeat():
        return False
    widget = QApplication.focusWidget()
    if isinstance(widget, QToolButton) and widget.popupMode() == QToolButton.ToolButtonPopupMode.InstantPopup:
        widget.showMenu()
    elif isinstance(widget, QAbstractButton):
        widget.click()
    elif isinstance(widget, QComboBox):
        widget.showPopup()
    else:
        return False
    return True

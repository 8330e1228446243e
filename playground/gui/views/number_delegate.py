"""Typing over a number in a table whose numbers change meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

NUMBER = QRegularExpression(r"[-−+]?\d*([.,]\d*)?(e[-−+]?\d*)?")
"""What a number begins like, so that nothing else can be typed."""
FILLED = "filled"


class NumberDelegate(QStyledItemDelegate):
    """Fills its field once: what is typed then is not replaced by what training makes of the number."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = QLineEdit(parent)
        field.setFrame(False)
        field.setValidator(QRegularExpressionValidator(NUMBER, field))
        return field

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if not editor.property(FILLED):
            super().setEditorData(editor, index)
            editor.setProperty(FILLED, True)

"""A menu of words that stands in a panel or a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from playground.gui.theme import font
from playground.gui.widgets.paint_guard import guarded

EDGE, FRAME = 4, 1
"""Pixels at both sides of a word without an arrow, and of one that needs all the room there is."""
SMALL = 11
"""The size of the letters of such a word."""


class Menu(QComboBox):
    """A menu of words that lets the wheel scroll the panel.

    A word for which there is no room beside the arrow has the arrow's, too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keep_whole(self) -> None:
        """Be as wide as the longest of the words: in a bar none is cut off."""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        if not self._has_arrow(option):
            option.subControls &= ~QStyle.SubControl.SC_ComboBoxArrow
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if self._has_arrow(option):
            option.currentText = self._said
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
            return
        room = self.rect().adjusted(EDGE, 0, -EDGE, 0)
        if painter.fontMetrics().horizontalAdvance(self._said) > room.width():
            painter.setFont(font(SMALL))
            room = self.rect().adjusted(FRAME, 0, -FRAME, 0)
        words = painter.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    @property
    def _said(self) -> str:
        return self.currentText() or self.placeholderText()

    def _has_arrow(self, option: QStyleOptionComboBox) -> bool:
        """Return whether there is room for an arrow beside the word."""
        kind, edit = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, edit, self).width()
        return not self.property("narrow") and self.fontMetrics().horizontalAdvance(self._said) <= room

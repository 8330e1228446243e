"""Small controls: labels, buttons with an icon, and a number between a minus and a plus."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from playground.gui.plain import Label
from playground.gui.theme import Theme, icon
from playground.parts import Setting

W = TypeVar("W", bound=QWidget)


def named(widget: W, look: str) -> W:
    """Return the widget, to be drawn as the style sheet says of ``look``."""
    widget.setObjectName(look)
    return widget


def label(text: str = "", look: str = "", centred: bool = False, wrap: bool = False) -> QLabel:
    """Return a line of text."""
    made = named(Label(text), look)
    made.setWordWrap(wrap)
    if centred:
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


class TinyButton(QToolButton):
    """A small button with an icon of the theme's colour."""

    def __init__(self, name: str, help: str) -> None:
        super().__init__()
        self.setObjectName("tiny")
        self._name = name
        self.setToolTip(help)
        self.setAccessibleName(help)
        self.setIconSize(QSize(12, 12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the window

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self.setIcon(icon(self._name, theme.text))


class Stepper(QWidget):
    """A whole number between a minus and a plus."""

    edited = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting, self._value = setting, 0
        self.less = TinyButton("minus", self.tr("Fewer {0}").format(setting.label.lower()))
        self.more = TinyButton("plus", self.tr("More {0}").format(setting.label.lower()))
        self._shown = label(centred=True)
        self._shown.setMinimumWidth(26)
        self._shown.setToolTip(setting.help)
        self.less.clicked.connect(lambda: self.edited.emit(self._value - 1))
        self.more.clicked.connect(lambda: self.edited.emit(self._value + 1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addStretch(1)
        for widget in (self.less, self._shown, self.more):
            layout.addWidget(widget)
        layout.addStretch(1)

    def show_value(self, value: int) -> None:
        """Show a number; nothing is emitted."""
        self._value = value
        self._shown.setText(str(value))
        self.less.setEnabled(self._setting.least is None or value > self._setting.least)
        self.more.setEnabled(self._setting.most is None or value < self._setting.most)

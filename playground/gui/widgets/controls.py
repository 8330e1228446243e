"""Small controls: labels, buttons with an icon, and a number between a minus and a plus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from playground.gui.theme import Theme, icon
from playground.gui.widgets.field import Field, FieldError
from playground.gui.widgets.plain_text import Label
from playground.gui.widgets.themed import Themed
from playground.gui.widgets.typed_numbers import read
from playground.parts.setting import Setting

W = TypeVar("W", bound=QWidget)
TINY = 24
"""How high a small button is, in pixels."""


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


def combo_box(name: str) -> QComboBox:
    """Return an empty combo box as wide as what it offers, with its name for screen readers."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return made


def offer(choice: QComboBox, texts: Sequence[str], usual: str = "") -> None:
    """Offer texts to choose from, and keep what is chosen if it is still among them; nothing is emitted.

    Where nothing has been chosen it is the ``usual`` text, or the first.
    """
    if [*texts] != [choice.itemText(i) for i in range(choice.count())]:
        before = choice.currentText() or usual
        with QSignalBlocker(choice):
            choice.clear()
            choice.addItems([*texts])
            choice.setCurrentIndex(texts.index(before) if before in texts else 0)


def side_by_side(*widgets: QWidget) -> QWidget:
    """Return widgets in a row that stay together."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return whole


class TinyButton(QToolButton, Themed):
    """A small button with an icon of the theme's colour."""

    def __init__(self, name: str, help: str) -> None:
        super().__init__()
        self.setObjectName("tiny")
        self._name = name
        self.setToolTip(help)
        self.setAccessibleName(help)
        self.setIconSize(QSize(12, 12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys to the window
        # Until it is given a theme, for it may be made when all others have theirs, or in a dialog.
        self.setIcon(icon(name, self.palette().buttonText().color().name()))

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.setIcon(icon(self._name, theme.text))


class Count(Field):
    """A whole number to type; the arrow keys change it, and so does the wheel while it has the focus."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if steps:
            self.stepped.emit(steps)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and event.angleDelta().y():
            self.stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            event.ignore()  # it scrolls the panel


class Stepper(QWidget):
    """A whole number between a minus and a plus, which go on while they are held."""

    edited = Signal(object)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._setting, self._value = setting, 0
        self._narrow = self._crowded = False
        self.less = TinyButton("minus", self.tr("Fewer {0}").format(setting.label.lower()))
        self.more = TinyButton("plus", self.tr("More {0}").format(setting.label.lower()))
        self.number = named(Count(), "value")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFixedWidth(36)
        self.number.setAccessibleName(setting.label)
        self.number.setToolTip(setting.help)
        self.number.stepped.connect(self._step)
        self.number.editingFinished.connect(self._take)
        self.number.abandoned.connect(self._leave)
        self.error = FieldError(self.number)
        self.error.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button, step in ((self.less, -1), (self.more, 1)):
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, step=step: self._step(step))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStrut(TINY)  # as high without the buttons, see layouts.scroll_area
        row.addStretch(1)
        for widget in (self.less, self.number, self.more):
            row.addWidget(widget)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.error)

    def show_value(self, value: int) -> None:
        """Show a number; nothing is emitted."""
        self._value = value
        if not (self.number.isModified() or self.number.wrong):  # else it is being typed, or to be mended
            self.number.setText(str(value))
        self.less.setEnabled(self._setting.least is None or value > self._setting.least)
        self.more.setEnabled(self._setting.most is None or value < self._setting.most)

    def show_narrow(self, narrow: bool) -> None:
        """Show the number alone, or with its buttons."""
        self._narrow = narrow
        self._show_buttons()

    def show_crowded(self, crowded: bool) -> None:
        """Leave the buttons out, too, if so much stands beside it."""
        self._crowded = crowded
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button in (self.less, self.more):
            button.setHidden(self._narrow or self._crowded)

    @property
    def whole_width(self) -> int:
        """How wide it is with its buttons."""
        return sum(each.sizeHint().width() for each in (self.less, self.more)) + self.number.width()

    def _step(self, step: int) -> None:
        self._edit(self._value + step)

    def _take(self) -> None:
        text = self.number.text()
        self.number.setModified(False)
        try:
            value = read(text, self._setting)
        except ValueError as error:
            self.error.say(str(error))
            return
        self._leave()  # unless another follows
        self._edit(int(value))

    def _leave(self) -> None:
        """Show the value again in the place of what was typed."""
        self.error.say("")
        self.number.setModified(False)
        self.show_value(self._value)

    def _edit(self, value: int) -> None:
        """Ask for a number, or for the limit that it is beyond."""
        least, most = self._setting.least, self._setting.most
        value = value if least is None else max(value, int(least))
        value = value if most is None else min(value, int(most))
        if value != self._value:
            self.error.say("")
            self.number.setModified(False)
            self.edited.emit(value)

"""A field in which one number of the network is typed, at the spot where it is drawn."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from playground.gui.widgets.controls import label, named
from playground.gui.widgets.typed_numbers import number_in, tr
from playground.parts.counts import number, typeset

LARGEST = 1e30
"""Beyond this, single precision leaves no room for a sum."""


class NumberField(QFrame):
    """Enter takes the number, Esc and a click elsewhere leave it; what is not a number is said underneath."""

    entered = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._parent = parent
        self._field, self._error = QLineEdit(), label(look="error")
        self._name = named(label(), "small")
        self._field.returnPressed.connect(self._enter)
        self._field.textEdited.connect(lambda _: self._complain(""))
        self._field.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 7)
        layout.setSpacing(3)
        for widget in (self._name, self._field, self._error):
            layout.addWidget(widget)
        self.setFixedWidth(190)
        self.hide()

    @property
    def name(self) -> str:
        """What the number is called."""
        return self._name.text()

    def ask(self, name: str, value: float, point: QPointF) -> None:
        """Ask for another value of a number, at a point of the parent."""
        self._name.setText(name)
        self._field.setAccessibleName(name)
        self._field.setText(typeset(f"{value:.6g}"))
        self._complain("")
        self.adjustSize()
        room = self._parent.size() - self.size()
        x, y = point.x() - self.width() / 2, point.y() - self.height() / 2
        self.move(round(max(0.0, min(x, room.width()))), round(max(0.0, min(y, room.height()))))
        self.show()
        self.raise_()
        self._field.setFocus()
        self._field.selectAll()

    def leave(self) -> None:
        """Go away without a number."""
        if self._field.hasFocus():
            self._parent.setFocus()  # first: Qt would hand the focus of what is hidden to anyone
        self.hide()

    def _enter(self) -> None:
        try:
            value = read(self._field.text())
        except ValueError as error:
            self._complain(str(error))
            return
        self.leave()
        self.entered.emit(value)

    def _complain(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._field.setProperty("wrong", bool(text))
        self._field.style().polish(self._field)
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # Enter would go on to the network, which opens a field for it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.leave()
            event.accept()
            return True
        return super().eventFilter(watched, event)


def read(text: str) -> float:
    """Read a number of the network. Raises ValueError with one sentence."""
    value = number_in(text)
    if abs(value) > LARGEST:
        raise ValueError(tr("beyond {0}").format(number(LARGEST)).replace("e+", "e"))
    return value

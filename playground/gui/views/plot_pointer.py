"""A pointer over a plot: presses, moves and releases on its plane, by the mouse or by the keys."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from playground.data.painting.brush import Place
from playground.gui.views.plot import Plot

STEPS = {
    Qt.Key.Key_Left: (-0.25, 0.0),
    Qt.Key.Key_Right: (0.25, 0.0),
    Qt.Key.Key_Up: (0.0, 0.25),
    Qt.Key.Key_Down: (0.0, -0.25),
}
"""How far an arrow key moves the pointer."""


class PlotPointer(QWidget):
    """Lies over a plot and takes what mouse and keys do there; subclasses say what comes of it."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self.at: Place = (0.0, 0.0)
        """Where the pointer is on the plane."""
        self._plot = plot
        plot.sigDeviceRangeChanged.connect(lambda *_: self.setGeometry(plot.viewport().geometry()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.hide()

    @property
    @abstractmethod
    def busy(self) -> bool:
        """Whether there is something that Escape leaves."""

    @abstractmethod
    def press(self, place: Place) -> None:
        """The button goes down at a place, or Enter is pressed there."""

    @abstractmethod
    def drag(self, place: Place) -> None:
        """The pointer comes to a place, with the button down or not."""

    @abstractmethod
    def release(self, place: Place) -> None:
        """What began with a press ends at a place."""

    @abstractmethod
    def remove(self) -> None:
        """Delete is pressed."""

    @abstractmethod
    def leave(self) -> None:
        """Escape is pressed."""

    @abstractmethod
    def show_pointer(self, shown: bool) -> None:
        """Show or hide where the pointer is."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(self._place(event.position()))
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & ~Qt.MouseButton.LeftButton:
            event.ignore()
            return
        place = self._place(event.position())
        self.drag(place)
        self.at = place
        self.show_pointer(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.release(self._place(event.position()))
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        self.show_pointer(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.show_pointer(event.reason() != Qt.FocusReason.MouseFocusReason)

    def event(self, event: QEvent) -> bool:
        # Escape leaves what is under way first; without that it is for whoever else waits for it.
        asks = event.type() == QEvent.Type.ShortcutOverride and self.busy
        if asks and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pointer by the arrows, press and release with Enter."""
        key = Qt.Key(event.key())
        if key in STEPS:
            factor = 4.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            (x, y), (dx, dy) = self.at, STEPS[key]
            self.at = (x + factor * dx, y + factor * dy)
            self.show_pointer(True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press(self.at)
            self.release(self.at)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _press(self, place: Place) -> None:
        self.at = place
        self.press(place)

    def _place(self, position: QPointF) -> Place:
        point = self._plot.field.mapSceneToView(self._plot.mapToScene(position.toPoint()))
        return (float(point.x()), float(point.y()))

"""Where the mouse must go to point at something in a plot, and what a curve of it shows."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication


def spot(plot, x, y):
    """The pixel of a plot's viewport at a point of its coordinates."""
    return plot.mapFromScene(plot.field.mapViewToScene(QPointF(x, y)))


def click(qtbot, plot, x, y, button=Qt.MouseButton.LeftButton, modifiers=Qt.KeyboardModifier.NoModifier):
    """Click at a point of a plot's coordinates."""
    qtbot.mouseClick(plot.viewport(), button, modifiers, spot(plot, x, y))


def drag(qtbot, plot, start, end, button=Qt.MouseButton.RightButton):
    """Drag from one point of a plot's coordinates to another."""
    first, last = spot(plot, *start), spot(plot, *end)
    qtbot.mousePress(plot.viewport(), button, pos=first)
    for share in (0.3, 0.6, 1.0):
        qtbot.mouseMove(plot.viewport(), first + (last - first) * share)
    qtbot.mouseRelease(plot.viewport(), button, pos=last)


def wheel(plot, x, y, turn):
    """Turn the wheel over a point of a plot's coordinates."""
    place = QPointF(spot(plot, x, y))
    event = QWheelEvent(
        place,
        plot.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot.viewport(), event)


def curve_values(curve):
    """The numbers through which a curve of a plot goes."""
    numbers = curve.getOriginalDataset()[1]
    return [] if numbers is None else list(numbers)

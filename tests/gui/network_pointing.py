"""Where the mouse must go to point at something in the network's picture, and what is said of it there."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import (
    QLineEdit,
    QToolButton,
)

from playground.gui.network.tiles import Tile

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def spot(window, where):
    """The point of the canvas at which a link or a tile is."""
    canvas = window.network.canvas
    if isinstance(where, Tile):
        return canvas.rect_of(where).center().toPoint()
    along = canvas.links.along(np.linspace(0.05, 0.95, 91))[canvas.links.number(where)]
    points = [QPointF(x, y).toPoint() for x, y in along]
    return next(point for point in points if canvas.spot_at(QPointF(point)) == where)


def move(qtbot, window, where):
    qtbot.mouseMove(window.network.canvas, spot(window, where))


def rows(window):
    """What the card says, by name."""
    return dict(window.network.card.facts.rows)


def click(qtbot, window, where, held=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(window.network.canvas, LEFT, held, spot(window, where))


def double_click(qtbot, window, where):
    click(qtbot, window, where)
    qtbot.mouseDClick(window.network.canvas, LEFT, pos=spot(window, where))


def press(qtbot, window, name):
    """Press a button of the selection's bar."""
    bar = window.network.editing.bar
    button = next(b for b in bar.findChildren(QToolButton) if b.defaultAction() is bar.actions_[name])
    assert button.isVisible()
    qtbot.mouseClick(button, LEFT)


def typed(qtbot, window, text, key=Qt.Key.Key_Return):
    """Type a number into the field that is open."""
    field = window.network.editing.field.findChild(QLineEdit)
    assert window.network.editing.field.isVisible()
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, key)

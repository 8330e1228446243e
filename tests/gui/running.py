"""The run in a window: played for a while, and what it has come to."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from playground.gui.views.loss import LossView


def snapshot_of(qtbot, window):
    """The run as it is now, as soon as the worker has sent it."""
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def epoch(window):
    rows = window.view(LossView).history.rows
    return rows[-1].epoch if rows else 0


def play(qtbot, window, epochs=3):
    start = epoch(window)
    qtbot.mouseClick(window.toolbar.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: epoch(window) >= start + epochs)


def settle():
    """Let Qt lay out what has changed, and what changes by that."""
    for _ in range(5):
        QApplication.processEvents()

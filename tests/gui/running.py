"""A window at work: its run played for a while, what it has come to, and a view in front."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from playground.gui.views.loss import LossView


def snapshot_of(qtbot, window):
    """The run as it is now, as soon as the worker has sent it."""
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def brought(qtbot, window, member):
    """A view, brought to the front."""
    window.dock_area.raise_view(member.kind)
    view = window.view(member)
    qtbot.waitUntil(view.isVisible)
    return view


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

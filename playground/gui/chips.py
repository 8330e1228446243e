"""Chips: the small buttons in a heading line that switch what a view shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from playground.gui.controls import named

MOST = 2
"""More switches than these share a menu."""


def chips(actions: Sequence[QAction]) -> list[QToolButton]:
    """Return a button for each action, or one with a menu where they are many."""
    if len(actions) > MOST:
        return [_menu(actions)]
    found = []
    for action in actions:
        chip = _chip()
        chip.setDefaultAction(action)
        found.append(chip)
    return found


def _menu(actions: Sequence[QAction]) -> QToolButton:
    chip = _chip()
    chip.setText(QCoreApplication.translate("chips", "Show  ▾"))
    menu = QMenu(chip)
    menu.setToolTipsVisible(True)
    menu.addActions(actions)
    chip.setMenu(menu)
    chip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return chip


def _chip() -> QToolButton:
    chip = named(QToolButton(), "chip")
    chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return chip

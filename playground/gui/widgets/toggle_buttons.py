"""Chips: the small buttons in a heading line that switch what a view shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from playground.gui.widgets.controls import named

MOST = 2
"""More switches than these share a menu."""
PADDING = 8


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


def choice(actions: Sequence[QAction], help: str) -> QToolButton:
    """Return a button that says which action is checked, with a menu of them; one excludes the others."""
    chip = _menu(actions)
    chip.setToolTip(help)
    chip.setAccessibleName(help)
    texts = [f"{action.iconText()}  ▾" for action in actions]
    chip.setFixedWidth(max(chip.fontMetrics().horizontalAdvance(text) for text in texts) + 2 * PADDING)
    group = QActionGroup(chip)
    for action, text in zip(actions, texts, strict=True):
        group.addAction(action)
        action.toggled.connect(lambda on, text=text: chip.setText(text) if on else None)
    return chip


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

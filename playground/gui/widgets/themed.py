"""What is drawn in a theme's colours, and how another theme reaches all of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from playground.gui.theme import Theme


class Themed:
    """A widget with colours of its own. It hands no theme on: ``apply_theme`` finds what is inside."""

    theme: Theme

    def set_theme(self, theme: Theme) -> None:
        """Take another theme's colours."""
        self.theme = theme
        if isinstance(self, QWidget):
            self.update()


def apply_theme(root: QWidget, theme: Theme) -> None:
    """Give a theme to a widget and to everything inside it that has colours of its own."""
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, Themed):
            widget.set_theme(theme)

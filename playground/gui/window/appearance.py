"""Light or dark: the person's choice, or the system's, given to the whole application."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication

from playground.gui.style_pictures import style_pictures
from playground.gui.theme import DARK, LIGHT, Theme, font, load_fonts
from playground.gui.window.actions import APPEARANCES


class Appearance(QObject):
    """Chooses the theme and applies it to the application."""

    changed = Signal(object)
    """Another theme."""

    def __init__(self, application: QApplication, settings: QSettings) -> None:
        super().__init__(application)
        self._application, self._settings = application, settings
        load_fonts()
        application.setStyle("Fusion")
        application.setFont(font())
        self.choice = str(settings.value("appearance", "system", str))
        if self.choice not in APPEARANCES:
            self.choice = "system"
        self.theme = self._wanted()
        application.setPalette(self.theme.palette())
        application.setStyleSheet("")
        application.styleHints().colorSchemeChanged.connect(self._follow)

    def choose(self, choice: str) -> None:
        """Take ``system``, ``light`` or ``dark``, and remember it."""
        self.choice = choice
        self._settings.setValue("appearance", choice)
        self._follow()

    def _wanted(self) -> Theme:
        if self.choice == "system":
            return DARK if self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self.choice == "dark" else LIGHT

    def _follow(self) -> None:
        theme = self._wanted()
        if theme != self.theme:
            self.theme = theme
            self.apply()
            self.changed.emit(theme)

    def apply(self) -> None:
        """Give the application the theme's style. For a window that is built it is one pass over all widgets.

        Before that it would be one for every widget that is put into another.
        """
        self._application.setPalette(self.theme.palette())
        self._application.setStyleSheet(self.theme.style_sheet(style_pictures()))

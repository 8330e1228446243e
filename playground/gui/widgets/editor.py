"""What every editor of a setting is: a widget that shows a value, and reports the person's."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Editor(QWidget):
    """One setting of a form. A kind of editor shows values, and overrides what else concerns it."""

    edited = Signal(object)
    """The value that the person means."""
    typed = Signal(object)
    """What stands in the field so far; it is checked, and nothing more."""

    @abstractmethod
    def show_value(self, value: Any) -> None:
        """Show a value; nothing is emitted."""

    def offer(self, names: Mapping[str, Sequence[str]]) -> None:
        """Offer names for settings that are among some, by what they are among; nothing is emitted."""

    def show_found(self, found: Any) -> None:
        """Say what was found where the value is to look for it, or None; nothing is emitted."""

    def mark(self, wrong: bool) -> None:
        """Show whether the value can be used as it stands, if the editor does not refuse others itself."""

"""Text is text: what comes from a file is never taken for markup, wherever Qt would guess.

Labels, message boxes and tooltips look at their text and render what looks like HTML, pictures of any path
included. So they are made here and nowhere else; a test looks after that.
"""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

PERCENT, BRACKET = re.compile(r"(?<=\d) %"), re.compile(r"\([^()]{1,16}\)")
"""What stands apart from its number, and what is short enough to stay in one line."""


class Label(QLabel):
    """A line of text."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class Message(QMessageBox):
    """A box with a text, and what there is more to say under it."""

    def __init__(
        self,
        parent: QWidget,
        text: str,
        more: str = "",
        title: str = "Backprop Playground",
        icon: QMessageBox.Icon = QMessageBox.Icon.NoIcon,
    ) -> None:
        super().__init__(icon, title, "", parent=parent)
        self.setInformativeText("-")  # makes its label
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setInformativeText(more)


def plain(text: str) -> str:
    """Return a text for a tooltip, which would render one that looks like markup."""
    if "<" not in text:
        return text
    return f"<p>{escape(text)}</p>".replace("\n", "<br>")


def unbroken(text: str) -> str:
    """Return a text for lines of which none begins with a percent sign, or within a short bracket."""
    text = PERCENT.sub("\N{NO-BREAK SPACE}%", text)
    return BRACKET.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


def caption(text: str) -> str:
    """Return a text for a button or a menu, which would underline what follows an ampersand."""
    return text.replace("&", "&&")

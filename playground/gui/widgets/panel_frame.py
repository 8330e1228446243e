"""Cards: the framed places of the window, each with a heading line and a body."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from playground.gui.widgets.controls import label
from playground.gui.widgets.head_line import HeadLine

GUTTER, PADDING = 12, 14


class PanelFrame(QFrame):
    """A frame with a heading line, to whose right end small widgets can be added."""

    def __init__(self, title: str, body: QWidget) -> None:
        super().__init__()
        self.setObjectName("card")
        self.head = HeadLine(title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(PADDING, 10, PADDING, PADDING)
        rows.setSpacing(6)
        rows.addWidget(self.head)
        rows.addWidget(body, 1)

    def add_to_heading(self, *widgets: QWidget) -> None:
        """Put widgets at the right end of the heading line."""
        self.head.add(*widgets)


def heading(text: str) -> QLabel:
    """Return a heading."""
    return label(text.upper(), look="heading")

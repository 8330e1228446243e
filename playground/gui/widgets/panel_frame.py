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
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(PADDING, 10, PADDING, PADDING)
        self._rows.setSpacing(6)
        self._rows.addWidget(self.head)
        self._rows.addWidget(body, 1)

    def add_to_heading(self, *widgets: QWidget) -> None:
        """Put widgets at the right end of the heading line."""
        self.head.add(*widgets)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget under the body."""
        self._rows.addWidget(widget)


def heading(text: str) -> QLabel:
    """Return a heading."""
    return label(text.upper(), look="heading")

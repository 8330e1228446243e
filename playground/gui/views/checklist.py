"""What a step waits for, one below the other, each with whether it is to be seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from playground.gui.widgets.controls import label


class Checklist(QWidget):
    """Lines with a tick or an open circle before them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_items(self, items: Sequence[tuple[bool, str]]) -> None:
        """Show whether each of some things is so, and what it is."""
        for i in range(len(self.rows), len(items)):
            tick, text = label(look="quiet"), label(look="quiet", wrap=True)
            self._grid.addWidget(tick, i, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, i, 1)
            self.rows.append((tick, text))
        for i, (tick, text) in enumerate(self.rows):
            met, words = items[i] if i < len(items) else (False, "")
            tick.setText("✓" if met else "○")
            text.setText(words)
            for each in (tick, text):
                each.setVisible(i < len(items))
        self.setVisible(bool(items))

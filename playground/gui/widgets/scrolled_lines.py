"""Lines of text that are all there: the first are in sight, and the rest is scrolled to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from playground.gui.widgets.controls import label


class ScrolledLines(QScrollArea):
    """As high as its lines, up to so many of them; the arrow keys scroll to the others."""

    def __init__(self, name: str, look: str, in_sight: int = 4) -> None:
        super().__init__()
        self.label = label(look=look, wrap=True)
        self._in_sight = in_sight
        self.setAccessibleName(name)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def text(self) -> str:
        """Return all the lines."""
        return self.label.text()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other lines from the first on, or nothing where there are none."""
        if (text := "\n".join(lines)) != self.text():
            self.label.setText(text)
            self.verticalScrollBar().setValue(0)
        self.setVisible(bool(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        wanted = max(self.label.heightForWidth(width), 1)
        most = self._in_sight * self.label.fontMetrics().lineSpacing()
        self.label.resize(width, wanted)
        self.setFixedHeight(min(wanted, most))
        policy = Qt.FocusPolicy.TabFocus if wanted > most else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)

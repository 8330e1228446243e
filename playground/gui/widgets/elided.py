"""A line of text that ends in dots where it does not fit; then its tooltip has the whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent

from playground.gui.widgets.paint_guard import guarded
from playground.gui.widgets.plain_text import Label, plain


class Elided(Label):
    """A line of text as wide as there is room; ``help`` is what the tooltip says in any case.

    Where it does not fit ``short`` stands for it, if there is such.
    """

    def __init__(self, text: str = "", help: str = "", short: str = "") -> None:
        self._help, self._short = help, short
        super().__init__(text)

    @property
    def whole(self) -> bool:
        """Whether all of it is to be seen."""
        return super().sizeHint().width() <= self.width()

    @property
    def shown(self) -> str:
        """What is to be seen of it."""
        if self.whole:
            return self.text()
        width, text = self.contentsRect().width(), self._short or self.text()
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def show_text(self, text: str, short: str) -> None:
        """Show a text, and a short one where it does not fit."""
        self._short = short
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._tell()

    def _tell(self) -> None:
        full = [] if self.whole else [self.text()]
        self.setToolTip(plain("\n".join([*full, self._help] if self._help else full)))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.whole:
            super().paintEvent(event)
            return
        place = self.contentsRect()
        text = self.shown
        painter, palette, role = QPainter(self), self.palette(), self.foregroundRole()
        self.style().drawItemText(painter, place, self.alignment(), palette, self.isEnabled(), text, role)

"""The microscope's sheet with the title of what is shown above it, in an area that scrolls along."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.gui.formulas.chain_sheet import ChainSheet
from playground.gui.formulas.sheet_line import EDGE
from playground.gui.widgets.controls import label
from playground.gui.widgets.layouts import vertical_scroll_area


class SheetPane(QWidget):
    """Keeps the current line of a sheet in sight."""

    def __init__(self, sheet: ChainSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.title = label(look="small", wrap=True)
        """What the sheet is about."""
        self._error = label(look="error", wrap=True)
        self.title.setContentsMargins(EDGE, 2, EDGE, 0)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.title)
        lines.addWidget(sheet, 1)
        area = vertical_scroll_area(inside)
        area.setMinimumHeight(1)  # where the view is low the buttons above are whole, and the sheet scrolls
        self._bar = area.verticalScrollBar()
        self._scrolled_to = 0
        sheet.reached.connect(self._scroll_to)
        self._bar.rangeChanged.connect(self._scroll_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._error)
        layout.addWidget(area, 1)

    def complain(self, text: str) -> None:
        """Say above the sheet what is wrong, or nothing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def clear(self) -> None:
        """Show nothing, and say nothing."""
        self.title.clear()
        self.complain("")
        self.sheet.show_nothing()

    def _scroll_to(self, top: int, foot: int) -> None:
        """Have a line in sight, or its beginning if it is higher than the view."""
        top, foot = top + self.sheet.y(), foot + self.sheet.y()
        seen, height = self._bar.value(), self._bar.pageStep()
        if top < seen or foot - top > height:
            self._bar.setValue(top)
        elif foot > seen + height:
            self._bar.setValue(foot - height)
        self._scrolled_to = self._bar.value()

    def _scroll_again(self) -> None:
        """Keep the current line in sight when the sheet is laid out anew, unless the person has scrolled."""
        if self._bar.value() == self._scrolled_to and self.sheet.current < len(self.sheet.entries):
            entry = self.sheet.entries[self.sheet.current]
            self._scroll_to(entry.top, entry.top + entry.height)

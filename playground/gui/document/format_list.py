"""The formats in which something leaves, as a list with a heading for each sort."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from playground.gui.theme import font

ENDING = Qt.ItemDataRole.UserRole


class FormatList(QListWidget):
    """Formats by the endings of their files; headings can be neither chosen nor reached by keys."""

    picked = Signal(str)
    """Another format, by its ending."""

    def __init__(self, sorts: Mapping[str, Mapping[str, str]], parent: QWidget | None = None) -> None:
        """Show ``sorts``: for each heading what its formats are called, by their endings."""
        super().__init__(parent)
        self.setObjectName("formats")
        self.setAccessibleName(self.tr("Format"))
        for heading, titles in sorts.items():
            head = QListWidgetItem(heading, self)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(font(12, QFont.Weight.DemiBold))
            for ending, title in titles.items():
                item = QListWidgetItem(title, self)
                item.setData(ENDING, ending)
        self.currentItemChanged.connect(lambda item, _: self.picked.emit(item.data(ENDING)))

    @property
    def ending(self) -> str:
        """The ending of the format that is chosen."""
        return str(self.currentItem().data(ENDING))

    def choose(self, ending: str) -> None:
        """Choose a format."""
        found = (self.item(row) for row in range(self.count()))
        self.setCurrentItem(next(item for item in found if item.data(ENDING) == ending))

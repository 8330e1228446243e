"""A menu from which one part of a family is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from playground.gui.widgets.menu import Menu
from playground.parts.part import Part, family


class PartMenu(Menu):
    """A menu of a family's members."""

    picked = Signal(str)

    def __init__(self, base: type[Part], label: str) -> None:
        super().__init__()
        self.family = base.family_name
        self.setAccessibleName(label)
        self.setMaximumWidth(220)
        for kind, member in family(base).items():
            self.addItem(member.title, kind)
            self.setItemData(self.count() - 1, member.__doc__, Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(lambda index: self.picked.emit(self.itemData(index)))

    def show_value(self, part: Part) -> None:
        """Show which member is chosen; nothing is emitted."""
        self.setCurrentIndex(self.findData(part.kind))
        self.setToolTip(part.__doc__ or "")

    def show_narrow(self, narrow: bool) -> None:
        """Leave the room of the arrow to the word, and be as narrow as can be."""
        self.setMinimumWidth(1 if narrow else 0)
        self.setProperty("narrow", narrow)
        self.style().unpolish(self)
        self.style().polish(self)

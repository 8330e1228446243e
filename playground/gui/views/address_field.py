"""The field in which a number of the network is named by its address."""

from __future__ import annotations

from PySide6.QtCore import Signal

from playground.engine.symbolic.expressions import Node
from playground.gui.widgets.field import Field
from playground.microscope.addresses import read

NARROW, WIDE, AROUND = 106, 220, 20
"""Pixels that the field is wide at least and at most, and more than what is written in it."""


class AddressField(Field):
    """Reads an address such as 1.weight[0,2] when it has been typed."""

    entered = Signal()
    """A node has been named."""
    misread = Signal(str)
    """Why what is written is no address."""

    def __init__(self) -> None:
        super().__init__()
        self.node: Node | None = None
        """The node that is meant, if what is written is an address."""
        self.setFixedWidth(NARROW)
        self.setToolTip(self.tr("Which number: 1.weight[0,2], 1.bias[2] or 1.unit[2]"))
        self.setAccessibleName(self.tr("Number to look at"))
        self.editingFinished.connect(self.read)
        self.textChanged.connect(self._fit)

    def _fit(self, text: str) -> None:
        """Be as wide as the address, within limits."""
        wanted = self.fontMetrics().horizontalAdvance(text) + AROUND
        self.setFixedWidth(min(max(NARROW, wanted), WIDE))

    def show_node(self, node: Node) -> None:
        """Write the address of a node; nothing is emitted."""
        self.node = node
        self.setText(str(node))

    def forget(self) -> None:
        """Mean no node until one is shown or named; what is written stays."""
        self.node = None

    def read(self) -> None:
        """Report what is written in the field."""
        self.node = None
        try:
            self.node = read(self.text().strip())
        except ValueError as error:
            self.misread.emit(str(error))
        else:
            self.entered.emit()

"""The row above the microscope's sheet: fields, then a chip for every stage of what is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from playground.gui.widgets.controls import named
from playground.gui.widgets.flow_layout import FlowLayout

GAP = 4


class FormChip(QToolButton):
    """Switches between the chain of one number and the whole step as matrices."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "chip")
        self.setText(self.tr("matrices"))
        self.setToolTip(self.tr("Show the whole step as matrices, with their shapes (X)"))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


class StageChips(FlowLayout):
    """Chips by which one goes to the first line of a stage, behind other widgets."""

    chosen = Signal(int)
    """Emitted with the number of a stage, from 0."""

    def __init__(self, *before: QWidget) -> None:
        super().__init__(GAP)
        for widget in before:
            self.add(widget)
        self._chips: list[QToolButton] = []

    def show_stages(self, names: Sequence[str]) -> None:
        """Have a chip for each of these stages."""
        for i in range(len(self._chips), len(names)):
            chip = named(QToolButton(), "chip")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _=False, i=i: self.chosen.emit(i))
            self.add(chip)
            self._chips.append(chip)
        for i, chip in enumerate(self._chips):
            chip.setText(names[i] if i < len(names) else "")
            chip.setVisible(i < len(names))

"""The row above the microscope's sheet: fields, then a chip for every stage of what is shown, or a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from playground.gui.widgets.controls import named
from playground.gui.widgets.flow_layout import FlowLayout
from playground.gui.widgets.menu import Menu

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
    """Chips by which one goes to the first line of a stage, behind other widgets.

    Where there is room for one line alone a menu stands for them.
    """

    chosen = Signal(int)
    """Emitted with the number of a stage, from 0."""

    def __init__(self, *before: QWidget) -> None:
        super().__init__(GAP)
        for widget in before:
            self.add(widget)
        self._chips: list[QToolButton] = []
        self._names: tuple[str, ...] = ()
        self._low = False
        self.menu = Menu()
        self.menu.setAccessibleName(self.tr("Go to a stage"))
        self.menu.setToolTip(self.tr("Go to the first line of a stage"))
        self.menu.setPlaceholderText(self.tr("Go to"))
        self.menu.setFixedWidth(70)
        self.menu.view().setMinimumWidth(120)  # its words are longer than what it says
        self.menu.activated.connect(self._choose)
        self.add(self.menu, shown=False)

    def show_stages(self, names: Sequence[str]) -> None:
        """Have a chip for each of these stages."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.menu.clear()
            self.menu.addItems(self._names)
            self.menu.setCurrentIndex(-1)
        for i in range(len(self._chips), len(names)):
            chip = named(QToolButton(), "chip")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(lambda _=False, i=i: self.chosen.emit(i))
            self.add(chip)
            self._chips.append(chip)
        for i, chip in enumerate(self._chips):
            chip.setText(names[i] if i < len(names) else "")
        self._show()

    def show_low(self, low: bool) -> None:
        """Be one line, or as many as chips take."""
        if low != self._low:
            self._low = low
            self._show()

    def _show(self) -> None:
        for i, chip in enumerate(self._chips):
            chip.setVisible(i < len(self._names) and not self._low)
        self.menu.setVisible(bool(self._names) and self._low)

    def _choose(self, stage: int) -> None:
        self.menu.setCurrentIndex(-1)  # it says where one can go, not where one is
        self.chosen.emit(stage)

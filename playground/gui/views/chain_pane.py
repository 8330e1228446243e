"""A chain on its sheet, below the row of chips and menus by which one goes about in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.gui.formulas.chain_sheet import ChainSheet
from playground.gui.theme import Theme
from playground.gui.views.copy_button import CopyButton
from playground.gui.views.sheet_pane import SheetPane
from playground.gui.views.stage_chips import FormChip, StageChips
from playground.gui.views.unrolling import UnrollMenu
from playground.microscope.chain import Chain
from playground.microscope.matrices import in_matrices

LOW = 200
"""Pixels below which there is no room for a second line of buttons."""


class ChainPane(QWidget):
    """Shows a chain, as that of one number or as the matrices of its step; other widgets stand before the
    chips.
    """

    chain_requested = Signal()
    """Emitted when the chain is wanted in another form, or unrolled through other steps."""
    line_read = Signal(object, int)
    """Emitted with the Line that is read and which of its terms, as by a ``ChainSheet``."""

    def __init__(self, theme: Theme, *before: QWidget) -> None:
        super().__init__()
        self.shown: Chain | None = None
        """What is on the sheet."""
        self._phase = ""
        self.sheet, self.copy = ChainSheet(theme), CopyButton()
        self.matrices, self.unroll = FormChip(), UnrollMenu()
        self.stages, self._pane = StageChips(*before, self.unroll, self.matrices), SheetPane(self.sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.stages)
        layout.addWidget(self._pane, 1)
        self.sheet.line_read.connect(self.line_read)
        self.stages.chosen.connect(self.sheet.step_to_stage)
        self.matrices.toggled.connect(self._change_form)
        self.unroll.currentIndexChanged.connect(self.chain_requested)

    def show_chain(self, chain: Chain, again: bool) -> None:
        """Write a chain down; ``again`` says which line is read, also if it is the same line."""
        self.complain("")
        self.unroll.show_chain(chain)
        self.shown = shown = in_matrices(chain) if self.matrices.isChecked() else chain
        self._pane.title.setText(chain.title)
        self.sheet.show_chain(shown)
        if again:
            self.sheet.report_line()
        self.copy.show_chain(chain, shown)
        self.stages.show_stages([stage.name for stage in shown.stages])
        self.go_to(self._phase)

    def show_nothing(self) -> None:
        """Take the chain away."""
        self.shown = None
        self._pane.clear()
        self.copy.show_chain(None)
        self.stages.show_stages(())

    def show_height(self, height: int) -> None:
        """Take as many lines for the chips as there is room for in a view so many pixels high."""
        self.stages.show_low(height < LOW)

    def complain(self, text: str) -> None:
        """Say above the sheet what is wrong, or nothing."""
        self._pane.complain(text)

    def go_to(self, phase: str) -> None:
        """Read the first line of a phase, if there is that phase."""
        self._phase = ""
        self.sheet.step_to_head(phase)

    def begin_at(self, phase: str) -> None:
        """Read the first line of the next chain, or the first of a phase of it."""
        self._phase = phase
        self.sheet.step_to(0)

    def _change_form(self) -> None:
        self.sheet.step_to(0)
        self.chain_requested.emit()
        self.sheet.step_to(0)

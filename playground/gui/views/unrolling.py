"""How far a product of factors goes back through time: from the loss, or from so many steps later."""

from __future__ import annotations

from playground.gui.widgets.menu import Menu
from playground.microscope.chain import Chain

STEPS = (1, 2, 3, 5, 10, 20)


class UnrollMenu(Menu):
    """Offers how many steps are unrolled; there where the number that is shown has steps after it."""

    def __init__(self) -> None:
        super().__init__()
        self.setToolTip(self.tr("How many steps of time the path is unrolled"))
        self.setAccessibleName(self.tr("How many steps are unrolled"))
        self.addItem(self.tr("whole way"), None)
        for steps in STEPS:
            self.addItem(self.tr("{0} step" if steps == 1 else "{0} steps").format(steps), steps)
        self.setMinimumWidth(104)
        self.hide()

    @property
    def steps(self) -> int | None:
        """How many steps are unrolled; None for all."""
        found: int | None = self.currentData()
        return found

    def show_chain(self, chain: Chain) -> None:
        """Be there for a number at a step that has others after it."""
        place, shape = chain.place, chain.trace.layers[chain.node.layer - 1].state_shape
        self.setVisible(len(place) == len(shape) == 2 and place[0] + 1 < shape[0])

"""The caption that says which number is drawn widest in the network's picture."""

from __future__ import annotations

from playground.gui.widgets.numbers import written
from playground.gui.widgets.plain_text import Label, plain


class Widest(Label):
    """A few words; the tooltip says what they mean."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("quiet")

    def show_scale(self, link: float, bias: float, fixed: bool) -> None:
        """Say from which number on links are widest, and biases have their full colour."""
        self.setText(self.tr("widest link: {0}").format(written(float(f"{link:.2g}")) if link else "–"))
        if fixed:
            text = self.tr("Links are widest from {0} on, bias squares have their full color from {1} on")
        else:
            text = self.tr("The largest at any weight or bias: width and color are relative to it")
        self.setToolTip(plain(text.format(written(link), written(bias))))

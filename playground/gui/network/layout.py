"""Where a network's tiles are on its canvas, with room for the names beside them."""

from __future__ import annotations

from PySide6.QtCore import QSizeF

from playground.gui.network.captions import widest
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.tiles import Tiles, columns, with_off

SHORT = 2
"""Characters of a name that do not cover the tile beside it."""


def laid_out(numbers: NetworkNumbers, size: QSizeF) -> list[Tiles]:
    """Return the columns of a network on a canvas of a size."""
    inputs, diagram, names = numbers.inputs, numbers.diagram, numbers.output_names
    slim, last = [layer + 1 for layer in diagram.slim], len(diagram.widths) - 1
    straight = (0, last) if any(len(name) > SHORT for name in names) else (0,)
    alone = diagram.widths[0] == 1 and not inputs.on  # its name goes below it
    left = 0.0 if alone else widest((*inputs.names, *inputs.off_names))
    found = columns(diagram.widths, size, slim, straight, (left, widest(names)), numbers.picture)
    return with_off(found, size, [feature in inputs.on for feature in inputs.ready], left)

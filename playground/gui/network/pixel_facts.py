"""How a number of a feature map was made: what lies under it, times the kernel, and what comes of that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QObject

from playground.engine.parameters import Role
from playground.engine.symbolic.expressions import Line, Node, Symbol
from playground.engine.symbolic.traversal import nodes
from playground.gui.network.facts import Cells, Facts, Grid, Row
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.receptive import Pixel
from playground.gui.network.sample_symbols import symbols_of
from playground.gui.widgets.numbers import signed
from playground.worker.requests.one_sample import SampleActivity

MOST = 2
"""Channels whose numbers are written out: those that add most."""
Spot = tuple[int, int]
"""A row and a column: of a kernel, or else of the image."""


@dataclass
class Patch:
    """What lies under a window in one channel."""

    numbers: dict[Spot, float] = field(default_factory=dict)
    factors: dict[Spot, float] = field(default_factory=dict)
    total: float = 0.0
    """The sum of the products."""


class PixelFacts(QObject):
    """Says what is known of a number of a feature map, for the sample in sight."""

    def __init__(self, numbers: NetworkNumbers) -> None:
        super().__init__()
        self._numbers = numbers

    def of(self, facts: Facts, activity: SampleActivity, pixel: Pixel) -> Facts:
        """Return facts about a channel with the calculation of one number in place of its bias."""
        place = f"{pixel.row + 1}, {pixel.column + 1}"
        facts = replace(facts, heading=self.tr("{0} at {1}").format(facts.heading, place))
        layer = pixel.tile.layer
        if layer < 0:
            return replace(facts, rows=(("x", signed(float(activity.inputs[pixel.place]))),))
        rule, shape = self._numbers.layers[layer], self._numbers.diagram.columns[layer].shape
        if (
            self._numbers.inside is None
            or len(shape) != 3
            or len(rule.receptive_field(pixel.place, shape)) == 1
        ):
            value = float(activity.layers[layer]["a"][pixel.place])
            return replace(facts, rows=(*facts.rows, ("a", signed(value))))
        lines = list(rule.forward_formula(symbols_of(self._numbers, activity, layer), pixel.place))
        grids, rows = self._under(lines[0], layer)
        if (spot := self._picked(activity, pixel)) is not None:
            grids = [replace(grid, picked=spot) for grid in grids]
        for line in lines:
            letter, note = line.left.letter, line.note.rstrip(".").lower()
            name = f"{letter}:  {note}" if len(lines) == 1 else letter
            rows.append((name, signed(float(line.left.number))))
        return Facts(facts.heading, grids=tuple(grids), sums=tuple(rows))

    def _picked(self, activity: SampleActivity, pixel: Pixel) -> Spot | None:
        """Return which number under its window a layer hands on, if it picks one: from the first of them."""
        layer, columns = pixel.tile.layer, self._numbers.diagram.columns
        below = activity.layers[layer - 1]["a"] if layer else activity.inputs
        rule, shape, outputs = self._numbers.layers[layer], columns[layer].shape, columns[layer + 1].shape
        picked = rule.picked(below.reshape(1, -1), shape)
        if picked is None:
            return None
        under = rule.receptive_field(pixel.place, shape)
        (_, row, column), (_, top, left) = (
            under[int(picked[0, np.ravel_multi_index(pixel.place, outputs)])],
            under[0],
        )
        return row - top, column - left

    def _under(self, line: Line, layer: int) -> tuple[list[Grid], list[Row]]:
        """Return what lies under the window, channel by channel, and what else goes into the sum."""
        parts, alone = defaultdict[int, Patch](Patch), list[Symbol]()
        factor: Node | None = None
        weight = 0.0
        shape = self._numbers.diagram.columns[layer].shape
        declared = self._numbers.layers[layer].parameters(shape)
        kernels = [name for name, each in declared.items() if each.role is Role.KERNEL]
        for symbol, product in nodes(line.right):
            node = symbol.node
            assert node is not None
            if node.layer == layer + 1:
                factor = node if node.name in kernels else None  # the number below it comes next
                if factor is None:
                    alone.append(symbol)
                else:
                    weight = float(symbol.number)
                continue
            channel, row, column = node.index
            part, spot = parts[channel], (row, column)
            if factor is not None:
                spot = factor.index[1], factor.index[2]
                part.factors[spot] = weight
                part.total += product
            part.numbers[spot] = float(symbol.number)
        heavy = sorted(parts, key=lambda channel: -abs(parts[channel].total))
        shown, left = sorted(heavy[:MOST]), heavy[MOST:]
        grids = [_grid(self._called(channel, len(parts)), parts[channel]) for channel in shown]
        rest = sum(parts[channel].total for channel in left)
        others = [(self.tr("{0} other channels").format(len(left)), signed(rest))] if left else []
        return grids, [*others, *((each.letter, signed(float(each.number))) for each in alone)]

    def _called(self, channel: int, count: int) -> str:
        return self.tr("channel {0}").format(channel + 1) if count > 1 else ""


def _grid(name: str, part: Patch) -> Grid:
    spots = [*part.numbers, *part.factors]
    rows, columns = ([spot[axis] for spot in spots] for axis in (0, 1))

    def cells(found: Mapping[Spot, float]) -> Cells:
        return tuple(
            tuple(found.get((row, column)) for column in range(min(columns), max(columns) + 1))
            for row in range(min(rows), max(rows) + 1)
        )

    if not part.factors:
        return Grid(name, cells(part.numbers))
    return Grid(name, cells(part.numbers), cells(part.factors), part.total)

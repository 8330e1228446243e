"""What is said of a unit for the sample in sight: its numbers, over time where there is time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject

from playground.engine.activations.base import Array
from playground.engine.symbolic.layer_symbols import Letter
from playground.engine.symbolic.traversal import nodes
from playground.gui.network.facts import Facts, Row, TimeStrip
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.receptive import Pixel
from playground.gui.network.sample_maps import STATE
from playground.gui.network.sample_symbols import symbols_of
from playground.gui.network.tiles import Tile
from playground.gui.widgets.numbers import signed
from playground.worker.requests.one_sample import SampleActivity

OUTPUT, SUM, SLOPE = "a", "z", "d"
"""What every layer calls its outputs, and many call their sums, and how names of slopes begin."""


class SampleFacts(QObject):
    """Says what a sample adds to what is known of a unit."""

    def __init__(self, numbers: NetworkNumbers) -> None:
        super().__init__()
        self._numbers = numbers

    def of(self, facts: Facts, activity: SampleActivity, tile: Tile) -> Facts:
        """Return facts with a unit's numbers, or with strips of them over time."""
        found = self._values(activity, tile)
        rows = [(name, signed(float(own))) for name, own in found.items() if own.ndim == 0]
        strips = [TimeStrip(name, tuple(own.tolist())) for name, own in found.items() if own.ndim == 1]
        return replace(facts, rows=(*facts.rows, *rows), strips=(*facts.strips, *strips))

    def at(self, facts: Facts, activity: SampleActivity, pixel: Pixel) -> Facts:
        """Return facts about one step: the numbers of its strips there, and what its sum is made of."""
        heading = self.tr("{0}, step {1}").format(facts.heading, pixel.column + 1)
        strips = [strip._replace(at=pixel.column) for strip in self.of(facts, activity, pixel.tile).strips]
        return Facts(heading, strips=tuple(strips), sums=tuple(self._parts(activity, pixel)))

    def _values(self, activity: SampleActivity, tile: Tile) -> dict[str, Array]:
        count = self._numbers.widths[tile.layer + 1]
        if tile.layer < 0:
            return {"x": _own(activity.inputs, tile.unit, count)}
        values, letters = activity.layers[tile.layer], self._numbers.layers[tile.layer].letters
        names = [name for name in letters if name in values and not name.startswith(SLOPE)]
        if STATE in names:
            names.remove(OUTPUT)  # the same numbers, or the last of them
        return {_called(name, letters[name]): _own(values[name], tile.unit, count) for name in names}

    def _parts(self, activity: SampleActivity, pixel: Pixel) -> list[Row]:
        """Return what a unit's sum at one step is made of, in a layer that has one."""
        layer = pixel.tile.layer
        if layer < 0 or self._numbers.inside is None or SUM not in activity.layers[layer]:
            return []
        symbols = symbols_of(self._numbers, activity, layer)
        line = next(iter(self._numbers.layers[layer].forward_formula(symbols, pixel.sequence_place)))
        below, before, alone = list[float](), list[float](), list[Row]()
        values, bias = activity.layers[layer], self._numbers.diagram.bias_name(layer)
        for symbol, product in nodes(line.right):
            assert symbol.node is not None
            if symbol.node.layer == layer:
                below.append(product)
            elif symbol.node.name in values:
                before.append(product)
            elif symbol.node.name == bias:
                alone.append((symbol.letter, signed(product)))
        rows = [(self.tr("from the inputs of the step"), signed(sum(below)))]
        if before:
            rows.append((self.tr("from the states of the step before"), signed(sum(before))))
        return [*rows, *alone]


def _called(name: str, letter: Letter) -> str:
    return name if len(name) == 1 else f"{letter.letter}  {name.replace('_', ' ')}"


def _own(values: Array, unit: int, count: int) -> Array:
    """Return the number of one of so many units, or its numbers over time; else none."""
    if values.ndim > 2 or values.shape[-1] != count:
        return np.empty((0, 0))
    return np.asarray(values[..., unit])

"""What is said of a network's single numbers: their names, and their values in words."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject

from playground.engine.parameters import Shape
from playground.engine.wiring import Places
from playground.gui.network.diagram import Link
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.shaping import Shaping
from playground.gui.network.tiles import Off, Tile
from playground.gui.widgets.numbers import percent, signed

Row = tuple[str, str]
FIRST = re.compile(r"[^:;.(]*[^:;.( ]")
"""How far a text says what something does, before it goes into details."""
LONGEST = 48
"""Characters of a line of text."""


class TimeStrip(NamedTuple):
    """A name with numbers over time, and the step that is pointed at."""

    name: str
    numbers: tuple[float, ...]
    at: int | None = None


Cells = tuple[tuple[float | None, ...], ...]
"""Numbers by row and column; where there is none, None."""


@dataclass(frozen=True)
class Grid:
    """What lies under a window in one channel of an image."""

    name: str
    """Of the channel, if there are several."""
    numbers: Cells
    factors: Cells = ()
    """By what each is multiplied, if it is ..."""
    result: float | None = None
    """... and the sum of the products."""
    picked: tuple[int, int] | None = None
    """The row and column of the number that is handed on, in a layer that picks one."""


@dataclass(frozen=True)
class Facts:
    """A heading, names with what stands behind them, and below what is drawn: strips, and a calculation."""

    heading: str
    rows: tuple[Row, ...] = ()
    strips: tuple[TimeStrip, ...] = ()
    grids: tuple[Grid, ...] = ()
    sums: tuple[Row, ...] = ()
    """What comes of what is in the grids."""


class NetworkFacts(QObject):
    """Lists what is known of the spots of a network's picture."""

    def __init__(self, numbers: NetworkNumbers) -> None:
        super().__init__()
        self.numbers, self.shaping = numbers, Shaping(numbers)
        self._experiment, self._diagram = numbers.experiment, numbers.diagram

    def name(self, tile: Tile) -> str:
        """Return what a unit is called."""
        if tile.layer < 0:
            return self.numbers.inputs.names[tile.unit]
        if tile.layer == len(self.numbers.layers) - 1:
            if self.numbers.widths[-1] == 1:
                return self.tr("output")
            if self.numbers.picture is not None:
                place = (each + 1 for each in np.unravel_index(tile.unit, self.numbers.picture))
                return self.tr("output at {0}").format(", ".join(map(str, place)))
            names = self.numbers.output_names
            text = self.tr("output {0}").format(tile.unit + 1)
            own = names[tile.unit] if names else ""
            return text if own in ("", str(tile.unit + 1)) else f"{text}: {own}"
        called = self._diagram.columns[tile.layer + 1].called
        return self.tr("{0} {1} of layer {2}").format(called, tile.unit + 1, tile.layer + 1)

    def name_of_last(self, tile: Tile) -> str:
        """Return what the last number of a unit is called, where it has several."""
        groups = self._diagram.columns[tile.layer + 1]
        if groups.single:
            return self.name(tile)
        place = groups.place(groups.last(tile.unit))
        return self.tr("{0} at {1}").format(self.name(tile), ",".join(str(each + 1) for each in place))

    def link_name(self, link: Link) -> str:
        """Return what a link is called: where it comes from and where it leads."""
        start, end = self._diagram.start(link), Tile(link.layer, link.unit)
        name = self.name(start)
        earlier = self.tr("{0}, a time step earlier").format(name) if start.layer == link.layer else name
        return f"{earlier} → {self.name(end)}"

    def number_name(self, spot: Tile | Off | Link) -> str:
        """Return what the number at a spot is called: a link's parameter, or a bias."""
        if isinstance(spot, Off):
            return self.numbers.inputs.off_names[spot.number]
        if isinstance(spot, Link):
            text = f"{_shown(self._diagram.parameter_name(spot))} {self.link_name(spot)}"
        else:
            bias = self._diagram.bias_name(spot.layer) if spot.layer >= 0 else None
            text = (
                self.name(spot)
                if bias is None
                else self.tr("{0} of {1}").format(_shown(bias), self.name(spot))
            )
        count = len(self.numbers.places(spot))
        return self.tr("{0} ({1} numbers)").format(text, count) if count > 1 else text

    def of(self, spot: Tile | Off | Link) -> Facts:
        """Say what is known of a spot."""
        if isinstance(spot, Link):
            name, places = self._diagram.parameter_name(spot), self.numbers.places(spot)
            return Facts(self.link_name(spot), self._number(spot.layer, name, places))
        return self._of_off(spot) if isinstance(spot, Off) else self._of_tile(spot)

    def weights_into(self, tile: Tile) -> list[tuple[str, float]]:
        """Return the names of what leads to a unit, each with its weight, as far as a frame has come."""
        inside, links = self.numbers.inside, self._diagram.links
        if inside is None:
            return []
        weights = links.numbers.strengths(inside.parameters)
        rows = np.flatnonzero((links.layer == tile.layer) & (links.target == tile.unit)).tolist()
        return [(self._start_in_short(links.link(row)), float(weights[row])) for row in rows]

    def in_short(self, tile: Tile) -> str:
        """Say a unit's bias and its derivative, or what its layer does to it instead."""
        numbers, bias = self.numbers, self._diagram.bias_name(tile.layer)
        if bias is None:
            return ", ".join(f"{name} {value}" for name, value in self._shaping_rows(tile))
        places = numbers.places(tile)
        text = "{0} {1}, {2} {3}"
        value, slope = signed(numbers.value(places)), signed(numbers.gradient(places))
        return text.format(_shown(bias), value, self._slope(tile.layer, bias), slope)

    def span_rows(self, layer: int) -> list[Row]:
        """Say what a layer's spans are, if it has any."""
        if not self.shaping.spans(layer):
            return []
        means = self.shaping.are_statistics(layer)
        text = self.tr("drawn: mean ± standard deviation") if means else self.tr("drawn: shift ± scale")
        return [(text, "")]

    def _of_off(self, off: Off) -> Facts:
        feature = self.numbers.inputs.off[off.number]
        return Facts(
            self.numbers.inputs.called(feature),
            ((feature.__doc__ or "", ""), (self.tr("off: a click switches it on"), "")),
        )

    def _of_tile(self, tile: Tile) -> Facts:
        if tile.layer < 0 and not self.numbers.inputs.on:
            return Facts(self.name(tile))
        if tile.layer < 0:
            feature = self.numbers.inputs.on[tile.unit]
            return Facts(
                self.name(tile), ((feature.__doc__ or "", ""), (self.tr("on: a click switches it off"), ""))
            )
        bias = self._diagram.bias_name(tile.layer)
        if bias is None:
            return Facts(self.name(tile), (*self._layer_rows(tile.layer), *self._shaping_rows(tile)))
        return Facts(self.name(tile), self._number(tile.layer, bias, self.numbers.places(tile)))

    def _layer_rows(self, layer: int) -> list[Row]:
        """Say what a layer is, what it makes of which shape, and what it is there for."""
        rule = self.numbers.layers[layer]
        shapes = [_times(column.shape) for column in self._diagram.columns[layer : layer + 2]]
        purpose = FIRST.match(" ".join((rule.__doc__ or "").split()))
        lines = textwrap.wrap(purpose.group() if purpose else "", LONGEST)
        return [(rule.title, " → ".join(shapes)), *((line, "") for line in lines)]

    def _shaping_rows(self, tile: Tile) -> list[Row]:
        rows = [(_shown(name), signed(number)) for name, number in self.shaping.named(tile)]
        silenced = self.shaping.silenced(tile)
        return (
            rows if silenced is None else [*rows, (self.tr("dropped in the last batch"), percent(silenced))]
        )

    def _number(self, layer: int, name: str, places: Places) -> tuple[Row, ...]:
        numbers, several = self.numbers, len(places) > 1
        made = numbers.inside is None or numbers.inside.made
        shown = _shown(name)
        text = self.tr("{0}, {1} numbers").format(shown, len(places)) if several else shown
        rows = (
            (text, signed(numbers.value(places))),
            (self._slope(layer, name), signed(numbers.gradient(places))),
            (self.tr("last update") if made else self.tr("next update"), signed(numbers.update(places))),
        )
        means = ((self.tr("their root mean square, with the sign of the mean"), ""),) if several else ()
        frozen = ((self.tr("frozen"), ""),) if numbers.is_frozen(places) else ()
        return (*rows, *means, *frozen)

    def _slope(self, layer: int, name: str) -> str:
        letters = self.numbers.layers[layer].letters
        return f"∂L/∂{letters[name].letter if name in letters else name}"

    def _start_in_short(self, link: Link) -> str:
        start = self._diagram.start(link)
        if start.layer < 0:
            return self.numbers.inputs.names[start.unit]
        text = self.tr("{0} {1}").format(self._diagram.columns[start.layer + 1].called, start.unit + 1)
        return self.tr("{0}, t−1").format(text) if start.layer == link.layer else text


def _times(shape: Shape) -> str:
    return " × ".join(map(str, shape))


def _shown(name: str) -> str:
    return name.replace("_", " ")

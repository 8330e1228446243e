"""The weights of all layers: how often each size is among them, and the weights themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.engine.activations.base import Array
from playground.export.pictures.base import POSITIVE, Drawing, empty_axes, ramp
from playground.export.run_record import RunRecord

ACROSS = 4
"""Pictures beside each other."""
TILES, LARGEST = 64, 160
"""At most so many kernels of a layer are drawn; and rows or columns of a matrix."""
GAP = 1
"""Empty cells between two tiles."""


class WeightHistograms(Drawing):
    """How often each size is among the weights of a layer."""

    name = "histograms"
    title = "How large weights are"

    def extent(self, run: RunRecord) -> tuple[float, float]:
        return 8.0, 1.7 * -(-len(self._layers(run)) // ACROSS) + 0.2

    def draw(self, run: RunRecord, figure: Any) -> None:
        found = self._layers(run)
        grid = _grid(figure, len(found))
        for axes, (name, numbers) in zip(grid, found, strict=False):
            axes.spines[:].set_visible(False)
            axes.hist(numbers[np.isfinite(numbers)], bins=30, color=POSITIVE)
            axes.set_title(name, fontsize=8)
            axes.tick_params(labelsize=7)
            axes.set_yticks([])
        for axes in grid[len(found) :]:
            axes.set_visible(False)

    def _layers(self, run: RunRecord) -> list[tuple[str, Array]]:
        network = run.network
        return [
            (name, network.parameters[0, layout.slot])
            for name, layout in zip(network.names(), network.layouts, strict=True)
            if layout.slot.stop > layout.slot.start
        ]


def _grid(figure: Any, count: int) -> Any:
    """Return axes for so many pictures, beside each other and in further rows."""
    across = min(max(count, 1), ACROSS)
    return figure.subplots(max(1, -(-count // across)), across, squeeze=False).ravel()


@dataclass(frozen=True, eq=False)
class Sheet:
    """What is drawn of one array of weights: a matrix, not a number between tiles."""

    title: str
    cells: Array


class WeightMatrices(Drawing):
    """The weights as matrices, a row for each unit; kernels, and what looks at an image, as tiles."""

    name = "weights"
    title = "Weights"

    def extent(self, run: RunRecord) -> tuple[float, float]:
        return 8.0, 2.2 * max(1, -(-len(list(sheets(run))) // ACROSS)) + 0.2

    def draw(self, run: RunRecord, figure: Any) -> None:
        found = list(sheets(run))
        grid = _grid(figure, len(found))
        for axes, sheet in zip(grid, found, strict=False):
            finite = sheet.cells[np.isfinite(sheet.cells)]
            most = float(np.abs(finite).max(initial=0.0)) or 1.0
            axes.imshow(sheet.cells, cmap=ramp(0.0), vmin=-most, vmax=most, interpolation="nearest")
            empty_axes(axes, sheet.title)
        for axes in grid[len(found) :]:
            axes.set_visible(False)


def sheets(run: RunRecord) -> Iterator[Sheet]:
    """Yield the weights of every layer that has some, as they are drawn."""
    network = run.network
    for i, (name, layout) in enumerate(zip(network.names(), network.layouts, strict=True)):
        for own, weights in layout.weights(network.parameters[0]).items():
            title = name if own == "weight" else f"{name} {own}"
            below = network.shapes[i]
            match weights.shape:
                case (inputs, units) if len(below) == 3 and inputs == np.prod(below) and below[0] <= 3:
                    yield Sheet(title, _tiles(weights.T.reshape(units, *below).mean(axis=1)))
                case (_, _):
                    yield Sheet(title, weights.T[:LARGEST, :LARGEST])
                case (_, _, _, _):
                    kernels = np.moveaxis(weights, -1, 0)
                    yield Sheet(title, _tiles(kernels.reshape(-1, *kernels.shape[2:])))


def _tiles(each: Array) -> Array:
    """Return matrices (tiles, height, width) beside and above each other, with gaps that are no numbers."""
    each = each[:TILES]
    count, height, width = each.shape
    across = int(np.ceil(np.sqrt(count)))
    down = -(-count // across)
    sheet = np.full((down * (height + GAP) - GAP, across * (width + GAP) - GAP), np.nan)
    for place, tile in enumerate(each):
        row, column = divmod(place, across)
        top, left = row * (height + GAP), column * (width + GAP)
        sheet[top : top + height, left : left + width] = tile
    return sheet

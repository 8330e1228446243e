"""What is drawn of a network at one moment, out of the numbers that the last frame carried."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.engine.wiring import Groups, Places
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.quantities import Quantity, Shares, shares
from playground.gui.network.shaping import Shaping
from playground.gui.network.tiles import Tile

Maps = npt.NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Content:
    """What is drawn: a map (height, width, units) for each column, and the numbers of links and biases."""

    maps: Sequence[Maps | None]
    links: Shares
    """(links,), in the order of the links: shares of the number that is drawn widest, from -1 to 1."""
    biases: Sequence[Sequence[float]]
    """For each column the shares of its tiles' biases; none where they have none."""
    sizes: Sequence[Sequence[float]]
    """For each column how thick the frames of its tiles are, from 0 to 1; none where all are alike."""
    frozen_links: npt.NDArray[np.bool_]
    """(links,): whose numbers training leaves as they are ..."""
    frozen_biases: Collection[Tile]
    """... and the units whose biases it does."""
    inputs: Sequence[str]
    images: bool
    """Whether the inputs are images, which are drawn in ink."""
    outputs: Sequence[str]
    """What the outputs stand for, if they stand for one thing each ..."""
    classes: bool
    """... and whether these are classes, which have colors."""
    off: Maps | None
    """Maps of the inputs that are switched off, (side, side, inputs) ..."""
    off_names: Sequence[str]
    cells: Sequence[Sequence[Sequence[str]]]
    """For each column the lines of text in each cell of a layer without units."""
    spans: Sequence[Sequence[tuple[float, float]]]
    """What is drawn instead where a cell has no room for text: a middle, and how far around it."""
    kernels: Sequence[Maps | None]
    """For each column the kernels (height, width, filters): shares of the largest number, from -1 to 1."""
    masks: Sequence[npt.NDArray[np.bool_] | None]
    """For each column which inputs were let through, (samples, units)."""
    largest: tuple[float, float]
    """The number of links that is drawn widest, and that of biases with their full colour."""


def content(
    numbers: NetworkNumbers,
    quantity: Quantity,
    shown: Places,
    inputs: Maps | None,
    off: Maps | None,
    units: Sequence[Maps],
) -> Content:
    """Return what is drawn of a quantity; ``shown`` are the rows of the links that there is room for."""
    diagram, inside, shaping = numbers.diagram, numbers.inside, Shaping(numbers)
    layers = range(len(numbers.layers))
    found = np.zeros(numbers.size) if inside is None else quantity.of(inside)
    links = diagram.links.numbers.strengths(found)
    biases = [each.strengths(found) for each in diagram.biases]
    widest, fullest = quantity.scale([links, *biases])
    # The frame of a tile says how much of the gradient, or of the update, is its unit's.
    sizes = numbers.sizes(found) if quantity.largest is None else []
    longest = max((float(size.max(initial=0.0)) for size in sizes), default=0.0)
    targets = numbers.experiment.targets
    outputs = [averaged(each, groups) for each, groups in zip(units, diagram.columns[1:], strict=False)]
    if outputs and targets.decides and targets.units == 1:  # two classes in the colours of the boundary
        outputs[-1] = _between(outputs[-1], *targets.range)
    return Content(
        maps=[inputs, *outputs],
        links=shares(links[shown], widest),
        biases=[(), *(shares(each, fullest).tolist() for each in biases)],
        sizes=[(), *(shares(size, longest).tolist() for size in sizes)],
        frozen_links=numbers.frozen_links()[shown],
        frozen_biases=numbers.frozen_biases(),
        inputs=list(numbers.inputs.names),
        images=len(diagram.columns[0].shape) == 3,
        outputs=numbers.output_names,
        classes=targets.decides,
        off=off,
        off_names=numbers.inputs.off_names,
        cells=[(), *(shaping.cells(layer) for layer in layers)],
        spans=[(), *(shaping.spans(layer) for layer in layers)],
        kernels=[None, *(_kernels(found, places) for places in diagram.kernels)],
        masks=[None, *(shaping.mask(layer) for layer in layers)],
        largest=(widest, fullest),
    )


def _between(maps: Maps, low: float, high: float) -> Maps:
    """Return numbers from ``low`` to ``high`` as numbers from -1 to 1."""
    return 2.0 * (maps - low) / (high - low) - 1.0


def _kernels(numbers: Maps, places: Places | None) -> Maps | None:
    if places is None:
        return None
    found = np.nan_to_num(numbers[places], posinf=0.0, neginf=0.0)
    return np.asarray(found / max(float(np.abs(found).max(initial=0.0)), 1e-30))


def averaged(maps: Maps, groups: Groups) -> Maps:
    """Return for maps of numbers, (side, side, numbers), the means over each group, (side, side, groups)."""
    if maps.shape[-1] == groups.count:
        return maps
    return np.stack([maps[..., groups.of == i].mean(axis=-1) for i in range(groups.count)], axis=-1)

"""The statistics of layers over a run as arrays, and back: a saved run has them in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.network import Network
from playground.files.archives import Declared
from playground.files.reasons import Unreadable
from playground.inspection.layer_statistics import Histogram, LayerStatistics
from playground.inspection.statistics_history import MOST, EpochStatistics

GROUP = "layers/"
"""What the arrays' names begin with."""
NUMBERS = ("weight", "gradient", "delta", "update", "distinct")
HISTOGRAMS = ("weights", "activations", "gradients")
BINS = 100
"""Bins that a histogram may have in a file."""
STATES = 20
"""Kinds of memory that optimizers may have in a file."""
Arrays = dict[str, npt.NDArray[Any]]


def arrays_of(moments: Sequence[EpochStatistics], network: Network) -> Arrays:
    """Return the moments of a network's run: of each array the first axis is the moments.

    There are L layers with U units together. ``numbers`` is (L, len(NUMBERS)), ``dead`` and ``saturated`` are
    (U), and so are (L) the sizes of each thing that an optimizer remembers. A histogram is (L, 2 + bins): its
    ends, then its counts. What is absent is not a number.
    """
    names = network.names()
    kept = [moment for moment in moments if [layer.name for layer in moment[1]] == names][-MOST:]
    if not kept:
        return {}
    layers = [each for _, each in kept]
    found: Arrays = {
        "epochs": np.array([epoch for epoch, _ in kept], np.int64),
        "numbers": np.array([[[getattr(one, name) for name in NUMBERS] for one in each] for each in layers]),
        "dead": np.array(
            [[unit in one.dead for one in each for unit in range(one.units)] for each in layers]
        ),
        "saturated": np.array(
            [[s for one in each for s in one.saturated or [np.nan] * one.units] for each in layers]
        ),
    }
    for name in sorted({name for each in layers for one in each for name in one.state}):
        found[f"state/{name}"] = np.array([[one.state.get(name, np.nan) for one in each] for each in layers])
    for name in HISTOGRAMS:
        found[name] = _histograms([[getattr(one, name) for one in each] for each in layers])
    return {GROUP + name: array for name, array in found.items()}


def _histograms(rows: Sequence[Sequence[Histogram | None]]) -> npt.NDArray[Any]:
    """Return histograms, all with as many bins as the last one; others are left out."""
    bins = next((len(one.counts) for row in reversed(rows) for one in reversed(row) if one is not None), 0)
    nothing = [np.nan] * (2 + bins)
    return np.array(
        [
            [
                nothing if one is None or len(one.counts) != bins else [one.low, one.high, *one.counts]
                for one in row
            ]
            for row in rows
        ]
    )


def check_sizes(declared: Mapping[str, Declared], network: Network) -> None:
    """See that the arrays are those of a network, before any is read. Raises Unreadable."""
    found = {name.removeprefix(GROUP): each for name, each in declared.items() if name.startswith(GROUP)}
    if not found:  # files of earlier versions have none
        return
    count = found["epochs"].shape[0] if "epochs" in found and len(found["epochs"].shape) == 1 else 0
    if not 1 <= count <= MOST:
        raise Unreadable(f"its layers are not those of 1 to {MOST} moments")
    layers, units = len(network.layers), sum(network.widths[1:])
    shapes = {"numbers": (layers, len(NUMBERS)), "dead": (units,), "saturated": (units,)}
    states = [name for name in found if name.startswith("state/")]
    shapes |= dict.fromkeys(states, (layers,))
    wrong = [name for name, shape in shapes.items() if name not in found or found[name].shape[1:] != shape]
    for name in HISTOGRAMS:
        match found[name].shape if name in found else ():
            case (_, length, width) if length == layers and 2 <= width <= 2 + BINS:
                continue
        wrong.append(name)
    wrong += [name for name, each in found.items() if each.shape[:1] != (count,)]
    if wrong or len(states) > STATES:
        raise Unreadable("its layers are those of another network")


def moments_of(arrays: Mapping[str, npt.NDArray[Any]], network: Network) -> tuple[EpochStatistics, ...]:
    """Return the moments that stand in arrays whose sizes were checked. Raises Unreadable."""
    found = {name.removeprefix(GROUP): array for name, array in arrays.items() if name.startswith(GROUP)}
    if not found:
        return ()
    epochs = [int(epoch) for epoch in found["epochs"].tolist()]
    if epochs[0] < 0 or any(later <= epoch for epoch, later in pairwise(epochs)):
        raise Unreadable("its layers are not in order")
    for name in ("numbers", "saturated", *(name for name in found if name.startswith("state/"))):
        if (found[name] < 0).any():
            raise Unreadable("its layers have sizes below 0")
    if not np.isfinite(found["numbers"][..., NUMBERS.index("distinct")]).all():
        raise Unreadable("its layers do not say how many units differ")
    return tuple((epoch, _layers(found, i, network)) for i, epoch in enumerate(epochs))


def _layers(found: Mapping[str, npt.NDArray[Any]], i: int, network: Network) -> tuple[LayerStatistics, ...]:
    ends = np.cumsum(network.widths)
    made = []
    for j, (name, layout) in enumerate(zip(network.names(), network.layouts, strict=True)):
        units = slice(int(ends[j] - ends[0]), int(ends[j + 1] - ends[0]))
        numbers = dict(zip(NUMBERS, found["numbers"][i, j].tolist(), strict=True))
        saturated = found["saturated"][i, units]
        state = {
            key.removeprefix("state/"): float(array[i, j])
            for key, array in found.items()
            if key.startswith("state/") and not np.isnan(array[i, j])
        }
        made.append(
            LayerStatistics(
                name=name,
                units=network.widths[j + 1],
                shape=network.shapes[j + 1],
                parameters=layout.slot.stop - layout.slot.start,
                state=state,
                dead=tuple(np.flatnonzero(found["dead"][i, units]).tolist()),
                saturated=() if np.isnan(saturated).any() else tuple(saturated.tolist()),
                **dict[str, Any](numbers) | {"distinct": int(numbers["distinct"])},
                **dict[str, Any]((key, _histogram(found[key][i, j])) for key in HISTOGRAMS),
            )
        )
    return tuple(made)


def _histogram(row: npt.NDArray[Any]) -> Histogram | None:
    if np.isnan(row).any() or len(row) == 2:
        return None
    low, high, counts = float(row[0]), float(row[1]), row[2:]
    if not np.isfinite(row).all() or low >= high or (counts < 0).any() or not counts.any():
        raise Unreadable("a histogram of its layers is none")
    return Histogram(counts.copy(), low, high)

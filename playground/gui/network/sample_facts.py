"""What is said of a unit for the sample in sight: its numbers, over time where there is time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from playground.engine.activations.base import Array
from playground.gui.network.facts import Facts, Strip
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.sample_maps import STATE
from playground.gui.network.tiles import Tile
from playground.gui.widgets.numbers import signed
from playground.worker.requests.one_sample import SampleActivity

OUTPUT, SLOPE = "a", "d"
"""What every layer calls its outputs, and how names of slopes begin."""


def with_sample(facts: Facts, tile: Tile, numbers: NetworkNumbers, activity: SampleActivity) -> Facts:
    """Return facts with what a sample adds to them: a unit's numbers, or strips of them over time."""
    count = numbers.widths[tile.layer + 1]
    if tile.layer < 0:
        found = {"x": _own(activity.inputs, tile.unit, count)}
    else:
        values, letters = activity.layers[tile.layer], numbers.layers[tile.layer].letters
        names = [name for name in letters if name in values and not name.startswith(SLOPE)]
        if STATE in names:
            names.remove(OUTPUT)  # the same numbers, or the last of them
        found = {
            f"{letters[name].letter}  {name.replace('_', ' ')}" if len(name) > 1 else name: _own(
                values[name], tile.unit, count
            )
            for name in names
        }
    strips = [Strip(name, tuple(own.tolist())) for name, own in found.items() if own.ndim == 1]
    rows = [(name, signed(float(own))) for name, own in found.items() if own.ndim == 0]
    return replace(facts, rows=(*facts.rows, *rows), strips=(*facts.strips, *strips))


def _own(values: Array, unit: int, count: int) -> Array:
    """Return the number of one of so many units, or its numbers over time; else none."""
    if values.ndim > 2 or values.shape[-1] != count:
        return np.empty((0, 0))
    return np.asarray(values[..., unit])

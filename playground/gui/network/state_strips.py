"""What a recurrent network hands on from step to step, as strips over time: gates, cells and states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from playground.engine.activations.base import Array
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.sample_maps import STATE
from playground.worker.requests.one_sample import SampleActivity

OUTPUT, SLOPE = "a", "d"
LEGIBLE, INNER = 14.0, 0.6
"""The least height of a row with its name, and the height of one inside a layer beside that of others."""


@dataclass(frozen=True, eq=False)
class StateStrip:
    """What one quantity of a layer comes to at every step: (time, units), or (1, units) at the last alone."""

    name: str
    values: Array
    carried: bool = False
    """Whether it is handed on to the next step."""
    last: bool = True
    """Whether it is what the layer hands on to the next layer."""
    layer: int = -1
    """Of which layer it is, from 0; -1 is the inputs."""

    def at(self, step: int, steps: int) -> Array | None:
        """Return what it is at one of so many steps, (units,), or None where there is nothing."""
        if len(self.values) == steps:
            return np.asarray(self.values[step])
        return np.asarray(self.values[-1]) if step == steps - 1 else None


def strips(numbers: NetworkNumbers, activity: SampleActivity) -> list[StateStrip]:
    """Return what is drawn of a sample, from the inputs up: of each layer gates and cell before the state."""
    found, titles = [StateStrip("inputs", activity.inputs)], layer_titles(numbers.experiment)
    for i, (rule, values) in enumerate(zip(numbers.layers, activity.layers, strict=True)):
        carried = [name for name in rule.carried_values if name != OUTPUT and name in values]
        inner = [
            name
            for name in rule.letters
            if name in values and carried and name not in (OUTPUT, STATE) and not name.startswith(SLOPE)
        ]
        for name in [*inner, *((STATE,) if STATE in carried else (OUTPUT,))]:
            own = values[name] if values[name].ndim == 2 else values[name].reshape(1, -1)
            letter = rule.letters[name].letter if name in rule.letters else ""
            called = name.replace("_", " ")
            text = titles[i] if name == OUTPUT else called if letter == called else f"{letter}  {called}"
            found.append(StateStrip(text, own, name in carried, name in (STATE, OUTPUT), i))
    return found


def row_heights(strips: Sequence[StateStrip], room: float) -> dict[int, float]:
    """Return the strips that there is room for, from the inputs up, and the height of each one's row.

    Where names would lie over each other, a layer is shown without its gates.
    """
    every = {i: 1.0 if strip.last else INNER for i, strip in enumerate(strips)}
    few = {i: row for i, row in every.items() if strips[i].last or strips[i].carried}
    rows = every if room * INNER >= LEGIBLE * sum(every.values()) else few
    return {i: row * room / sum(rows.values()) for i, row in rows.items()}


def steps_shown(steps: int, room: int) -> list[int | None]:
    """Return which steps there is room for; None stands for the middle, where they are too many."""
    if steps <= room:
        return list(range(steps))
    first = max(1, (room - 1) // 2)
    return [*range(first), None, *range(steps - max(1, room - 1 - first), steps)]

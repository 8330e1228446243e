"""What a recurrent network hands on from step to step, as strips over time: gates, cells and states."""

from __future__ import annotations

from dataclasses import dataclass

from playground.engine.activations.base import Array
from playground.gui.network.layer_titles import layer_titles
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.sample_maps import STATE
from playground.worker.requests.one_sample import SampleActivity

OUTPUT, SLOPE = "a", "d"


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


def strips(numbers: NetworkNumbers, activity: SampleActivity) -> list[StateStrip]:
    """Return what is drawn of a sample, from the inputs up: of each layer gates and cell before the state."""
    found, titles = [StateStrip("inputs", activity.inputs)], layer_titles(numbers.experiment)
    for i, (rule, values) in enumerate(zip(numbers.layers, activity.layers, strict=True)):
        carried = [name for name in rule.passes if name != OUTPUT and name in values]
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


def steps_shown(steps: int, room: int) -> list[int | None]:
    """Return which steps there is room for; None stands for the middle, where they are too many."""
    if steps <= room:
        return list(range(steps))
    first = max(1, (room - 1) // 2)
    return [*range(first), None, *range(steps - max(1, room - 1 - first), steps)]

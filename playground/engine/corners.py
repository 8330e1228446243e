"""Where a slope jumps: activations, layers, losses and penalties have corners; nudges may go over them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Activation
from playground.engine.network import Network
from playground.engine.passes import Pass
from playground.engine.regularizers.base import Regularizer


def crossed(network: Network, run: Pass, regularizer: Regularizer, versions: int) -> dict[int, str]:
    """Return which of several networks go over a corner between their versions, and over which.

    The population is ``versions`` times the same networks, one after another, with different nudges;
    ``run`` has gone forward.
    """
    found: dict[int, str] = {}
    for name, where in _sides(network, run, regularizer):
        sides = where.reshape(versions, len(where) // versions, where.shape[1], -1)
        # A column for each unit; a network goes over a corner if it does so at any of its samples.
        changes = (sides.min(axis=0) != sides.max(axis=0)).any(axis=1)
        for member, unit in np.argwhere(changes).tolist():
            found.setdefault(member, name.format(unit + 1))
    return found


def _sides(network: Network, run: Pass, regularizer: Regularizer) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Yield what each corner is called, and numbers that change where it is crossed, (P, samples, ...)."""
    for i, (layer, bound) in enumerate(zip(network.layers, run.layers, strict=True)):
        activation = getattr(layer, "activation", None)
        if isinstance(activation, Activation):
            for corner in activation.corners:
                where = f"{activation.title} in unit {{}} of layer {i + 1}"
                yield where, np.sign(bound.handles["z"] - corner)
        picked = layer.picked(bound.handles["x"], network.shapes[i])
        if picked is not None:
            yield f"{layer.title} at output {{}} of layer {i + 1}", picked
    heights = run.criterion.corner(run.a, run.y)
    if heights is not None and run.loss is not None:
        yield f"{run.loss.title} at output {{}}", np.sign(heights)
    if regularizer.corner:
        for weights in network.weights():
            yield f"{regularizer.title} at zero", np.sign(weights).reshape(len(weights), 1, -1)

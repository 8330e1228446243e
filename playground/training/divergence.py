"""How a run ends by itself: by a rule, or because its numbers are no longer finite."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from playground.engine.network import Network
from playground.engine.passes import Pass

DIVERGED = "Diverged at "
"""What the reason of a run that did so begins with."""


class Diverged(ArithmeticError):
    """A number is no longer finite; the message says at which step, in which layer, and which."""


class Ended(Exception):
    """A stop rule has ended the run; the message says why."""


def broken(run: Pass, network: Network) -> Iterator[str]:
    """Yield the names of what is not finite after a step, in the order in which it is computed."""
    for name, phrase in (("z", "a weighted sum"), ("a", "an output")):
        for i, layer in enumerate(run.layers):
            if name in layer.handles and not np.isfinite(layer.handles[name]).all():
                yield f"{phrase} of layer {i + 1}"
    if not np.isfinite(run.value()).all():
        yield f"the loss of the batch, from the outputs of layer {len(run.layers)},"
    for i in reversed(range(len(run.layers))):
        if not np.isfinite(run.gradient[:, network.layouts[i].slot]).all():
            yield f"the gradient of layer {i + 1}"
    for i, layout in enumerate(network.layouts):
        if not np.isfinite(network.parameters[:, layout.slot]).all():
            yield f"a weight of layer {i + 1}"

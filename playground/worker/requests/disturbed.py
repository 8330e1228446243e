"""What comes out when inputs are disturbed as in training, by layers that stand before all others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.layers.base import Layer
from playground.engine.network import Network
from playground.worker.observer import Observer, single
from playground.worker.requests.base import Request


@dataclass(frozen=True, eq=False)
class Disturbed:
    """All samples, those of train, then validation, then test: (samples, inputs) and (samples, outputs)."""

    inputs: Array
    outputs: Array


@dataclass(frozen=True)
class DisturbedOutputs(Request[Disturbed]):
    """Samples disturbed once, always in the same way, and what the network makes of them; None where no
    layer before all others disturbs what comes in.
    """

    def answer(self, observer: Observer) -> Disturbed | None:
        network = observer.training.network
        if not network.layers[0].disturbs:
            return None
        inputs = observer.keep("disturbed", lambda: _disturbed(network, observer.inputs))
        outputs = observer.of_inputs("disturbed", inputs, lambda run: run.a)
        return Disturbed(single(inputs), single(outputs))


def _disturbed(network: Network, inputs: Array) -> Array:
    """Return inputs (samples, inputs) as the first layers hand them on in training."""
    first: list[Layer] = list(takewhile(lambda layer: layer.disturbs, network.layers))
    run = Network(first, network.shapes[0], dtype=network.parameters.dtype).bind(
        len(inputs), generators=[np.random.default_rng(0)]
    )
    run.x[...] = inputs
    run.forward()
    return run.a.copy()

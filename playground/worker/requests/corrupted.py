"""Outputs for corrupted inputs: dropout or noise before all other layers, applied as in training."""

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
class Corrupted:
    """All samples, those of train, then validation, then test: (samples, inputs) and (samples, outputs)."""

    inputs: Array
    outputs: Array


@dataclass(frozen=True)
class CorruptedOutputs(Request[Corrupted]):
    """Samples that the first layers corrupt once, always in the same way, and the network's outputs for them;
    None where the first layer corrupts nothing.
    """

    def answer(self, observer: Observer) -> Corrupted | None:
        network = observer.training.network
        if not network.layers[0].corrupts:
            return None
        inputs = observer.keep("corrupted", lambda: _corrupted(network, observer.inputs))
        outputs = observer.of_inputs("corrupted", inputs, lambda run: run.a)
        return Corrupted(single(inputs), single(outputs))


def _corrupted(network: Network, inputs: Array) -> Array:
    """Return inputs (samples, inputs) as the first layers corrupt them in training."""
    first: list[Layer] = list(takewhile(lambda layer: layer.corrupts, network.layers))
    run = Network(first, network.shapes[0], dtype=network.parameters.dtype).bind(
        len(inputs), generators=[np.random.default_rng(0)]
    )
    run.x[...] = inputs
    run.forward()
    return run.a.copy()

"""One sample on its way through the network and back: every number that each layer has of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.parameters import Shape
from playground.engine.passes import Pass
from playground.worker.observer import Observer
from playground.worker.requests.base import Request


@dataclass(frozen=True, eq=False)
class SampleActivity:
    """What a network makes of one sample, as outside training: nothing is drawn or silenced."""

    inputs: Array
    """In the shape that flows into the network: (units,), (channels, height, width) or (time, features)."""
    outputs: Array
    """In the shape that the last layer hands on."""
    layers: tuple[Mapping[str, Array], ...]
    """For each layer its values by the names that formulas use: ``z``, ``a``, ``hidden``, a gate ...

    What belongs to outputs has the shape that the layer hands on, what belongs to every step (time, units).
    Slopes, whose names begin with d, are there if the truth is known: of this sample's loss alone.
    """
    targets: Array | None = None
    """In the shape of ``outputs``; None if the truth is not known, and then there is no loss."""
    loss: float | None = None
    slopes: Array | None = None
    """The derivative of the loss with respect to the inputs, in their shape."""


@dataclass(frozen=True)
class OneSample(Request[SampleActivity]):
    """The activity at a row of the experiment, as ``every_row`` counts them; None if no sample is there."""

    row: int

    def answer(self, observer: Observer) -> SampleActivity | None:
        experiment = observer.training.experiment
        found = experiment.part_at(self.row)
        if found is None:
            return None
        part, place = experiment.samples[found[0]], found[1]
        return _activity(observer, part.shape, part.inputs[place], part.targets[place])


@dataclass(frozen=True)
class OneInput(Request[SampleActivity]):
    """The activity at inputs that are no sample, such as a drawing; None for another number of them."""

    inputs: tuple[float, ...]
    """Flat, in the order of their shape, as the network is given them."""

    def answer(self, observer: Observer) -> SampleActivity | None:
        if len(self.inputs) != observer.training.network.widths[0]:
            return None
        return _activity(observer, observer.training.network.shapes[0], np.array(self.inputs), None)


def _activity(observer: Observer, shape: Shape, inputs: Array, targets: Array | None) -> SampleActivity:
    loss = observer.training.experiment.loss
    network = observer.keep(("over", shape), lambda: observer.training.network.with_input_shape(shape))
    run: Pass = observer.keep(("one sample", shape), lambda: network.bind(1, loss, inputs_too=True))
    known = targets is not None
    with np.errstate(all="ignore"):
        run.x[...] = inputs
        run.forward()
        if known:
            run.y[...] = targets
            run.backward()
        value = float(run.value()) if known else None
    return SampleActivity(
        run.x[0].reshape(network.shapes[0]).copy(),
        run.a[0].reshape(network.shapes[-1]).copy(),
        tuple(
            {
                name: _shaped(values[0], shape).copy()
                for name, values in layer.handles.items()
                if name != "x" and (known or not name.startswith("d"))
            }
            for layer, shape in zip(run.layers, network.shapes[1:], strict=True)
        ),
        run.y[0].reshape(network.shapes[-1]).copy() if known else None,
        value,
        run.dx[0].reshape(network.shapes[0]).copy() if known else None,
    )


def _shaped(values: Array, shape: Shape) -> Array:
    """Return numbers of a sample in the shape that the layer hands on, if they are as many."""
    return values.reshape(shape) if values.size == np.prod(shape) else values

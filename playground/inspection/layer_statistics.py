"""How a network is doing inside, layer by layer: gradients, updates, dead and saturated units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from playground.engine.activations.base import Activation, Array
from playground.engine.parameters import Layout, Shape
from playground.engine.passes import Pass
from playground.inspection.histogram import Histogram as Histogram
from playground.inspection.histogram import histogram
from playground.inspection.layer_tally import Tally, at_an_end
from playground.training.step_preview import NextStep, StepPreview
from playground.training.training import Training

PORTION = 2**19
"""Numbers that all layers together make of training samples at a time, forth and back: tens of megabytes."""


@dataclass(frozen=True, eq=False)
class LayerStatistics:
    """One layer at one moment. Norms are Euclidean, over all parameters of the layer; 0 if it has none."""

    name: str
    """``02_dense``, as in exported weights."""
    units: int
    parameters: int
    weight: float
    """Norm of the parameters."""
    gradient: float
    """Norm of the gradient of the loss of all training samples."""
    delta: float
    """Norm of the derivative of that loss by the units' sums, at all samples; 0 where there are no sums."""
    update: float
    """Norm of what the next step changes."""
    state: dict[str, float]
    """Norms of what the optimizer remembers, by its names."""
    dead: tuple[int, ...]
    """Units whose slope is zero at every training sample, so that they cannot learn; from 0."""
    saturated: tuple[float, ...]
    """For each unit the share of training samples that drive it to its ends; empty if it has none."""
    distinct: int
    """How many units differ in what they make of their inputs; 0 where there are no weights."""
    weights: Histogram | None
    activations: Histogram | None
    """Of what the units hand on, at all training samples."""
    gradients: Histogram | None
    shape: Shape = ()
    """What the layer hands on for one sample."""
    through_time: tuple[float, ...] = ()
    """For each step of a recurrent layer the norm of ∂L/∂h, with respect to its states there."""
    shut: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """For each gate that can be shut, and each unit, the share of samples and steps at which it is."""
    constant: tuple[int, ...] = ()
    """Units that hand on the same for every training sample; from 0."""

    @property
    def apart(self) -> int:
        """How many of its units learn apart: of an image its channels, of a sequence those of a step."""
        match self.shape:
            case (channels, _, _):
                return channels
            case (_, units):
                return units
        return self.units

    @property
    def dead_apart(self) -> tuple[int, ...]:
        """Which of these are dead at every place and every step."""
        places = np.zeros(self.units, np.bool_)
        places[list(self.dead)] = True
        match self.shape:
            case (channels, _, _):
                return tuple(np.flatnonzero(places.reshape(channels, -1).all(axis=1)).tolist())
            case (steps, _):
                return tuple(np.flatnonzero(places.reshape(steps, -1).all(axis=0)).tolist())
        return self.dead

    @property
    def ratio(self) -> float:
        """Size of the next step beside that of the parameters; 0 where there are none."""
        return self.update / self.weight if self.weight else 0.0

    @property
    def slope(self) -> float:
        """Root mean square of the gradient, which layers of different size can be compared by."""
        return self.gradient / self.parameters**0.5 if self.parameters else 0.0

    @property
    def saturation(self) -> float:
        """Share of units and training samples that are at an end."""
        return sum(self.saturated) / len(self.saturated) if self.saturated else 0.0


@dataclass(frozen=True, eq=False)
class NetworkStatistics:
    """A network at one moment."""

    layers: tuple[LayerStatistics, ...]
    stuck: float
    """Share of training samples whose output is at the wrong end of its range."""
    explained: float | None
    """Share of the variance of the training targets that the outputs explain (R2); None where none vary."""


class Probe:
    """Takes the statistics of a training without disturbing it: with passes, and steps, of its own.

    Where layers make many numbers of the training samples, these pass in portions.
    """

    def __init__(self, training: Training, next_step: Callable[[], NextStep] | None = None) -> None:
        """``next_step`` returns the step that comes next; without it, a preview of its own makes it."""
        experiment = training.experiment
        self._samples = samples = experiment.samples["train"]
        self._training = training
        self._gradient = np.zeros_like(training.network.parameters)
        # A batch normalization sends other gradients back while training, and what is shown is what a step
        # uses. It keeps statistics meanwhile, so the network is a copy.
        self._network = network = training.network.copy()
        count, most = len(samples), max(1, PORTION // sum(network.widths))
        weighted = bool(getattr(experiment.loss, "class_weights", None))
        if network.state.size or weighted:
            most = count  # what comes back for a sample depends on all others
        generators = [np.random.default_rng(0)] if network.state.size else None
        self._portions = [slice(at, min(at + most, count)) for at in range(0, count, most)]
        self._passes = {
            size: network.bind(size, experiment.loss, self._gradient, generators)
            for size in {rows.stop - rows.start for rows in self._portions}
        }
        if len(self._portions) == 1:
            (run,) = self._passes.values()
            run.x[...], run.y[...] = samples.inputs, samples.targets
        targets = samples.targets
        varies = bool(np.ptp(targets, axis=0).any())
        self._variance = _squares(targets - targets.mean(axis=0)) if varies else 0.0
        self._next_step = next_step or StepPreview(training).step

    def layer_statistics(self, bins: int = 0) -> NetworkStatistics:
        """Return the statistics as they are now, with histograms of so many bins."""
        with np.errstate(all="ignore"):
            self._network.parameters[...] = self._training.network.parameters
            self._network.state[...] = self._training.network.state
            tallies = [Tally(layer) for layer in self._network.layers]
            gradient, stuck, errors = np.zeros_like(self._gradient), 0.0, 0.0
            for run, share in self._forward():
                run.backward()
                gradient += share * self._gradient
                for tally, bound in zip(tallies, run.layers, strict=True):
                    tally.take(bound, share)
                stuck += share * self._stuck(run)
                errors += _squares(run.a.astype(float) - run.y)
            # Where bins are is known only now; one portion has just passed.
            for run in self._once_more() if bins else ():
                for tally, bound in zip(tallies, run.layers, strict=True):
                    tally.count(bound, bins)
            explained = 1.0 - errors / self._variance if self._variance else None
            layers = self._layers(tallies, gradient[0], self._training.snapshot().state, bins)
            return NetworkStatistics(tuple(layers), stuck, explained)

    def _forward(self) -> Iterator[tuple[Pass, float]]:
        """Yield a pass forward over every portion of the samples, with the share of all that they are."""
        samples = self._samples
        for rows in self._portions:
            run = self._passes[rows.stop - rows.start]
            if len(self._portions) > 1:
                run.x[...], run.y[...] = samples.inputs[rows], samples.targets[rows]
            run.forward()
            yield run, (rows.stop - rows.start) / len(samples)

    def _once_more(self) -> Iterator[Pass]:
        """Yield a pass forward over every portion again; that over all of them has just been made."""
        return (
            iter(self._passes.values()) if len(self._portions) == 1 else (run for run, _ in self._forward())
        )

    def _layers(
        self, tallies: Sequence[Tally], gradient: Array, kept: dict[str, Array], bins: int
    ) -> Iterator[LayerStatistics]:
        network = self._training.network
        parameters = network.parameters[0]
        change = self._next_step().change[0]
        rows = {name: array[0] for name, array in kept.items() if array.shape == network.parameters.shape}
        for i, (tally, name, layout) in enumerate(
            zip(tallies, network.names(), network.layouts, strict=True)
        ):
            slot = layout.slot
            yield LayerStatistics(
                name=name,
                units=network.widths[i + 1],
                parameters=slot.stop - slot.start,
                weight=_norm(parameters[slot]),
                gradient=_norm(gradient[slot]),
                delta=tally.delta,
                update=_norm(change[slot]),
                state={name: _norm(row[slot]) for name, row in rows.items()},
                dead=tally.dead,
                saturated=tally.saturated,
                distinct=_distinct(layout, parameters),
                weights=histogram(parameters[slot], bins),
                activations=tally.activations,
                gradients=histogram(gradient[slot], bins),
                shape=network.shapes[i + 1],
                through_time=tally.through_time,
                shut=tally.shut,
                constant=tally.constant,
            )

    def _stuck(self, run: Pass) -> float:
        """Return the share of a pass's samples whose output is at the wrong end of its range."""
        activation = getattr(self._network.layers[-1], "activation", None)
        if not isinstance(activation, Activation) or activation.ends is None or run.linked:
            return 0.0
        low, high = activation.ends
        far = np.abs(run.a - run.y) > 0.5 * (high - low)
        return float((far & at_an_end(activation, run.a)).any(axis=-1).mean())


def _squares(numbers: Array) -> float:
    return float(np.sum(numbers.astype(float) ** 2))


def _norm(array: Array) -> float:
    return float(np.linalg.norm(array.astype(float)))  # squares of large single numbers overflow


def _distinct(layout: Layout, parameters: Array) -> int:
    weights = layout.weights(parameters)
    if not weights:
        return 0
    columns = np.vstack(
        [
            view.reshape(-1, view.shape[-1] // layout.trained[name].stacked)
            for name, view in (weights | layout.biases(parameters)).items()
        ]
    )
    # Rounding makes small differences even between units that are treated alike.
    size = float(np.abs(columns).max(initial=0.0)) or 1.0
    return len(np.unique(np.round(columns / size, 4), axis=1).T)

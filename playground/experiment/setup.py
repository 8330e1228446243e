"""What is trained on what, and how: the part of an experiment that lessons speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import Field

from playground.data.coordinates import Coordinates
from playground.data.data_set import LAST_SEED, DataSet, next_seed
from playground.data.features import X1, X2, Feature
from playground.data.outline import Outline
from playground.data.plane.base import Circle
from playground.data.samples import Points, Split
from playground.data.tables.preparation import Preparation
from playground.data.targets.base import Targets
from playground.engine.activations.base import Array
from playground.engine.clipping import Clipping, NoClipping
from playground.engine.initializers import Initializer, Uniform
from playground.engine.layers.base import Layer
from playground.engine.layers.dense import Dense
from playground.engine.losses.base import Loss
from playground.engine.losses.regression import HalfSquaredError
from playground.engine.network import Network
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.sgd import SGD
from playground.engine.outputs import Output, TanhOutput
from playground.engine.parameters import Shape
from playground.engine.regularizers.base import NoRegularizer, Regularizer
from playground.engine.schedules.base import ConstantRate, Schedule
from playground.experiment.sampling import (
    Samples,
    inputs_at,
    network_input_names,
    points_of,
    rows_of,
    samples_of,
    targets_of,
)
from playground.experiment.stopping import StopRule
from playground.parts.description import Description
from playground.parts.setting import FirstFault, setting


class Setup(Description):
    """Everything of a run but a lesson about it. Defaults are TensorFlow Playground's start."""

    title: str = setting("Untitled", "The title of the experiment.", live=True, longest=200)
    reason: str = setting("", "Why it is worth running.", live=True, longest=5000)
    data: DataSet = setting(Circle(), "The data to learn from.")
    features: tuple[Feature, ...] = setting(
        (X1(), X2()), "The input features of the network.", strict=False, longest=32
    )
    reconstruct: bool = setting(
        False,
        "Whether the network is to give back its own inputs, as an autoencoder does.",
        label="Reconstruct inputs",
    )
    split: Split = setting(Split(), "How the samples are split into training, validation and test sets.")
    layers: tuple[Layer, ...] = setting(
        (Dense(units=4), Dense(units=2)),
        "The hidden layers, in order from the inputs.",
        strict=False,
        longest=32,
    )
    output: Output = setting(TanhOutput(), "The activation of the output layer.")
    initializer: Initializer = setting(Uniform(), "How the initial weights are drawn.")
    loss: Loss = setting(HalfSquaredError(), "What training minimizes.")
    optimizer: Optimizer = setting(
        SGD(learning_rate=0.03), "How gradients become updates of the weights.", live=True
    )
    schedule: Schedule = setting(ConstantRate(), "How the learning rate changes.", live=True)
    clipping: Clipping = setting(NoClipping(), "How large gradients are limited.", live=True)
    regularizer: Regularizer = setting(NoRegularizer(), "What keeps the weights small.", live=True)
    stop: tuple[StopRule, ...] = setting(
        (), "When a run ends by itself.", strict=False, longest=16, live=True, label="Stop rules"
    )
    frozen: Annotated[tuple[Annotated[int, Field(ge=0)], ...], FirstFault()] = setting(
        (),
        "Frozen parameters, by their positions in the network's parameter vector.",
        label="Frozen parameters",
        strict=False,
        live=True,
    )
    batch_size: int = setting(
        10,
        "Samples in each step; 0 takes the whole training set.",
        ge=0,
        le=5000,
        log=True,
        live=True,
        called={"0": "all"},
    )
    shuffle: bool = setting(True, "Whether every epoch shuffles the samples.", live=True)
    epochs: int = setting(
        500,
        "How many epochs the command line trains; the window trains until paused.",
        ge=0,
        le=10_000_000,
        live=True,
    )
    precision: Literal["float32", "float64"] = setting(
        "float32", "The precision of the arithmetic.", called={"float32": "float32", "float64": "float64"}
    )
    seed: int = setting(
        1, "Another seed draws other initial weights and another order of the samples.", ge=0, le=LAST_SEED
    )

    def started_anew(self) -> Self:
        """Return the same experiment from the next seed."""
        return self.changed(seed=next_seed(self.seed))

    @property
    def points(self) -> Points:
        """All points, before they are divided."""
        return points_of(self.data, self.split)

    @property
    def targets(self) -> Targets:
        """What the network is to predict, and how its outputs are judged and read."""
        return self.targets_of(self.points)

    def targets_of(self, points: Points) -> Targets:
        """Return what the network is to predict of points, such as those of another file."""
        return targets_of(points, self.features, self.output, self.reconstruct)

    @property
    def loss_unit(self) -> float | None:
        """What the loss of scaled targets is multiplied by to be that of the data's own numbers.

        None where nothing does: then figures are of scaled targets, and say so.
        """
        targets, degree = self.targets, self.loss.degree
        if not targets.scaled:
            return 1.0
        return None if targets.unit is None or degree is None else targets.unit**degree

    @property
    def loss_of(self) -> str:
        """Of what losses are shown where they are not of the data's own numbers; else nothing."""
        return "of scaled targets" if self.loss_unit is None else ""

    @property
    def resolved_output(self) -> Output:
        """The output, with ``auto`` resolved."""
        return self.output.resolved(self.targets.automatic_output)

    @property
    def samples(self) -> Mapping[str, Samples]:
        """``train``, ``validation`` and ``test`` samples; their arrays are not to be written."""
        return samples_of(self.data, self.split, self.features, self.output, self.reconstruct)

    @property
    def samples_in_rows(self) -> list[Samples]:
        """The parts whose samples are among all points, in the order of ``rows``; a test set of another shape
        is not.
        """
        rows = self.rows
        return [part for name, part in self.samples.items() if len(part) == len(rows[name])]

    @property
    def rows(self) -> dict[str, npt.NDArray[np.intp]]:
        """Where the samples of each part stand among all points."""
        return rows_of(self.data, self.split)

    @property
    def every_row(self) -> dict[str, npt.NDArray[np.intp]]:
        """The same, and behind all points a row for each sample of a test set of another shape."""
        found, start = self.rows, len(self.points)
        return {
            name: own if len(own) == len(part) else np.arange(start, start + len(part))
            for (name, own), part in zip(found.items(), self.samples.values(), strict=True)
        }

    def part_at(self, row: int) -> tuple[str, int] | None:
        """Return the part and the place in it of the sample in a row; None if there is none."""
        for name, rows in self.every_row.items():
            if len(found := np.flatnonzero(rows == row)):
                return name, int(found[0])
        return None

    @property
    def last_layer(self) -> Dense:
        """The output layer: dense, with the units that the targets need."""
        output = self.resolved_output
        return Dense(units=self.targets.units, activation=output.activation, bias=output.bias)

    def network(self, population: int = 1) -> Network:
        """Return the network, not yet started: all parameters are zero.

        Raises ValueError for layers that do not fit each other.
        """
        layers = (*self.layers, self.last_layer)
        return Network(layers, self.inputs_shape, population, np.dtype(self.precision))

    @property
    def size(self) -> int:
        """How many parameters the network has."""
        return int(self.network().parameters.shape[1])

    @property
    def inputs_shape(self) -> Shape:
        """What flows into the network, for one sample."""
        return self.inputs_shape_of(self.points)

    def inputs_shape_of(self, points: Points) -> Shape:
        """Return what would flow into the network of points, such as those of another file."""
        return points.shape or (len(self.features),)

    @property
    def input_names(self) -> tuple[str, ...]:
        """What the data's inputs are called."""
        return self.points.names

    @property
    def network_input_names(self) -> tuple[str, ...]:
        """What the network's inputs are called: the features, or all inputs of samples that have a shape."""
        return network_input_names(self.points, self.features)

    @property
    def preparation(self) -> Preparation | None:
        """What makes inputs of a table's columns, fitted to the samples that are trained on; else None."""
        return self.data.preparation(self.rows["train"])

    @property
    def outlined(self) -> Outline | None:
        """What is to be known of the data where their file is not here; None if they are in no file."""
        return self.data.outlined(self.points, self.rows["train"])

    @property
    def plane(self) -> Coordinates | None:
        """How the samples lie in the plane; None where they do not lie in one."""
        return self.points.plane

    def inputs_at(self, places: npt.ArrayLike, held: tuple[float, ...] = ()) -> Array:
        """Return the network's inputs (n, features) at places of the plane (n, 2).

        ``held`` is where the data's inputs beyond the first two are; if it is not one number for each of
        them they are at their means. Raises ValueError where the samples do not lie in a plane.
        """
        return inputs_at(self.points, self.features, places, held)

"""The whole description of a run: one immutable value, edited, stored and sent as such."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from playground.data.features import X1, X2, Feature, numbered, told
from playground.data.plane.base import LAST_SEED, Circle, PointSet, next_seed
from playground.data.samples import Points, Split, on_sides
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
from playground.engine.regularizers import NoRegularizer, Regularizer
from playground.engine.schedules import ConstantRate, Schedule
from playground.experiment.lessons import Control, LessonStep
from playground.experiment.stopping import StopRule
from playground.parts.description import Description
from playground.parts.setting import FirstFault, setting


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples as the network sees them: inputs (n, features), targets (n, outputs), and their points."""

    inputs: Array
    targets: Array
    points: Points

    def __len__(self) -> int:
        return len(self.inputs)


class Experiment(Description):
    """The whole description of a run. Defaults are TensorFlow Playground's start."""

    title: str = setting("Untitled", "The title of the experiment.", live=True, longest=200)
    reason: str = setting("", "Why it is worth running.", live=True, longest=5000)
    data: PointSet = setting(Circle(), "The data to learn from.")
    features: tuple[Feature, ...] = setting(
        (X1(), X2()), "The input features of the network.", strict=False, longest=32
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
        (), "When a run ends by itself.", strict=False, longest=16, live=True
    )
    frozen: Annotated[tuple[Annotated[int, Field(ge=0)], ...], FirstFault()] = setting(
        (),
        "Frozen parameters, by their positions in the network's parameter vector.",
        strict=False,
        live=True,
    )
    batch_size: int = setting(
        10, "Samples in each step; 0 takes the whole training set.", ge=0, le=5000, log=True, live=True
    )
    shuffle: bool = setting(True, "Whether every epoch shuffles the samples.", live=True)
    epochs: int = setting(
        500,
        "How many epochs the command line trains; the window trains until paused.",
        ge=0,
        le=10_000_000,
        live=True,
    )
    precision: Literal["float32", "float64"] = setting("float32", "The precision of the arithmetic.")
    seed: int = setting(
        1, "Another seed draws other initial weights and another order of the samples.", ge=0, le=LAST_SEED
    )
    lesson: tuple[LessonStep, ...] = setting(
        (), "Steps that explain the experiment.", strict=False, longest=50, live=True
    )
    locked: tuple[Control, ...] = setting(
        (), "Controls that cannot be used in the lesson.", strict=False, longest=10, live=True
    )
    hidden: tuple[Control, ...] = setting(
        (), "Controls that are not even shown in the lesson.", strict=False, longest=10, live=True
    )

    @property
    def kept(self) -> frozenset[Control]:
        """The controls that cannot be used, shown or not."""
        return frozenset((*self.locked, *self.hidden))

    def started_anew(self) -> Experiment:
        """Return the same experiment from the next seed."""
        return self.changed(seed=next_seed(self.seed))

    @property
    def points(self) -> Points:
        """All points, before they are divided."""
        return _points(self.data)

    @property
    def classes(self) -> int:
        """How many classes the data have; 0 where they are values."""
        return self.points.classes

    @property
    def says(self) -> Output:
        """The output, with ``auto`` resolved."""
        return self.output.resolved(self.classes)

    @property
    def samples(self) -> dict[str, Samples]:
        """``train``, ``validation`` and ``test`` samples."""
        return {name: self._samples(points) for name, points in divided(self.data, self.split).items()}

    @property
    def rows(self) -> dict[str, npt.NDArray[np.intp]]:
        """Where the samples of each part stand among all points."""
        return _rows(self.data, self.split)

    def _samples(self, points: Points) -> Samples:
        targets = self.says.encode(points.truth, self.classes) if self.classes else points.values
        return Samples(told(self.features, points.inputs), targets, points)

    @property
    def last_layer(self) -> Dense:
        """The output layer: dense, with the units that the targets need."""
        says = self.says
        units = says.units(self.classes) if self.classes else self.points.values.shape[1]
        return Dense(units=units, activation=says.activation, bias=says.bias)

    def network(self, population: int = 1) -> Network:
        """Return the network, not yet started: all parameters are zero.

        Raises ValueError for layers that do not fit each other.
        """
        layers = (*self.layers, self.last_layer)
        return Network(layers, len(self.features), population, np.dtype(self.precision))

    @property
    def size(self) -> int:
        """How many parameters the network has."""
        return int(self.network().parameters.shape[1])

    @property
    def input_names(self) -> tuple[str, ...]:
        """What the inputs are called: by the data, or else x₁, x₂ …"""
        points = self.points
        return points.names.inputs or tuple(numbered(i + 1) for i in range(points.inputs.shape[1]))

    @property
    def class_names(self) -> tuple[str, ...]:
        """What the classes are called: by the data, or else 1, 2 …"""
        points = self.points
        return points.names.classes or tuple(str(i + 1) for i in range(points.classes))

    @property
    def middles(self) -> Array:
        """The means of the inputs beyond the plane, at which maps hold them, (inputs - 2,)."""
        others = self.points.others
        return np.zeros(0) if others is None else others.mean(axis=0)

    def numbers_at(self, place: tuple[float, float]) -> tuple[float, float]:
        """Return the first two inputs at a place of the plane."""
        x1, x2 = on_sides(self.points.sides, np.array([place]))[0].tolist()
        return x1, x2

    def told(self, xy: npt.ArrayLike) -> Array:
        """Return what the network is told of points of the plane (n, 2): (n, features).

        Inputs beyond the plane are held at their means.
        """
        plane = on_sides(self.points.sides, np.asarray(xy, float))
        return told(self.features, np.hstack([plane, np.tile(self.middles, (len(plane), 1))]))


# Drawn once for each value: the same points are asked for by panels, views and training.
def _points(data: PointSet) -> Points:
    return _drawn(data, data.stamp())


@lru_cache(maxsize=32)
def _drawn(data: PointSet, stamp: Hashable) -> Points:
    return data.points()


def _rows(data: PointSet, split: Split) -> dict[str, npt.NDArray[np.intp]]:
    return _numbered(data, split, data.stamp())


@lru_cache(maxsize=8)
def _numbered(data: PointSet, split: Split, stamp: Hashable) -> dict[str, npt.NDArray[np.intp]]:
    points = _drawn(data, stamp)
    return split.rows(len(points), data.order(points))


def divided(data: PointSet, split: Split) -> dict[str, Points]:
    """Return the points of the parts: train, validation and test."""
    return _dealt(data, split, data.stamp())


@lru_cache(maxsize=8)
def _dealt(data: PointSet, split: Split, stamp: Hashable) -> dict[str, Points]:
    points = _drawn(data, stamp)
    return split.divide(points, data.order(points))

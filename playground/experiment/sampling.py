"""The samples of an experiment: drawn, divided and encoded, each once for every value that decides it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from playground.data.data_set import DataSet
from playground.data.features import Feature, features_of
from playground.data.samples import Points, Split
from playground.data.targets.base import Coding, Targets
from playground.engine.activations.base import Array
from playground.engine.outputs import Output


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples as the network sees them: inputs (n, features), targets (n, outputs), and their points."""

    inputs: Array
    targets: Array
    points: Points

    def __len__(self) -> int:
        return len(self.inputs)


# Drawn once for each value: the same points are asked for by panels, views and training.
def points_of(data: DataSet) -> Points:
    """Return all points, before they are divided."""
    return _drawn(data, data.stamp())


@lru_cache(maxsize=32)
def _drawn(data: DataSet, stamp: Hashable) -> Points:
    return data.points()


def rows_of(data: DataSet, split: Split) -> dict[str, npt.NDArray[np.intp]]:
    """Return where the samples of each part stand among all points."""
    return _numbered(data, split, data.stamp())


@lru_cache(maxsize=8)
def _numbered(data: DataSet, split: Split, stamp: Hashable) -> dict[str, npt.NDArray[np.intp]]:
    points = _drawn(data, stamp)
    return split.rows(len(points), data.order(points))


def divided(data: DataSet, split: Split) -> dict[str, Points]:
    """Return the points of the parts: train, validation and test."""
    return _dealt(data, split, data.stamp())


@lru_cache(maxsize=8)
def _dealt(data: DataSet, split: Split, stamp: Hashable) -> dict[str, Points]:
    points = _drawn(data, stamp)
    return split.divide(points, data.order(points))


def targets_of(points: Points, features: tuple[Feature, ...], output: Output) -> Targets:
    """Return what is to be predicted, as an output encodes it."""
    targets = points.targets
    meant = output.resolved(targets.automatic_output)
    coding = Coding(meant.low, meant.high, meant.one_each)
    return targets.bound(coding, tuple(feature.name for feature in features))


def samples_of(
    data: DataSet, split: Split, features: tuple[Feature, ...], output: Output
) -> Mapping[str, Samples]:
    """Return the samples of the parts: train, validation and test; their arrays are not to be written."""
    return _sampled(data, split, features, output, data.stamp())


@lru_cache(maxsize=4)
def _sampled(
    data: DataSet, split: Split, features: tuple[Feature, ...], output: Output, stamp: Hashable
) -> Mapping[str, Samples]:
    found = {}
    for name, points in _dealt(data, split, stamp).items():
        inputs = features_of(features, points.inputs)
        targets = targets_of(points, features, output).encode(points.truth, inputs)
        inputs.flags.writeable = targets.flags.writeable = False
        found[name] = Samples(inputs, targets, points)
    return found

"""The samples of an experiment: drawn, divided and encoded, each once for every value that decides it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.data.cache import Cache
from playground.data.data_set import DataSet
from playground.data.features import Feature, features_of
from playground.data.file_set import FileSet
from playground.data.samples import Points, Split
from playground.data.targets.base import Coding, Targets
from playground.data.targets.values import AS_IT_IS, Inputs, Scale
from playground.engine.activations.base import Array
from playground.engine.outputs import Output
from playground.engine.parameters import Shape


@dataclass(frozen=True, eq=False)
class Samples:
    """Samples as the network sees them: inputs (n, features), targets (n, outputs), and their points."""

    inputs: Array
    targets: Array
    points: Points

    @property
    def shape(self) -> Shape:
        """What flows into the network, for one sample."""
        return self.points.shape or self.inputs.shape[1:]

    def __len__(self) -> int:
        return len(self.inputs)


def _point_bytes(points: Points) -> int:
    return points.inputs.nbytes + points.truth.nbytes


# Points and samples are drawn once for each value that decides them: panels, views and training ask for the
# same ones. A key ends with the state of the data's file, so that a file that has changed is read again.
_FILE_STATES = Cache[Hashable](32)
"""The state in which each data set's file was read last."""
_DRAWN = Cache(32, _point_bytes)
_FITTED = Cache(32, _point_bytes)
_ROWS = Cache[dict[str, npt.NDArray[np.intp]]](8)
_DIVIDED = Cache[dict[str, Points]](8, lambda parts: sum(map(_point_bytes, parts.values())))
_SAMPLES = Cache[Mapping[str, Samples]](
    4, lambda parts: sum(part.inputs.nbytes + part.targets.nbytes for part in parts.values())
)


def _file_state(data: DataSet) -> Hashable:
    """Return the state of the file of data; if it is lost, the last one, so that a run keeps its samples."""
    if not isinstance(data, FileSet) or data.absent:
        return data.stamp()
    if data.lost:
        return _FILE_STATES.get(data, data.stamp)
    return _FILE_STATES.put(data, data.stamp())


def points_of(data: DataSet, split: Split) -> Points:
    """Return all points, before they are divided; what is fitted of them goes by those trained on."""
    return _fitted(data, split, _file_state(data))


def rows_of(data: DataSet, split: Split) -> dict[str, npt.NDArray[np.intp]]:
    """Return where the samples of each part stand among all points."""
    return _rows(data, split, _file_state(data))


def divided(data: DataSet, split: Split) -> dict[str, Points]:
    """Return the points of the parts: train, validation and test."""
    state = _file_state(data)
    return _DIVIDED.get((data, split, state), lambda: _divide(data, split, state))


def _drawn(data: DataSet, state: Hashable) -> Points:
    return _DRAWN.get((data, state), data.points)


def _fitted(data: DataSet, split: Split, state: Hashable) -> Points:
    drawn, rows = _drawn(data, state), _rows(data, split, state)["train"]
    return _FITTED.get((data, split, state), lambda: data.fitted(drawn, rows))


def _rows(data: DataSet, split: Split, state: Hashable) -> dict[str, npt.NDArray[np.intp]]:
    def divide() -> dict[str, npt.NDArray[np.intp]]:
        own_test = _test_of_its_own(data, split) is not None
        return data.divided_rows(_drawn(data, state), split.changed(test=0.0) if own_test else split)

    return _ROWS.get((data, split, state), divide)


def _divide(data: DataSet, split: Split, state: Hashable) -> dict[str, Points]:
    points, test = _fitted(data, split, state), _test_of_its_own(data, split)
    found = {name: points[rows] for name, rows in _rows(data, split, state).items()}
    return found if test is None else found | {"test": test}


def _test_of_its_own(data: DataSet, split: Split) -> Points | None:
    """Return the test set that comes with the data, if there is one and the split takes it."""
    return data.other_test() if split.takes_own_tests else None


def network_inputs(points: Points, features: tuple[Feature, ...]) -> Array:
    """Return what the network is given of points, (n, inputs): the features, or all inputs of a shape."""
    return points.inputs if points.shape is not None else features_of(features, points.inputs)


def inputs_at(
    points: Points, features: tuple[Feature, ...], places: npt.ArrayLike, held: tuple[float, ...]
) -> Array:
    """Return what the network is given at places of the plane (n, 2), (n, inputs). Raises ValueError."""
    if points.plane is None:
        raise ValueError("these samples do not lie in a plane")
    inputs = points.plane.holding(held).inputs(places)
    return inputs if points.shape is not None else features_of(features, inputs)


def network_input_names(points: Points, features: tuple[Feature, ...]) -> tuple[str, ...]:
    """Return what these inputs are called."""
    return points.names if points.shape is not None else tuple(feature.name for feature in features)


def targets_of(points: Points, features: tuple[Feature, ...], output: Output, reconstruct: bool) -> Targets:
    """Return what is to be predicted, as an output encodes it."""
    targets = Inputs(scales=_scales(points, features)) if reconstruct else points.targets
    meant = output.resolved(targets.automatic_output)
    coding = Coding(meant.low, meant.high, meant.one_each)
    return targets.bound(coding, _called(points, features))


def _scales(points: Points, features: tuple[Feature, ...]) -> tuple[Scale, ...]:
    """Return how what is given back was scaled; a function of inputs has no other unit than its own."""
    if points.shape is not None or not points.scales:
        return points.scales
    known = dict(enumerate(points.scales))
    return tuple(known.get(-1 if each.input is None else each.input, AS_IT_IS) for each in features)


def _called(points: Points, features: tuple[Feature, ...]) -> tuple[str, ...]:
    """Return what the network's inputs are called, by the data where they name them."""
    if points.shape is not None:
        return points.names
    named = {i: name for i, name in enumerate(points.input_names) if name}
    return tuple(named.get(-1 if each.input is None else each.input, each.name) for each in features)


def samples_of(
    data: DataSet, split: Split, features: tuple[Feature, ...], output: Output, reconstruct: bool
) -> Mapping[str, Samples]:
    """Return the samples of the parts: train, validation and test; their arrays are not to be written."""
    asked = data, split, features, output, reconstruct
    return _SAMPLES.get((*asked, _file_state(data)), lambda: _sampled(*asked))


def _sampled(
    data: DataSet, split: Split, features: tuple[Feature, ...], output: Output, reconstruct: bool
) -> Mapping[str, Samples]:
    found = {}
    for name, points in divided(data, split).items():
        inputs = network_inputs(points, features)
        targets = targets_of(points, features, output, reconstruct).encode(points.truth, inputs)
        inputs.flags.writeable = targets.flags.writeable = False
        found[name] = Samples(inputs, targets, points)
    return found

"""Columns that are predicted: as classes, or one or several as values."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from playground.data.file_set import Misfit
from playground.data.samples import Array
from playground.data.scaling import Scaling
from playground.data.tables.table import Column, number_names
from playground.data.targets.base import Targets
from playground.data.targets.classes import MOST_CLASSES, Classes
from playground.data.targets.values import Values
from playground.parts.counts import grouped
from playground.parts.text import shown

Labels = npt.NDArray[np.intp]


def classes_of(column: Column, rows: npt.NDArray[np.bool_]) -> tuple[Labels, Targets]:
    """Return the class (samples,) of the rows that are samples, and what the classes are. Raises Misfit."""
    if column.numbers is None:
        assert column.labels is not None
        labels, truth = np.unique(column.labels[rows], return_inverse=True)
        count, names = len(labels), tuple(column.words[i] for i in labels[:MOST_CLASSES])
    else:
        numbers, truth = np.unique(column.numbers[rows], return_inverse=True)
        count, names = len(numbers), number_names(numbers[:MOST_CLASSES].tolist(), column.digits)
    if not 2 <= count <= MOST_CLASSES:
        classes = "one class" if count == 1 else f"{grouped(count)} classes"
        advice = "" if column.numbers is None else "; take it as values"
        text = f"{shown(column.name)} has {classes}, and 2 to {MOST_CLASSES} can be predicted{advice}"
        raise Misfit("meaning", text)
    return truth.astype(np.intp), Classes(count, names)


def values_of(columns: Sequence[Column], rows: npt.NDArray[np.bool_]) -> tuple[Array, Targets]:
    """Return the values of the rows that are samples, (samples,) of one column. Raises Misfit."""
    found = list[Array]()
    for i, column in enumerate(columns):
        if column.numbers is None:
            text = f"{shown(column.name)} holds text"
            if i or len(columns) > 1:
                raise Misfit("more_targets" if i else "target", f"{text}, and several targets are values")
            raise Misfit("meaning", f"{text}: take it as classes")
        found.append(column.numbers[rows])
    truth = np.stack(found, axis=1) if len(found) > 1 else found[0]
    return truth, Values(len(found), tuple(column.name for column in columns))


def scaled(values: Values, truth: Array, scaling: Scaling) -> Values:
    """Return values with what the network sees of them fitted to the truth of those trained on.

    A unit is 1 where they do not vary: outputs must lead back to them.
    """
    shift, unit = scaling.fit(truth.reshape(len(truth), -1))
    pairs = zip(shift.tolist(), np.where(unit == 0.0, 1.0, unit).tolist(), strict=True)
    return Values(values.count, values.names, scales=tuple(pairs))

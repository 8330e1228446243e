"""Metrics: how good outputs are, of classes and of values."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Metrics(ABC):
    """How good the outputs for some samples are."""

    @property
    @abstractmethod
    def score(self) -> float:
        """One number, at most 1, which is perfect."""


@dataclass(frozen=True)
class ClassMetrics(Metrics):
    """How well classes were predicted; ``confusion[true][predicted]`` counts samples.

    Precision, recall and F1 are one number for each class, 0 where none was predicted, or none is true.
    """

    accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    precision: tuple[float, ...]
    recall: tuple[float, ...]
    f1: tuple[float, ...]

    @property
    def score(self) -> float:
        return self.accuracy


@dataclass(frozen=True)
class ValueMetrics(Metrics):
    """How near values were met: the share of variance explained (of all outputs together), the mean size of
    the errors, and the root of their mean square.

    Where each of several values has a unit of its own, ``each`` has them one by one, by name; R2 is then the
    mean of theirs, and the errors, which have no common unit, are not a number.
    """

    r2: float
    mae: float
    rmse: float
    each: dict[str, ValueMetrics] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return self.r2


def of_classes(true: npt.NDArray[np.intp], predicted: npt.NDArray[np.intp], classes: int) -> ClassMetrics:
    """Return the metrics of predicted labels (samples,), given the true ones."""
    confusion = np.bincount(true * classes + predicted, minlength=classes**2).reshape(classes, classes)
    right = np.diag(confusion).astype(float)
    precision = right / np.maximum(confusion.sum(axis=0), 1)
    recall = right / np.maximum(confusion.sum(axis=1), 1)
    both = precision + recall
    f1 = 2.0 * precision * recall / np.where(both > 0.0, both, 1.0)
    return ClassMetrics(
        accuracy=float(right.sum() / len(true)),
        confusion=tuple(tuple(row) for row in confusion.tolist()),
        precision=tuple(precision.tolist()),
        recall=tuple(recall.tolist()),
        f1=tuple(f1.tolist()),
    )


def of_values(targets: npt.NDArray[np.floating], outputs: npt.NDArray[np.floating]) -> ValueMetrics:
    """Return the metrics of outputs (samples, k).

    R2 is 0 where no target varies. Of several outputs it is that of all together: the mean of their own, each
    weighed by the variance of its target (scikit-learn's ``variance_weighted``).
    """
    with np.errstate(all="ignore"):  # after a divergence errors may be beyond all bounds
        error = outputs.astype(float) - targets
        square = float(np.mean(error**2))
        variance = float(np.mean((targets - targets.mean(axis=0)) ** 2))
    return ValueMetrics(
        r2=1.0 - square / variance if np.ptp(targets, axis=0).any() else 0.0,
        mae=float(np.mean(np.abs(error))),
        rmse=square**0.5,
    )

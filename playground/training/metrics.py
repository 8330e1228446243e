"""Metrics: what became of classes and of values, on train, validation and test samples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.engine.network import Network
from playground.experiment.experiment import Experiment


@dataclass(frozen=True)
class ClassMetrics:
    """How classes were told apart; ``confusion[true][told]`` counts samples.

    Precision, recall and F1 are one number for each class, 0 where nothing was told, or true, of it.
    """

    accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    precision: tuple[float, ...]
    recall: tuple[float, ...]
    f1: tuple[float, ...]


@dataclass(frozen=True)
class ValueMetrics:
    """How near values were met: the share of variance explained (of all outputs together), the mean size of
    the errors, and the root of their mean square.
    """

    r2: float
    mae: float
    rmse: float


def measure(network: Network, experiment: Experiment) -> dict[str, ClassMetrics | ValueMetrics]:
    """Return the metrics of every part of the samples that has any, by name."""
    found: dict[str, ClassMetrics | ValueMetrics] = {}
    for name, samples in experiment.samples.items():
        if len(samples):
            with np.errstate(all="ignore"):
                outputs = network.predict(samples.inputs)
            if experiment.classes:
                told = experiment.says.decide(outputs)
                found[name] = of_classes(samples.points.truth, told, experiment.classes)
            else:
                found[name] = of_values(samples.targets, outputs)
    return found


def of_classes(true: npt.NDArray[np.intp], told: npt.NDArray[np.intp], classes: int) -> ClassMetrics:
    """Return the metrics of labels (samples,) that were told, given the true ones."""
    confusion = np.bincount(true * classes + told, minlength=classes**2).reshape(classes, classes)
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


def of_values(targets: Array, outputs: Array) -> ValueMetrics:
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

"""Findings: what may be wrong with a run, with its numbers, what usually helps, and where it is seen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from playground.experiment.edits import edited, steps
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures
from playground.inspection.diagnosis import thresholds
from playground.inspection.layer_statistics import LayerStatistics, NetworkStatistics, Probe
from playground.parts.percentages import percent
from playground.training.training import Training

View = Literal["loss", "network", "gradients", "sequence", "features", "batch_size"]
"""Where a finding is to be seen: in a view, or in what is set."""


@dataclass(frozen=True)
class Remedy:
    """An edit that usually helps: values for paths such as ``optimizer.learning_rate``."""

    label: str
    """What it does, as a button says it."""
    values: tuple[tuple[str, Any], ...]

    def applied(self, experiment: Experiment) -> Experiment:
        """Return the edited experiment. Raises ValidationError, LookupError where it no longer fits."""
        for path, value in self.values:
            experiment = edited(experiment, steps(path), value)
        return experiment


@dataclass(frozen=True)
class Finding:
    """What is wrong, in a sentence with its numbers."""

    kind: str
    title: str
    text: str
    meaning: str
    """Why that is bad, in general."""
    view: View
    """What shows it."""
    layer: int | None
    """In which layer, from 0; None where it is not in one."""
    units: tuple[int, ...]
    """Which units of the layer, from 0; empty where it is not in some of them."""
    remedies: tuple[Remedy, ...]


@dataclass(frozen=True, eq=False)
class Case:
    """All that a diagnosis looks at."""

    experiment: Experiment
    rows: Sequence[Figures]
    """The history, from before the first epoch on, or from where weights were taken from a file."""
    layer_statistics: NetworkStatistics
    diverged: str = ""
    """How the run diverged, if it did."""

    @classmethod
    def of(cls, training: Training, layer_statistics: NetworkStatistics | None = None) -> Case:
        """Return the case of a training as it is now, which may be a moment that it went back to."""
        layer_statistics = (
            Probe(training).layer_statistics() if layer_statistics is None else layer_statistics
        )
        rows = tuple(row for row in training.history.rows if row.epoch <= training.epochs)
        return cls(training.experiment, rows, layer_statistics, training.diverged)

    @property
    def from_start(self) -> bool:
        """Whether the history tells of the initial weights."""
        return self.rows[0].epoch == 0

    @property
    def learned(self) -> bool:
        """Whether the training samples are learned well enough."""
        last = self.rows[-1]
        if last.train_accuracy is not None:
            return last.train_accuracy >= thresholds.LEARNED_ACCURACY
        if self.layer_statistics.explained is not None:
            return self.layer_statistics.explained >= thresholds.LEARNED_VARIANCE
        return (last.train_loss or 0.0) <= thresholds.LEARNED_LOSS * (self.rows[0].train_loss or 0.0)

    @property
    def level(self) -> str:
        """How well the training samples are learned, in words."""
        accuracy = self.rows[-1].train_accuracy
        if accuracy is not None:
            return f"the training accuracy is {percent(accuracy)}"
        if self.layer_statistics.explained is None:
            return "the training samples are not learned"
        explained = max(self.layer_statistics.explained, 0.0)
        return f"the outputs explain {percent(explained, 0)} of the variance of the training targets"

    @property
    def weighted(self) -> list[tuple[int, LayerStatistics]]:
        """The layers that have parameters, each with its position."""
        return [(i, layer) for i, layer in enumerate(self.layer_statistics.layers) if layer.parameters]

    @property
    def hidden(self) -> list[tuple[int, LayerStatistics]]:
        """The layers that have weights, but for the last, each with its position."""
        return [(i, layer) for i, layer in self.weighted if layer.distinct][:-1]


@dataclass(frozen=True)
class Evidence:
    """What a sign found: a sentence with its numbers, and where."""

    text: str
    layer: int | None = None
    units: tuple[int, ...] = ()


class Sign(ABC):
    """One thing that may be wrong. Its docstring says why that is bad; subclasses need not be listed."""

    kind: ClassVar[str]
    title: ClassVar[str]
    view: ClassVar[View]

    @abstractmethod
    def evidence(self, case: Case) -> Evidence | None:
        """Return what shows that it is wrong, or None."""

    @abstractmethod
    def remedies(self, case: Case, evidence: Evidence) -> Sequence[Remedy]:
        """Return what usually helps, the most usual first."""


def signs() -> dict[str, Sign]:
    """Return every sign by its kind."""
    return {sign.kind: sign() for sign in Sign.__subclasses__()}

"""Cross-validation: what several runs with other test sets come to, on average and how far apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.data.targets.metrics import Metrics, ValueMetrics


@dataclass(frozen=True, eq=False)
class CrossValidation:
    """The metrics of every fold, by the samples held back in it."""

    metrics: tuple[Metrics, ...]

    @property
    def scores(self) -> tuple[float, ...]:
        """The accuracy of every fold, or R2 of values."""
        return tuple(each.score for each in self.metrics)

    @property
    def mean(self) -> float:
        """The mean of the scores."""
        return float(np.mean(self.scores))

    @property
    def deviation(self) -> float:
        """The standard deviation of the scores, which are a sample: divided by one less than there are."""
        return float(np.std(self.scores, ddof=1))

    def mean_of(self, name: str, target: str = "") -> tuple[float, float]:
        """Return mean and deviation of another number of the metrics: accuracy, r2, mae, rmse.

        Of several values, one may be meant.
        """
        found = [
            float(getattr(each.each[target] if target and isinstance(each, ValueMetrics) else each, name))
            for each in self.metrics
        ]
        return float(np.mean(found)), float(np.std(found, ddof=1))

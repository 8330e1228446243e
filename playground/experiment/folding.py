"""An experiment in folds: as often as there are folds, each time with another of them as the test set."""

from __future__ import annotations

from playground.data.folds import Fold
from playground.experiment.experiment import Experiment


def folded(experiment: Experiment, folds: int) -> list[Experiment]:
    """Return the experiments, all with the same start. Raises ValueError for too few or too many folds."""
    count = len(experiment.points) - experiment.points.tests
    if not 2 <= folds <= count:
        raise ValueError(f"folds must be 2 to {count}, as many as there are samples, not {folds}")
    validation = experiment.split.validation
    return [
        experiment.changed(split=Fold(validation=validation, folds=folds, number=number + 1))
        for number in range(folds)
    ]

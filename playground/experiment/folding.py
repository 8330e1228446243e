"""An experiment in folds: as often as there are folds, each time with another of them as the test set."""

from __future__ import annotations

from playground.data.folds import Fold
from playground.experiment.experiment import Experiment


def folded(experiment: Experiment, folds: int) -> list[Experiment]:
    """Return the experiments, all with the same start. Raises ValueError for too few or too many folds."""
    validation = experiment.split.validation
    whole = experiment.changed(split=Fold(validation=validation, folds=2))
    count = sum(map(len, whole.rows.values())) - whole.points.added
    if not 2 <= folds <= count:
        raise ValueError(f"folds must be 2 to {count}, as many as there are samples, not {folds}")
    return [
        experiment.changed(split=Fold(validation=validation, folds=folds, number=number + 1))
        for number in range(folds)
    ]

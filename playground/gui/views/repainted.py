"""What painting makes of an experiment."""

from __future__ import annotations

from playground.data.painted import Painted
from playground.data.samples import Array
from playground.edits import with_fitting_end
from playground.experiment import Experiment

MOST_CLASSES = 8


def can_paint(experiment: Experiment) -> bool:
    """Return whether there are colours enough for the classes, and no lesson keeps the data as they are."""
    return experiment.classes <= MOST_CLASSES and "data" not in experiment.locked


def painted_rows(experiment: Experiment) -> Array:
    """Return the experiment's points as painted ones have them, (points, 3)."""
    data = experiment.data
    return (data if isinstance(data, Painted) else Painted.over(data)).rows


def repainted(experiment: Experiment, rows: Array) -> Experiment:
    """Return the experiment with these points; a class that is new makes one more."""
    classes = experiment.classes
    if classes:
        classes = max(classes, int(rows[:, 2].max(initial=0.0)) + 1)
    changed = experiment.changed(data=Painted.of(rows, classes, experiment.data.seed))
    return changed if classes == experiment.classes else with_fitting_end(changed, experiment.classes)

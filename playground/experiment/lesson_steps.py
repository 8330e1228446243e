"""What the steps of a lesson make of its experiment."""

from __future__ import annotations

from playground.experiment.edits import assigned
from playground.experiment.experiment import Experiment


def after(experiment: Experiment, steps: int) -> Experiment:
    """Return the experiment as its lesson has it after so many steps.

    Raises ValueError in one line if a setting cannot be replaced.
    """
    for step in experiment.lesson[:steps]:
        for assignment in step.do.set:
            experiment = assigned(experiment, assignment)
    return experiment

"""What the steps of a lesson make of its experiment."""

from __future__ import annotations

from playground.experiment.edits import assigned, differences
from playground.experiment.expectations.base import LessonState, every
from playground.experiment.expectations.becoming import Becomes
from playground.experiment.experiment import Experiment
from playground.experiment.figures import Figures

STARTS = ("seed", "data.seed")
"""Settings that draw another start."""


def after(experiment: Experiment, steps: int) -> Experiment:
    """Return the experiment as its lesson has it after so many steps.

    Raises ValueError in one line if a setting cannot be replaced.
    """
    for step in experiment.lesson[:steps]:
        for assignment in step.do.set:
            experiment = assigned(experiment, assignment)
    return experiment


def strayed(experiment: Experiment, step: int, now: Experiment) -> list[str]:
    """Return the paths of settings that are neither as a lesson has them before a step nor after it.

    Another start is no other way, nor is what the step waits for.
    Raises ValueError in one line if a setting cannot be replaced.
    """
    before, done = after(experiment, step), after(experiment, step + 1)
    changed = {path for path, _ in differences(before, now)}
    state = LessonState(now, Figures(0, 0))
    waiting = (each for each in every(experiment.lesson[step].expect) if isinstance(each, Becomes))
    allowed = {*STARTS, *(each.path.removesuffix(".kind") for each in waiting if each.met(state))}
    return [path for path, _ in differences(done, now) if path in changed and path not in allowed]

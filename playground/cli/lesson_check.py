"""A lesson played without a window, so that no step waits for what never comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playground.experiment.edits import assigned, keeps_weights
from playground.experiment.expectations.base import Seen, attended
from playground.experiment.experiment import Experiment
from playground.experiment.lesson_steps import after
from playground.experiment.lessons import LessonStep
from playground.experiment.problems import Problem, problems
from playground.experiment.view_names import unknown_view
from playground.microscope import trace
from playground.microscope.addresses import node
from playground.parts.counts import grouped
from playground.training.divergence import Diverged, Ended
from playground.training.training import Training


@dataclass(frozen=True)
class Scene:
    """One step as it was played."""

    step: LessonStep
    arriving: Seen
    """What was to be seen when the step began ..."""
    leaving: Seen
    """... and when all that it asks for was done, looked at and answered."""


def lesson_problems(experiment: Experiment) -> list[Problem]:
    """Return all that is wrong with a lesson: what cannot be set or shown, and waiting in vain."""
    return list(_problems(experiment))


def _problems(experiment: Experiment) -> Iterator[Problem]:
    known = problems(experiment)
    for i, step in enumerate(experiment.lesson):
        if step.look:
            blind = _blind(experiment, step)
            if blind:
                yield Problem(f"lesson[{i}].look", blind)
        for assignment in step.do.set:
            try:
                experiment = assigned(experiment, assignment)
            except ValueError as error:
                yield Problem(f"lesson[{i}].do.set", str(error))
        found = problems(experiment)
        for problem in found:
            if problem not in known:
                yield Problem(f"lesson[{i}].do.set", f"leads to {problem}")
        known = found
        misfits = {f"expect[{j}].": expect.misfit(experiment) for j, expect in enumerate(step.expect)}
        misfits[""] = unknown_view(step.view) if step.view else None
        for where, misfit in misfits.items():
            if misfit:
                yield Problem(f"lesson[{i}].{where}{misfit[0]}", misfit[1])


def _blind(experiment: Experiment, step: LessonStep) -> str:
    """Return why the microscope cannot look where a step says when it begins; empty if it can."""
    if step.view != "microscope":
        return 'it is not shown unless "view" is "microscope"'
    if problems(experiment):
        return ""
    try:
        node(trace(experiment), step.look)
    except ValueError as error:
        return str(error)
    return ""


def rehearse(experiment: Experiment) -> Iterator[Scene]:
    """Play a lesson without ``lesson_problems``: do what each step asks for, and look."""
    now, training, ended = experiment, Training(experiment), ""
    for i, step in enumerate(experiment.lesson):
        arriving = Seen(now, training.figures(), ended, (step.view,))
        before, now = now, after(experiment, i + 1)
        if step.do.afresh or not keeps_weights(before, now):
            training, ended = Training(now), ""
        elif now != before:
            training.revise(now)
            ended = ""
        try:
            while training.epochs < step.do.epoch and not ended:
                training.epoch()
            training.settle()
        except (Diverged, Ended) as error:
            ended = str(error)
        left = Seen(now, training.figures(), ended, (step.view,))
        yield Scene(step, arriving, attended(step.expect, left))


def disappointments(experiment: Experiment) -> list[Problem]:
    """Return what a lesson waits for in vain when it is played, or has before anything is done."""
    return list(_disappointments(experiment))


def _disappointments(experiment: Experiment) -> Iterator[Problem]:
    for i, scene in enumerate(rehearse(experiment)):
        where, expect = f"lesson[{i}].expect", scene.step.expect
        for each in expect:
            if not each.met(scene.leaving):
                epoch = grouped(scene.leaving.figures.epoch)
                yield Problem(where, f"not met by epoch {epoch}: {each.words()}")
        if scene.step.do and expect and scene.step.met(scene.arriving):
            yield Problem(where, f"met before anything is done: {scene.step.words()}")

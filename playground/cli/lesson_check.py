"""What is wrong with a lesson as it stands: what is misspelled, and what cannot be set, shown or met."""

from __future__ import annotations

import json
from collections.abc import Iterator

from playground.experiment.edits import assigned
from playground.experiment.expectations.base import Expectation, every
from playground.experiment.expectations.becoming import Becomes
from playground.experiment.experiment import Experiment
from playground.experiment.lessons import LessonStep
from playground.experiment.problems import Problem, problems
from playground.experiment.setting_words import setting_at
from playground.experiment.view_names import unknown_phase, unknown_view
from playground.microscope import Trace, trace
from playground.microscope.addresses import node
from playground.microscope.chain import chain


def lesson_problems(experiment: Experiment) -> list[Problem]:
    """Return all that is wrong with a lesson before it is played."""
    return list(_problems(experiment))


def _problems(experiment: Experiment) -> Iterator[Problem]:
    known = problems(experiment)
    for i, step in enumerate(experiment.lesson):
        found = [*_shown(experiment, step)]
        for assignment in step.do.set:
            try:
                experiment = assigned(experiment, assignment)
            except ValueError as error:
                found.append(Problem("do.set", str(error)))
        now = problems(experiment)
        found += [Problem("do.set", f"leads to {problem}") for problem in now if problem not in known]
        known = now
        traced = None if now else trace(experiment)
        for where, expectation in step.waiting.items():
            found += _unmet(experiment, traced, where, expectation)
        yield from (Problem(f"lesson[{i}].{problem.path}", problem.text) for problem in found)


def _shown(experiment: Experiment, step: LessonStep) -> Iterator[Problem]:
    """Yield why a step cannot show what it says when it begins."""
    if step.view and (unknown := unknown_view(step.view)):
        yield Problem(*unknown)
    if step.phase and (unknown := unknown_phase(step.phase)):
        yield Problem(*unknown)
    elif step.phase and not step.look:
        yield Problem("phase", 'it is the phase of a number, which "look" names')
    if not step.look:
        return
    if step.view not in ("microscope", "unit"):
        yield Problem("look", 'it is not shown unless "view" is "microscope" or "unit"')
    elif not problems(experiment):
        try:
            phases = [stage.name for stage in chain(trace(experiment), step.look).stages]
        except ValueError as error:
            yield Problem("look", str(error))
        else:
            if step.phase and step.phase not in phases and not unknown_phase(step.phase):
                yield Problem("phase", f"{step.look} has {', '.join(phases)}, but no {step.phase}")


def _unmet(
    experiment: Experiment, traced: Trace | None, where: str, expectation: Expectation
) -> Iterator[Problem]:
    """Yield why something that is waited for can never be met."""
    if misfit := expectation.misfit(experiment):
        yield Problem(f"{where}.{misfit[0]}", misfit[1])
        return
    for each in every((expectation,)):
        if isinstance(each, Becomes) and (refusal := _refused(experiment, each)):
            yield Problem(f"{where}.to", refusal)
        if traced is not None and each.pointed:
            try:
                node(traced, each.pointed[1])
            except ValueError as error:
                yield Problem(f"{where}.{each.pointed[0]}", str(error))


def _refused(experiment: Experiment, wait: Becomes) -> str:
    """Return why a setting that is there cannot have the value that is waited for; empty if it can."""
    try:
        setting_at(experiment, wait.path)
        assigned(experiment, f"{wait.path}={json.dumps(wait.to)}")
    except LookupError:
        return ""
    except ValueError as error:
        return str(error)
    return ""

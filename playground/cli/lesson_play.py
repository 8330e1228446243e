"""A lesson played without a window, so that no step waits for what never comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playground.experiment.edits import keeps_weights
from playground.experiment.expectations.base import LessonState, after_actions
from playground.experiment.experiment import Experiment
from playground.experiment.lesson_steps import after
from playground.experiment.lessons import LessonStep
from playground.experiment.problems import Problem
from playground.microscope.addresses import numbers
from playground.parts.counts import grouped
from playground.training.divergence import Diverged, Ended
from playground.training.training import Training

STARTS = 10
"""From so many starts a lesson is played ..."""
ENOUGH = 9
"""... and from so many each step must go as it says: one in ten may have bad luck."""


@dataclass(frozen=True)
class PlayedStep:
    """One step as it was played."""

    step: LessonStep
    arriving: LessonState
    """What was to be seen when the step began ..."""
    leaving: LessonState
    """... and when all that it asks for was done, looked at and answered."""

    @property
    def idle(self) -> bool:
        """Whether what it waits for is to be seen before anything is done.

        Where there is something to set or train, looking and answering alone must not be enough.
        """
        step, state = self.step, self.arriving
        if step.do:
            state = after_actions(step.expect, state)
        return bool(step.expect) and step.met(state)


def play_lesson(experiment: Experiment) -> Iterator[PlayedStep]:
    """Play a lesson without ``lesson_problems``: do what each step asks for, and look."""
    now, training, ended = experiment, Training(experiment), ""
    for i, step in enumerate(experiment.lesson):
        before, now = now, after(experiment, i + 1)
        arriving = _state(step, before, before, training, ended)
        if step.do.afresh or not keeps_weights(before, now):
            training, ended = Training(now), ""
        elif now != before:
            training.revise(now)
            ended = ""
        try:
            while training.epochs < step.do.epoch and not ended:
                training.epoch()
            training.check_finite()
        except (Diverged, Ended) as error:
            ended = str(error)
        yield PlayedStep(
            step, arriving, after_actions(step.expect, _state(step, before, now, training, ended))
        )


def _state(
    step: LessonStep, began: Experiment, now: Experiment, training: Training, ended: str
) -> LessonState:
    return LessonState(
        now,
        training.figures(),
        ended,
        (step.view,),
        numbers=numbers(training.network, step.pointed),
        address=step.look,
        phase=step.phase,
        began=began,
    )


def starts(experiment: Experiment) -> list[Experiment]:
    """Return the experiment from several starts, first from its own."""
    seeds = [experiment.seed, *(seed for seed in range(1, STARTS + 1) if seed != experiment.seed)]
    return [experiment.changed(seed=seed) for seed in seeds[:STARTS]]


def play_problems(experiment: Experiment) -> list[Problem]:
    """Return what a lesson waits for in vain when it is played, or has before anything is done.

    It is played from ten starts: from its own all must go as it says, from the others nearly always.
    """
    plays = [list(play_lesson(start)) for start in starts(experiment)]
    return [
        problem for i, played in enumerate(zip(*plays, strict=True)) for problem in _step_problems(i, played)
    ]


def _step_problems(number: int, played: tuple[PlayedStep, ...]) -> Iterator[Problem]:
    own, where = played[0], f"lesson[{number}].expect"
    epoch = grouped(own.leaving.figures.epoch)
    for each in own.step.expect:
        met = [each.met(step.leaving) for step in played]
        if not met[0]:
            yield Problem(where, f"not met by epoch {epoch}: {each.words()}")
        elif sum(met) < ENOUGH:
            yield Problem(where, f"met from {sum(met)} of {len(met)} starts only: {each.words()}")
    if own.idle:
        yield Problem(where, f"met before anything is done: {own.step.words()}")

"""Where a person is in a lesson: what each step began with, what was answered, and which steps are met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from playground.experiment.expectations.base import Answer, LessonState, every
from playground.experiment.expectations.becoming import Becomes
from playground.experiment.experiment import Experiment
from playground.experiment.lesson_steps import strayed
from playground.experiment.lessons import LessonStep

FIRST = "forward"
"""The phase at which the microscope begins."""


class LessonProgress:
    """Goes through the steps of an experiment's lesson. Nobody is held back: any step can be gone to."""

    def __init__(self, start: Experiment) -> None:
        self.start, self.steps = start, start.lesson
        self.index = 0
        self._state: LessonState | None = None
        self._arrived: LessonState | None = None  # what was there when the step was come to
        self._began: dict[int, LessonState] = {}  # the same for every step, at the last time that it was next
        self._answers: dict[int, dict[str, Answer]] = {}
        self._met: set[int] = set()
        self._touched = False  # whether anything has been done since the step began ...
        self._tried = False  # ... and more than to answer

    @property
    def step(self) -> LessonStep:
        """The step that it is at."""
        return self.steps[self.index]

    @property
    def last(self) -> bool:
        """Whether this is the last step."""
        return self.index >= len(self.steps) - 1

    @property
    def met(self) -> bool:
        """Whether the step's expectations have been met; once met they stay so, whatever the figures do."""
        return self.index in self._met

    @property
    def answers(self) -> Mapping[str, Answer]:
        """What was answered to the questions of the step."""
        return self._answers.get(self.index, {})

    @property
    def state(self) -> LessonState | None:
        """The present state, with the answers to this step and the experiment that it began with."""
        began = None if self._arrived is None else self._arrived.experiment
        return self._state and replace(self._state, answers=self.answers, began=began)

    @property
    def wanted(self) -> str:
        """The path of the first setting that the step waits for; empty if all of them are as it asks."""
        state = self.state
        waiting = [each for each in every(self.step.expect) if isinstance(each, Becomes)]
        return next((each.path for each in waiting if state is None or not each.met(state)), "")

    @property
    def hint(self) -> str:
        """The step's own word for what was done instead of what it asks for; empty if there is none."""
        state = self.state
        return "" if self.met or not self._tried or state is None else self.step.hint(state)

    @property
    def strayed(self) -> list[str]:
        """The paths of settings that are not as the lesson has them, once something was done in vain."""
        if self.met or not self._tried or self._state is None or not self.step.expect:
            return []
        now = self._state.experiment
        assert isinstance(now, Experiment)
        try:
            return strayed(self.start, self.index, now)
        except ValueError:  # the lesson itself is at fault, and says so when it is to do it
            return []

    def update_state(self, state: LessonState) -> None:
        """Check the expectations of the step against a new state."""
        self._state = state
        if self._arrived is None:
            self._arrived = self._began[self.index] = state
        self._tried = self._tried or self._differs(self._arrived, state)
        self._touched = self._touched or self._tried
        self._check()

    def forget(self) -> None:
        """Forget the state until there is another."""
        self._state = None

    def answer(self, asked: str, answer: Answer) -> None:
        """Take an answer to a question of the step."""
        self._answers.setdefault(self.index, {})[asked] = answer
        self._touched = True
        self._check()

    def go_on(self) -> None:
        """Go to the next step."""
        if self._state is not None:
            self._began[self.index + 1] = self._state
        self._go(self.index + 1)

    def go_back(self) -> LessonState | None:
        """Go to the step before, and return what it began with unless all is still so, as far as is known."""
        began, now = self._began.get(self.index - 1), self._state
        self._go(self.index - 1)
        if began is None:
            return None
        self._arrived = began
        return None if now is not None and _run(began) == _run(now) else began

    def _go(self, index: int) -> None:
        self.index = index
        self._arrived, self._touched, self._tried = self._state, False, False
        self._check()

    def _check(self) -> None:
        """What was there on arrival ticks nothing until something is done."""
        step, state = self.step, self.state
        if state is not None and (self._touched or not step.expect) and step.met(state):
            self._met.add(self.index)

    def _differs(self, then: LessonState, now: LessonState) -> bool:
        """Whether the person has done something; what the step itself brings to the front does not count."""
        step = self.step
        viewed = then.views != now.views and not step.view
        brought = step.look, step.phase or FIRST
        looked = (now.address, now.phase) not in ((then.address, then.phase), brought)
        known = then.numbers.keys() & now.numbers.keys()
        typed = any(then.numbers[address] != now.numbers[address] for address in known)
        return viewed or looked or typed or _run(then) != _run(now)


def _run(state: LessonState) -> tuple[object, str]:
    """Return what tells one run at one moment from another; as text, for NaN is not even like itself."""
    return state.experiment, repr(state.figures)

"""What a step of a lesson waits for: the family, and the state that its members are checked against."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from playground.experiment.figures import Figures
from playground.experiment.setup import Setup
from playground.parts.part import Part

Answer = str | float


@dataclass(frozen=True)
class LessonState:
    """The state of a lesson: the experiment, its run, the visible views, and the person's answers."""

    experiment: Setup
    figures: Figures
    ended: str = ""
    views: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """What was last answered to each question, by what it asks."""
    numbers: Mapping[str, float] = field(default_factory=dict)
    """Weights and biases by their addresses: those that a step is about."""
    address: str = ""
    """Of the number that the microscope shows ..."""
    phase: str = ""
    """... and the phase in which its current line stands."""
    began: Setup | None = None
    """The experiment as it was when the step began."""


class Expectation(Part, family="expectation"):
    """What a step of a lesson waits for."""

    @abstractmethod
    def met(self, state: LessonState) -> bool:
        """Return whether the state is as expected."""

    @abstractmethod
    def words(self) -> str:
        """Say what is waited for, to stand after "when"."""

    @property
    def pointed(self) -> tuple[str, str] | None:
        """The setting that names a number of the network, and the address that it has; None if none does."""
        return None

    @property
    def inner(self) -> tuple[Expectation, ...]:
        """Those that it is made of, if any."""
        return ()

    def misfit(self, experiment: Setup) -> tuple[str, str] | None:
        """Return (setting, reason) if it can never be met in this experiment."""
        return None

    def after_actions(self, state: LessonState) -> LessonState:
        """Return the state after the person has opened views and given answers as expected.

        Settings and figures, which only edits and training change, stay as they were.
        """
        return state


def every(expectations: Iterable[Expectation]) -> Iterator[Expectation]:
    """Yield expectations, and after each those that it is made of."""
    for each in expectations:
        yield each
        yield from every(each.inner)


def after_actions(expectations: Iterable[Expectation], state: LessonState) -> LessonState:
    """Return the state after the person has opened views and given answers as all of them expect."""
    for each in expectations:
        state = each.after_actions(state)
    return state

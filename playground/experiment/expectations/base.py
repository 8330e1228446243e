"""What is to be seen before a lesson goes on: the family, and what its members look at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from playground.experiment.figures import Figures
from playground.experiment.setup import Setup
from playground.parts.part import Part

Answer = str | float


@dataclass(frozen=True)
class Seen:
    """What an expectation looks at: the experiment, its run, what the person looks at and has answered."""

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
    """What is to be seen before a lesson goes on."""

    @abstractmethod
    def met(self, seen: Seen) -> bool:
        """Return whether it is to be seen."""

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

    def attended(self, seen: Seen) -> Seen:
        """Return what is to be seen after the person has looked and answered as it asks.

        What only settings and training bring about stays as it was.
        """
        return seen


def every(expectations: Iterable[Expectation]) -> Iterator[Expectation]:
    """Yield expectations, and after each those that it is made of."""
    for each in expectations:
        yield each
        yield from every(each.inner)


def attended(expectations: Iterable[Expectation], seen: Seen) -> Seen:
    """Return what is to be seen after the person has looked and answered as all of them ask."""
    for each in expectations:
        seen = each.attended(seen)
    return seen

"""How the learning rate changes while a run goes on: a factor for every step, 1 at the start or at the top.

Where PyTorch has the same schedule, its rule is followed; schedules that it moves by epochs move by epochs.
Those that it moves by steps go by the progress of the run, counted in steps: the epochs that were made, with
as many steps in each as an epoch has now, and the steps of the present one. As long as batches keep their
size that is the number of steps; where it changes, a run half through its epochs stays half through.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Literal

from playground.engine.activations.base import Array
from playground.engine.symbolic.expressions import Constant, Symbol, Term, number, symbol
from playground.parts.part import Part
from playground.parts.setting import setting

Factor = Callable[[int], Any]
Memory = dict[str, Array]


class Schedule(Part, family="schedule"):
    """How the learning rate changes while a run goes on."""

    observes: ClassVar[bool] = False
    """Whether it wants to see the loss after every epoch."""

    @abstractmethod
    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        """Return the function from the progress in steps to the factor, or None if that is always 1.

        ``memory`` is what ``start`` returned; a factor is a number or (P, 1).
        """

    @abstractmethod
    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        """Return the factor at a progress in steps as it is to be read, and what its symbols are.

        ``factor`` is what it was found to be, for schedules that remember it.
        """

    def start(self, population: int) -> Memory:
        """Return what the schedule has to remember, each array (P, 1)."""
        return {}

    def observe(self, loss: Array, rate: Any, memory: Memory) -> None:
        """Take note of the losses (P, 1) after an epoch; ``rate`` is the rate as it is set."""


class ConstantRate(Schedule):
    """The learning rate stays as it is set."""

    title = "Constant"
    kind: Literal["constant"] = "constant"

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        return None

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        return Constant(number(1.0)), "always the same"


def epoch_count(default: int, help: str, letter: str = "") -> int:
    """Declare a setting that counts epochs."""
    count: int = setting(default, help, ge=1, le=1_000_000, log=True, live=True, letter=letter)
    return count


def epochs_made(count: int) -> Symbol:
    """Return the number of epochs so far, as formulas write it."""
    return symbol("e", count, means="The number of epochs so far.")


def steps_made(steps: int) -> Symbol:
    """Return the number of steps so far, as formulas write it."""
    return symbol("i", steps, means="The number of steps so far, in batches of the present size.")


def falls_so_far(count: int) -> Symbol:
    """Return how often the rate has fallen, as formulas write it."""
    return symbol("k", count, means="How often the rate has fallen.")

"""A gradient check that goes on a little with every frame."""

from __future__ import annotations

import time
from dataclasses import dataclass

from playground.inspection.gradient_check import GradientCheck, checking
from playground.training.training import Training
from playground.worker.observer import Observer
from playground.worker.requests.base import Request

PORTION = 0.03
"""Seconds that a check may take of a frame: it is quick, and the window still moves."""


@dataclass(frozen=True)
class CheckProgress:
    """How far a gradient check is. It is of the network as it was when the check began."""

    epoch: int
    step: int
    done: int
    """How many parameters are compared ..."""
    parameters: int
    """... of how many."""
    found: GradientCheck | None
    """The result; None until it is done."""


class RunningCheck:
    """A gradient check in portions, of a copy of the network as it is now."""

    def __init__(self, training: Training) -> None:
        copy = training.network.copy()
        self._moment = training.epochs, training.steps
        self._parameters, self._done = copy.parameters.shape[1], 0
        self._portions = checking(training.experiment, copy)
        self._found: GradientCheck | None = None

    def go_on(self) -> CheckProgress:
        """Compare as many more portions as a frame has time for, unless all are."""
        late = time.perf_counter() + PORTION
        while self._found is None:
            try:
                self._done = next(self._portions)
            except StopIteration as end:
                self._done, self._found = self._parameters, end.value
            if time.perf_counter() >= late:
                break
        return CheckProgress(*self._moment, self._done, self._parameters, self._found)


@dataclass(frozen=True)
class CheckPortion(Request[CheckProgress]):
    """Some more of a gradient check; the first frame that does not ask for it ends the check."""

    number: int
    """Which check: another number begins anew."""

    def answer(self, observer: Observer) -> CheckProgress:
        return observer.carry(self, lambda: RunningCheck(observer.training)).go_on()

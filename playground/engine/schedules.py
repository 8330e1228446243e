"""How the learning rate changes while a run goes on: a factor for every step, 1 at the start or at the top.

Where PyTorch has the same schedule, its rule is followed; schedules that it moves by epochs move by epochs.
Those that it moves by steps go by the progress of the run, counted in steps: the epochs that were made, with
as many steps in each as an epoch has now, and the steps of the present one. As long as batches keep their
size that is the number of steps; where it changes, a run half through its epochs stays half through.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.symbolic.expressions import PI, Constant, Symbol, Term, number, symbol
from playground.engine.symbolic.functions import call, least
from playground.engine.symbolic.setting_symbols import chosen
from playground.parts.part import Part
from playground.parts.setting import setting

START, END = 1.0 / 25.0, 1.0 / 25.0 / 1e4
"""Where one cycle starts and ends, as PyTorch's does."""
LEAST_FALL = 1e-8
"""What ReduceLROnPlateau calls eps: a smaller change of the rate is not made."""
Factor = Callable[[int], Any]
Memory = dict[str, Array]


def _epochs(default: int, help: str, letter: str = "") -> int:
    count: int = setting(default, help, ge=1, le=1_000_000, log=True, live=True, letter=letter)
    return count


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


class StepRate(Schedule):
    """Falls by a factor at regular intervals (PyTorch's StepLR)."""

    title = "Step"
    kind: Literal["step"] = "step"
    every: int = _epochs(100, "Epochs between two steps.")
    gamma: float = setting(
        0.5, "Factor by which the rate falls each time.", gt=0.0, le=1.0, live=True, letter="γ"
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        return lambda step: self.gamma ** (step // per_epoch // self.every)

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        falls = _falls(step // per_epoch // self.every)
        return chosen(self, "gamma") ** falls, "it has fallen k times"


class ExponentialRate(Schedule):
    """Falls by a factor every epoch (PyTorch's ExponentialLR)."""

    title = "Exponential"
    kind: Literal["exponential"] = "exponential"
    gamma: float = setting(
        0.99, "Factor by which the rate falls in each epoch.", gt=0.0, le=1.0, live=True, letter="γ"
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        return lambda step: self.gamma ** (step // per_epoch)

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        return chosen(self, "gamma") ** _epochs_made(step // per_epoch), "after e epochs"


class CosineRate(Schedule):
    """Falls along half a cosine, then stays (PyTorch's CosineAnnealingLR, without its way back up)."""

    title = "Cosine"
    kind: Literal["cosine"] = "cosine"
    epochs: int = _epochs(300, "Epochs over which the rate falls.", "E")
    bottom: float = setting(
        0.0, "The final factor, which is the lowest.", ge=0.0, le=1.0, live=True, letter="f_end"
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        return lambda step: _wave(1.0, self.bottom, min(step // per_epoch / self.epochs, 1.0))

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        share = _epochs_made(step // per_epoch) / chosen(self, "epochs")
        wave = _wave_formula(1.0, chosen(self, "bottom"), least(share, 1))
        return wave, "after e of E epochs"


class OneCycleRate(Schedule):
    """Climbs, then falls far below its start, step by step (Smith 2018).

    PyTorch's OneCycleLR with cycle_momentum=False: a momentum stays as it is set.
    """

    title = "One cycle"
    kind: Literal["one-cycle"] = "one-cycle"
    epochs: int = _epochs(300, "Epochs of the whole cycle.")
    climb: float = setting(
        0.3, "Share of the cycle in which the rate climbs.", gt=0.0, lt=1.0, unit="%", live=True
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        steps = self.epochs * per_epoch
        top, last = self.climb * steps - 1.0, steps - 1.0

        def factor(step: int) -> float:
            if step <= top:
                return _wave(START, 1.0, step / top) if top > 0.0 else 1.0
            return _wave(1.0, END, min((step - top) / (last - top), 1.0))

        return factor

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        steps, made = self.epochs * per_epoch, _made(step)
        top, last = _top(self.climb * steps - 1.0), _last(steps - 1.0)
        if step <= top.number <= 0.0:
            return Constant(number(1.0)), "the climb has no steps"
        if step <= top.number:
            return _wave_formula(START, Constant(number(1.0)), made / top), "climbing, after i steps"
        share = least((made - top) / (last - top), 1)
        end = symbol("f", END, "end", means="The factor at the end.")
        return _wave_formula(1.0, end, share), "falling, after i steps"


class WarmUpCosineRate(Schedule):
    """Climbs evenly over the first epochs, then falls along half a cosine, step by step."""

    title = "Warm-up, cosine"
    kind: Literal["warm-up-cosine"] = "warm-up-cosine"
    warm_up: int = _epochs(10, "Epochs in which the rate climbs.")
    epochs: int = _epochs(300, "Epochs of the whole schedule.")

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        climb, steps = self.warm_up * per_epoch, self.epochs * per_epoch

        def factor(step: int) -> float:
            if step < climb:
                return (step + 1) / climb
            return _wave(1.0, 0.0, min((step - climb) / max(steps - climb, 1), 1.0))

        return factor

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        made, climb = _made(step), _top(self.warm_up * per_epoch)
        if step < climb.number:
            return (made + 1) / climb, "climbing, after i steps"
        last = _last(max(self.epochs * per_epoch, climb.number + 1))
        share = least((made - climb) / (last - climb), 1)
        return (1 + call("cos", np.cos, PI * share)) / 2, "falling, after i steps"


class PlateauRate(Schedule):
    """Falls when the loss has not improved for some epochs (PyTorch's ReduceLROnPlateau).

    It watches the validation loss, or the training loss where there are no validation samples. As in PyTorch,
    a fall of no more than 1e−8 is skipped.
    """

    observes = True
    title = "Reduce on plateau"
    kind: Literal["reduce-on-plateau"] = "reduce-on-plateau"
    gamma: float = setting(
        0.1, "Factor by which the rate falls each time.", gt=0.0, lt=1.0, live=True, letter="γ"
    )
    patience: int = setting(
        10, "Epochs without a better loss before the rate falls.", ge=0, le=10_000, log=True, live=True
    )
    threshold: float = setting(
        1e-4, "A loss counts as better if it is lower by this share.", ge=0.0, le=0.5, log=True, live=True
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        return lambda step: memory["factor"]

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        falls = round(math.log(factor) / math.log(self.gamma)) if factor > 0.0 else 0
        return chosen(self, "gamma") ** _falls(falls), "it has fallen k times"

    def start(self, population: int) -> Memory:
        shape = (population, 1)
        return {"best": np.full(shape, np.inf), "bad": np.zeros(shape), "factor": np.ones(shape)}

    def observe(self, loss: Array, rate: Any, memory: Memory) -> None:
        best, bad, factor = memory["best"], memory["bad"], memory["factor"]
        better = loss < best * (1.0 - self.threshold)
        best[...] = np.where(better, loss, best)
        bad[...] = np.where(better, 0.0, bad + 1.0)
        tired = bad > self.patience
        fallen = factor * self.gamma
        factor[...] = np.where(tired & (rate * (factor - fallen) > LEAST_FALL), fallen, factor)
        bad[...] = np.where(tired, 0.0, bad)


def _falls(count: int) -> Symbol:
    return symbol("k", count, means="How often the rate has fallen.")


def _epochs_made(count: int) -> Symbol:
    return symbol("e", count, means="The number of epochs so far.")


def _made(steps: int) -> Symbol:
    return symbol("i", steps, means="The number of steps so far, in batches of the present size.")


def _top(steps: float) -> Symbol:
    return symbol("i", steps, "top", means="The number of steps after which the rate is highest.")


def _last(steps: float) -> Symbol:
    return symbol("i", steps, "last", means="The number of steps after which the schedule ends.")


def _wave(start: float, end: float, share: float) -> float:
    """Go from ``start`` to ``end`` along half a cosine."""
    return end + (start - end) * (1.0 + math.cos(math.pi * share)) / 2.0


def _wave_formula(start: float, end: Term, share: Term) -> Term:
    """Return the same as it is to be read."""
    return end + (start - end) * ((1 + call("cos", np.cos, PI * share)) / 2)

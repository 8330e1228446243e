"""Rates that rise before they fall."""

from __future__ import annotations

from typing import Literal

import numpy as np

from playground.engine.schedules.base import Factor, Memory, Schedule, epoch_count, steps_made
from playground.engine.schedules.half_cosine import half_cosine, half_cosine_formula
from playground.engine.symbolic.expressions import PI, Constant, Symbol, Term, number, symbol
from playground.engine.symbolic.functions import call, minimum
from playground.parts.setting import setting

START, END = 1.0 / 25.0, 1.0 / 25.0 / 1e4
"""Where one cycle starts and ends, as PyTorch's does."""


class OneCycleRate(Schedule):
    """Climbs, then falls far below its start, step by step (Smith 2018).

    PyTorch's OneCycleLR with cycle_momentum=False: a momentum stays as it is set.
    """

    title = "One cycle"
    kind: Literal["one-cycle"] = "one-cycle"
    epochs: int = epoch_count(300, "Epochs of the whole cycle.")
    climb: float = setting(
        0.3, "Share of the cycle in which the rate climbs.", gt=0.0, lt=1.0, unit="%", live=True
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        steps = self.epochs * per_epoch
        top, last = self.climb * steps - 1.0, steps - 1.0

        def factor(step: int) -> float:
            if step <= top:
                return half_cosine(START, 1.0, step / top) if top > 0.0 else 1.0
            return half_cosine(1.0, END, min((step - top) / (last - top), 1.0))

        return factor

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        steps, made = self.epochs * per_epoch, steps_made(step)
        top, last = _top(self.climb * steps - 1.0), _last(steps - 1.0)
        if step <= top.number <= 0.0:
            return Constant(number(1.0)), "the climb has no steps"
        if step <= top.number:
            return half_cosine_formula(START, Constant(number(1.0)), made / top), "climbing, after i steps"
        share = minimum((made - top) / (last - top), 1)
        end = symbol("f", END, "end", means="The factor at the end.")
        return half_cosine_formula(1.0, end, share), "falling, after i steps"


class WarmUpCosineRate(Schedule):
    """Climbs evenly over the first epochs, then falls along half a cosine, step by step."""

    title = "Warm-up, cosine"
    kind: Literal["warm-up-cosine"] = "warm-up-cosine"
    warm_up: int = epoch_count(10, "Epochs in which the rate climbs.")
    epochs: int = epoch_count(300, "Epochs of the whole schedule.")

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        climb, steps = self.warm_up * per_epoch, self.epochs * per_epoch

        def factor(step: int) -> float:
            if step < climb:
                return (step + 1) / climb
            return half_cosine(1.0, 0.0, min((step - climb) / max(steps - climb, 1), 1.0))

        return factor

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        made, climb = steps_made(step), _top(self.warm_up * per_epoch)
        if step < climb.number:
            return (made + 1) / climb, "climbing, after i steps"
        last = _last(max(self.epochs * per_epoch, climb.number + 1))
        share = minimum((made - climb) / (last - climb), 1)
        return (1 + call("cos", np.cos, PI * share)) / 2, "falling, after i steps"


def _top(steps: float) -> Symbol:
    return symbol("i", steps, "top", means="The number of steps after which the rate is highest.")


def _last(steps: float) -> Symbol:
    return symbol("i", steps, "last", means="The number of steps after which the schedule ends.")

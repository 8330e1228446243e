"""How the learning rate changes, as Python: a function of the steps made, whatever the library."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.schedules.base import ConstantRate, Schedule
from playground.engine.schedules.cycles import END, START, OneCycleRate, WarmUpCosineRate
from playground.engine.schedules.decays import CosineRate, ExponentialRate, StepRate
from playground.engine.schedules.plateau import LEAST_FALL, PlateauRate

HALF_COSINE = '''
def half_cosine(start, end, share):
    """Go from start to end along half a cosine."""
    return end + (start - end) * (1.0 + math.cos(math.pi * share)) / 2.0
'''
FUNCTION = '''
def learning_rate(step):
    """Return the learning rate of a step; steps are counted from 0."""
'''
FALLING = '''
class FallingRate:
    """A learning rate that falls when the loss has not improved for some epochs."""

    def __init__(self):
        self.rate, self.best, self.bad = RATE, math.inf, 0

    def __call__(self, step):
        return self.rate

    def observe(self, loss):
        """Take note of the loss after an epoch."""
        if loss < self.best * SHARE:
            self.best, self.bad = loss, 0
        else:
            self.bad += 1
        if self.bad > PATIENCE:
            fallen, self.bad = self.rate * GAMMA, 0
            self.rate = fallen if self.rate - fallen > LEAST else self.rate
'''


@singledispatch
def rate_source(schedule: Schedule, rate: float, per_epoch: int) -> str:
    """Return what computes ``learning_rate(step)``; nothing where it stays as it is.

    ``rate`` is the optimizer's, ``per_epoch`` the steps of an epoch. Raises LookupError for a schedule that
    nobody has spelled out.
    """
    raise LookupError(f"{schedule.title} has no counterpart in a script.")


@rate_source.register
def _(schedule: ConstantRate, rate: float, per_epoch: int) -> str:
    return ""


@rate_source.register
def _(schedule: StepRate, rate: float, per_epoch: int) -> str:
    return (
        f"{FUNCTION}    return {rate!r} * {schedule.gamma!r} ** (step // {per_epoch} // {schedule.every})\n"
    )


@rate_source.register
def _(schedule: ExponentialRate, rate: float, per_epoch: int) -> str:
    return f"{FUNCTION}    return {rate!r} * {schedule.gamma!r} ** (step // {per_epoch})\n"


@rate_source.register
def _(schedule: CosineRate, rate: float, per_epoch: int) -> str:
    share = f"    share = min(step // {per_epoch} / {schedule.epochs}, 1.0)\n"
    factor = f"half_cosine(1.0, {schedule.bottom!r}, share)"
    return f"{HALF_COSINE}\n{FUNCTION}{share}    return {rate!r} * {factor}\n"


@rate_source.register
def _(schedule: OneCycleRate, rate: float, per_epoch: int) -> str:
    steps = schedule.epochs * per_epoch
    top, last = schedule.climb * steps - 1.0, steps - 1.0
    climb = (
        f"    if step <= {top!r}:\n        return {rate!r} * half_cosine({START!r}, 1.0, step / {top!r})\n"
    )
    apart = f"step - {top!r}" if top >= 0.0 else f"step + {-top!r}"
    fall = f"    share = min(({apart}) / {last - top!r}, 1.0)\n"
    fall += f"    return {rate!r} * half_cosine(1.0, {END!r}, share)\n"
    return f"{HALF_COSINE}\n{FUNCTION}{climb if top > 0.0 else ''}{fall}"


@rate_source.register
def _(schedule: WarmUpCosineRate, rate: float, per_epoch: int) -> str:
    climb, steps = schedule.warm_up * per_epoch, schedule.epochs * per_epoch
    first = f"    if step < {climb}:\n        return {rate!r} * (step + 1) / {climb}\n"
    fall = f"    share = min((step - {climb}) / {max(steps - climb, 1)}, 1.0)\n"
    return f"{HALF_COSINE}\n{FUNCTION}{first}{fall}    return {rate!r} * half_cosine(1.0, 0.0, share)\n"


@rate_source.register
def _(schedule: PlateauRate, rate: float, per_epoch: int) -> str:
    found = FALLING.replace("RATE", repr(rate)).replace("SHARE", repr(1.0 - schedule.threshold))
    found = found.replace("PATIENCE", str(schedule.patience)).replace("GAMMA", repr(schedule.gamma))
    return found.replace("LEAST", repr(LEAST_FALL))

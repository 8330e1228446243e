"""Rates that only fall: in steps, by a factor, along a cosine."""

from __future__ import annotations

from typing import Literal

from playground.engine.schedules.base import Factor, Memory, Schedule, epoch_count, epochs_made, falls_so_far
from playground.engine.schedules.half_cosine import half_cosine, half_cosine_formula
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.functions import minimum
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import setting


class StepRate(Schedule):
    """Falls by a factor at regular intervals (PyTorch's StepLR)."""

    title = "Step"
    kind: Literal["step"] = "step"
    every: int = epoch_count(100, "Epochs between two steps.")
    gamma: float = setting(
        0.5, "Factor by which the rate falls each time.", gt=0.0, le=1.0, live=True, letter="γ"
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        return lambda step: self.gamma ** (step // per_epoch // self.every)

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        falls = falls_so_far(step // per_epoch // self.every)
        return setting_symbol(self, "gamma") ** falls, "it has fallen k times"


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
        return setting_symbol(self, "gamma") ** epochs_made(step // per_epoch), "after e epochs"


class CosineRate(Schedule):
    """Falls along half a cosine, then stays (PyTorch's CosineAnnealingLR, without its way back up)."""

    title = "Cosine"
    kind: Literal["cosine"] = "cosine"
    epochs: int = epoch_count(300, "Epochs over which the rate falls.", "E")
    bottom: float = setting(
        0.0, "The final factor, which is the lowest.", ge=0.0, le=1.0, live=True, letter="f_end"
    )

    def bind(self, per_epoch: int, memory: Memory) -> Factor | None:
        return lambda step: half_cosine(1.0, self.bottom, min(step // per_epoch / self.epochs, 1.0))

    def formula(self, step: int, per_epoch: int, factor: float) -> tuple[Term, str]:
        share = epochs_made(step // per_epoch) / setting_symbol(self, "epochs")
        factor_formula = half_cosine_formula(1.0, setting_symbol(self, "bottom"), minimum(share, 1))
        return factor_formula, "after e of E epochs"

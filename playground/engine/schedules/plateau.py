"""A rate that falls when the loss no longer does."""

from __future__ import annotations

import math
from typing import Any, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.schedules.base import Factor, Memory, Schedule, falls_so_far
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import setting

LEAST_FALL = 1e-8
"""What ReduceLROnPlateau calls eps: a smaller change of the rate is not made."""


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
        return setting_symbol(self, "gamma") ** falls_so_far(falls), "it has fallen k times"

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

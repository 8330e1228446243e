"""Optimizers for which only signs count, not sizes."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.optimizers.base import Evaluate, Optimizer, State, Update, lerp
from playground.engine.optimizers.shared_settings import own_decay, rate
from playground.engine.symbolic.expressions import Line
from playground.engine.symbolic.functions import maximum, minimum, sign, where_less
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.engine.symbolic.update_lines import MEANS, OptimizerStep, intermediate, new_state
from playground.parts.setting import setting

SIZE = "The size of the step."
AGREEMENT = "The gradient times the one before: above 0 where the sign has held, below 0 where it has turned."
HELD = "The gradient, or 0 where its sign has turned."
AFTER_A_TURN = "The gradient that the next step compares with; after a turn the {} stays for one step."


class Rprop(Optimizer):
    """Only the signs count: steps grow while a sign holds and shrink when it turns (Riedmiller, Braun 1993).

    For whole training sets; with small batches the signs are noise.
    """

    title = "RProp"
    state_names = ("before", "size")
    kind: Literal["rprop"] = "rprop"
    learning_rate: float = rate(0.01)
    shrink: float = setting(
        0.5,
        "Factor by which a step shrinks when the sign of its gradient changes.",
        gt=0.0,
        lt=1.0,
        live=True,
        letter="down",
    )
    grow: float = setting(
        1.2,
        "Factor by which a step grows while the sign of its gradient stays.",
        gt=1.0,
        le=5.0,
        live=True,
        letter="up",
    )
    least: float = setting(
        1e-6,
        "The smallest size of a step.",
        label="Smallest step",
        gt=0.0,
        le=1.0,
        log=True,
        live=True,
        letter="s_min",
    )
    most: float = setting(
        50.0,
        "The largest size of a step.",
        label="Largest step",
        gt=0.0,
        le=1000.0,
        log=True,
        live=True,
        letter="s_max",
    )

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        before, size = state["before"], state["size"]
        change = np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            if t == 1:
                size[...] = rate
            np.multiply(gradient, before, out=change)
            turned = change < 0.0
            np.multiply(size, self.grow, out=size, where=change > 0.0)
            np.multiply(size, self.shrink, out=size, where=turned)
            np.clip(size, self.least, self.most, out=size)
            np.copyto(before, gradient)
            np.copyto(before, 0.0, where=turned)  # after a turn the parameter stays for one step
            np.sign(before, out=change)
            np.multiply(change, size, out=change)
            np.subtract(parameters, change, out=parameters)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        size = step.rate if step.t == 1 else step.old("size", "s", SIZE)
        grown, shrunk = size * setting_symbol(self, "grow"), size * setting_symbol(self, "shrink")
        agreement = intermediate("q", step.g * step.old("before", "h", HELD), AGREEMENT)
        yield agreement
        least_size, most_size = setting_symbol(self, "least"), setting_symbol(self, "most")
        found = where_less(0, agreement.left, grown, where_less(agreement.left, 0, shrunk, size))
        s = new_state("size", "s", minimum(most_size, maximum(least_size, found)), SIZE)
        yield s
        note = AFTER_A_TURN.format(step.called)
        h = new_state("before", "h", where_less(agreement.left, 0, 0, step.g), note, means=HELD)
        yield h
        yield step.new(step.w - sign(h.left) * s.left, "Only the sign of the gradient counts.")


class Lion(Optimizer):
    """Steps of one size in the direction of the momentum's sign (Chen et al. 2023)."""

    state_names = ("mean",)
    kind: Literal["lion"] = "lion"
    learning_rate: float = rate(0.0001)
    beta_1: float = setting(
        0.9, "Share of the mean gradient in the direction.", ge=0.0, lt=1.0, live=True, letter="β_1"
    )
    beta_2: float = setting(
        0.99, "Share of the mean gradient that is kept.", ge=0.0, lt=1.0, live=True, letter="β_2"
    )
    decay: float = own_decay(0.0)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        beta_1, beta_2, decay, mean = self.beta_1, self.beta_2, self.decay, state["mean"]
        change = np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            np.subtract(mean, gradient, out=change)
            np.multiply(change, beta_1, out=change)
            np.add(change, gradient, out=change)
            np.sign(change, out=change)
            np.multiply(change, rate, out=change)
            np.multiply(parameters, 1.0 - rate * decay, out=parameters)
            np.subtract(parameters, change, out=parameters)
            lerp(mean, gradient, beta_2, change)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        beta_1, beta_2 = setting_symbol(self, "beta_1"), setting_symbol(self, "beta_2")
        decay, old = setting_symbol(self, "decay"), step.old("mean", "m", MEANS)
        d = intermediate(
            "d", beta_1 * old + (1 - beta_1) * step.g, "The direction: the mean, and the gradient in it."
        )
        yield d
        yield step.mean("mean", "m", beta_2, step.g, MEANS)
        shrunk = step.w * (1 - step.rate * decay)
        yield step.new(
            shrunk - step.rate * sign(d.left),
            "The {} takes a step of one size, whatever the size of its gradient.",
        )

"""Optimizers that scale every parameter's step by the size of its own gradients."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.optimizers.base import Evaluate, Optimizer, State, Update, mix, scalar
from playground.engine.optimizers.shared_settings import rate, tiny
from playground.engine.symbolic.expressions import Line
from playground.engine.symbolic.functions import sqrt
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.engine.symbolic.update_lines import SCALED, SQUARES, OptimizerStep, intermediate, new_state
from playground.parts.setting import setting


class RMSProp(Optimizer):
    """Every parameter gets a step scaled by the recent size of its own gradient (Hinton 2012)."""

    title = "RMSProp"
    state_names = ("square",)
    kind: Literal["rmsprop"] = "rmsprop"
    learning_rate: float = rate(0.01)
    alpha: float = setting(
        0.99, "Share of the mean square that is kept.", ge=0.0, lt=1.0, live=True, letter="α"
    )
    epsilon: float = tiny(1e-8)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        old, new = scalar(gradient, self.alpha), scalar(gradient, 1.0 - self.alpha)
        epsilon, step = scalar(gradient, self.epsilon), scalar(gradient)
        square, change = state["square"], np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            step[...] = rate
            np.multiply(gradient, gradient, change)
            np.multiply(change, new, change)
            np.multiply(square, old, square)
            np.add(square, change, square)
            np.sqrt(square, change)
            np.add(change, epsilon, change)
            np.divide(gradient, change, change)
            np.multiply(change, step, change)
            np.subtract(parameters, change, parameters)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        alpha, epsilon = setting_symbol(self, "alpha"), setting_symbol(self, "epsilon")
        s = step.mean("square", "s", alpha, step.g**2, SQUARES)
        yield s
        yield step.new(step.w - step.rate * step.g / (sqrt(s.left) + epsilon), SCALED)


SUM = "The sum of all squared gradients so far."
STEPS = "The running mean of the squared steps."


class Adagrad(Optimizer):
    """Steps shrink with the sum of all squared gradients so far (Duchi et al. 2011)."""

    title = "AdaGrad"
    state_names = ("sum",)
    kind: Literal["adagrad"] = "adagrad"
    learning_rate: float = rate(0.01)
    epsilon: float = tiny(1e-10)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        epsilon, total, change = self.epsilon, state["sum"], np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            np.multiply(gradient, gradient, out=change)
            np.add(total, change, out=total)
            np.sqrt(total, out=change)
            np.add(change, epsilon, out=change)
            np.divide(gradient, change, out=change)
            np.multiply(change, rate, out=change)
            np.subtract(parameters, change, out=parameters)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        s = new_state("sum", "s", step.old("sum", "s", SUM) + step.g**2, SUM)
        yield s
        yield step.new(step.w - step.rate * step.g / (sqrt(s.left) + setting_symbol(self, "epsilon")), SCALED)


class Adadelta(Optimizer):
    """Scales each step by the size of earlier steps (Zeiler 2012)."""

    title = "AdaDelta"
    state_names = ("square", "step_square")
    kind: Literal["adadelta"] = "adadelta"
    learning_rate: float = rate(1.0)
    rho: float = setting(
        0.9, "Share of both mean squares that is kept.", ge=0.0, lt=1.0, live=True, letter="ρ"
    )
    epsilon: float = setting(
        1e-6,
        "A small number that starts the first steps and keeps the division finite.",
        gt=0.0,
        le=0.1,
        log=True,
        live=True,
        letter="ε",
    )

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        rho, epsilon = self.rho, self.epsilon
        square, steps = state["square"], state["step_square"]
        change, share = np.empty_like(gradient), np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            mix(square, gradient, rho, share)
            np.add(steps, epsilon, out=change)
            np.sqrt(change, out=change)
            np.add(square, epsilon, out=share)
            np.sqrt(share, out=share)
            np.divide(change, share, out=change)
            np.multiply(change, gradient, out=change)
            mix(steps, change, rho, share)
            np.multiply(change, rate, out=change)
            np.subtract(parameters, change, out=parameters)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        rho, epsilon = setting_symbol(self, "rho"), setting_symbol(self, "epsilon")
        u_old = step.old("step_square", "u", STEPS)
        s = step.mean("square", "s", rho, step.g**2, SQUARES)
        yield s
        d = intermediate(
            "d",
            sqrt(u_old + epsilon) / sqrt(s.left + epsilon) * step.g,
            "The gradient, scaled by the size of earlier steps.",
        )
        yield d
        yield step.mean("step_square", "u", rho, d.left**2, STEPS)
        yield step.new(
            step.w - step.rate * d.left, "The {} goes down in this direction by the learning rate."
        )

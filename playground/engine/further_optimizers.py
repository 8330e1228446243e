"""Optimizers beyond the plain ones: momentum that looks ahead, and steps scaled by what has been."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from playground.engine.activations import Array
from playground.engine.chosen import chosen
from playground.engine.formulas import Line, sqrt
from playground.engine.optimizer_settings import rate, tiny, velocity_kept
from playground.engine.optimizers import Evaluate, Optimizer, State, Update, mix
from playground.engine.rule_lines import ROLLS, SCALED, SQUARES, VELOCITY, Stepped, between, remember
from playground.parts import setting

SUM = "The sum of all squared gradients so far."
STEPS = "The running mean of the squared steps."


class Nesterov(Optimizer):
    """Momentum that looks ahead: the gradient is added once more to the velocity (PyTorch's nesterov)."""

    remembers = ("velocity",)
    kind: Literal["nesterov"] = "nesterov"
    learning_rate: float = rate(0.001)
    momentum: float = velocity_kept(0.9)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        momentum, velocity, change = self.momentum, state["velocity"], np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            np.multiply(velocity, momentum, out=velocity)
            np.add(velocity, gradient, out=velocity)
            np.multiply(velocity, momentum, out=change)
            np.add(change, gradient, out=change)
            np.multiply(change, rate, out=change)
            np.subtract(parameters, change, out=parameters)

        return update

    def formula(self, step: Stepped) -> Iterator[Line]:
        share = chosen(self, "momentum")
        v = remember("velocity", "v", share * step.old("velocity", "v", VELOCITY) + step.g, ROLLS, VELOCITY)
        yield v
        ahead = step.g + share * v.left
        yield step.new(step.w - step.rate * ahead, "The gradient is added once more to the velocity.")


class Adagrad(Optimizer):
    """Steps shrink with the sum of all squared gradients so far (Duchi et al. 2011)."""

    title = "AdaGrad"
    remembers = ("sum",)
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

    def formula(self, step: Stepped) -> Iterator[Line]:
        s = remember("sum", "s", step.old("sum", "s", SUM) + step.g**2, SUM)
        yield s
        yield step.new(step.w - step.rate * step.g / (sqrt(s.left) + chosen(self, "epsilon")), SCALED)


class Adadelta(Optimizer):
    """Scales each step by the size of earlier steps (Zeiler 2012)."""

    title = "AdaDelta"
    remembers = ("square", "step_square")
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

    def formula(self, step: Stepped) -> Iterator[Line]:
        rho, epsilon = chosen(self, "rho"), chosen(self, "epsilon")
        u_old = step.old("step_square", "u", STEPS)
        s = step.mean("square", "s", rho, step.g**2, SQUARES)
        yield s
        d = between(
            "d",
            sqrt(u_old + epsilon) / sqrt(s.left + epsilon) * step.g,
            "The gradient, scaled by the size of earlier steps.",
        )
        yield d
        yield step.mean("step_square", "u", rho, d.left**2, STEPS)
        yield step.new(
            step.w - step.rate * d.left, "The {} goes down in this direction by the learning rate."
        )

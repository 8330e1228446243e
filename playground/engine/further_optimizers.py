"""Optimizers beyond the plain ones: momentum that looks ahead, and steps scaled by what has been."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from playground.engine.activations import Array
from playground.engine.formulas import Line, sqrt, symbol
from playground.engine.optimizers import Evaluate, Optimizer, State, Update, mix, rate
from playground.engine.rule_lines import SCALED, SQUARES, VELOCITY, Stepped, between, remember
from playground.parts import setting


class Nesterov(Optimizer):
    """Momentum that looks ahead: the gradient counts once more beside the velocity (PyTorch's nesterov)."""

    remembers = ("velocity",)
    kind: Literal["nesterov"] = "nesterov"
    learning_rate: float = rate(0.001)
    momentum: float = setting(0.9, "Share of the velocity that is kept.", ge=0.0, lt=1.0, live=True)

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
        share = symbol("μ", self.momentum)
        v = remember("velocity", "v", share * step.old("velocity", "v") + step.g, VELOCITY)
        yield v
        ahead = step.g + share * v.left
        yield step.new(step.w - step.rate * ahead, "The gradient counts once more beside the velocity.")


class Adagrad(Optimizer):
    """Steps shrink with the sum of all squared gradients so far (Duchi et al. 2011)."""

    title = "AdaGrad"
    remembers = ("sum",)
    kind: Literal["adagrad"] = "adagrad"
    learning_rate: float = rate(0.01)
    epsilon: float = setting(1e-10, "Keeps the division finite.", gt=0.0, le=0.1, log=True, live=True)

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
        s = remember("sum", "s", step.old("sum", "s") + step.g**2, "The sum of all squared gradients so far.")
        yield s
        yield step.new(step.w - step.rate * step.g / (sqrt(s.left) + symbol("ε", self.epsilon)), SCALED)


class Adadelta(Optimizer):
    """Scales each step by the size of earlier steps, so that units agree (Zeiler 2012)."""

    title = "AdaDelta"
    remembers = ("square", "step_square")
    kind: Literal["adadelta"] = "adadelta"
    learning_rate: float = rate(1.0)
    rho: float = setting(0.9, "Share of both mean squares that is kept.", ge=0.0, lt=1.0, live=True)
    epsilon: float = setting(1e-6, "Starts the first steps.", gt=0.0, le=0.1, log=True, live=True)

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
        rho, epsilon, u_old = symbol("ρ", self.rho), symbol("ε", self.epsilon), step.old("step_square", "u")
        s = remember("square", "s", rho * step.old("square", "s") + (1 - rho) * step.g**2, SQUARES)
        yield s
        d = between(
            "d",
            sqrt(u_old + epsilon) / sqrt(s.left + epsilon) * step.g,
            "Scaled by the size of earlier steps.",
        )
        yield d
        yield remember(
            "step_square", "u", rho * u_old + (1 - rho) * d.left**2, "The mean of the squared steps."
        )
        yield step.new(step.w - step.rate * d.left, "The {} goes down this way by the learning rate.")

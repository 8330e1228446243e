"""Gradient descent, plain, with momentum, and with momentum that looks ahead."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.optimizers.base import Evaluate, Optimizer, State, Update, scalar
from playground.engine.optimizers.shared_settings import rate, velocity_kept
from playground.engine.symbolic.expressions import Line
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.engine.symbolic.update_lines import ROLLS, VELOCITY, OptimizerStep, new_state


class SGD(Optimizer):
    """Stochastic gradient descent: straight down the gradient of one batch."""

    title = "SGD"
    kind: Literal["sgd"] = "sgd"
    learning_rate: float = rate(0.001)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        change, step = np.empty_like(gradient), scalar(gradient)

        def update(t: int, rate: float) -> None:
            step[...] = rate
            np.multiply(gradient, step, change)
            np.subtract(parameters, change, parameters)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        yield step.new(step.w - step.rate * step.g, "The {} goes down its gradient by the learning rate.")


class Momentum(Optimizer):
    """A ball that rolls: velocity = momentum · velocity + gradient (PyTorch's SGD with momentum)."""

    state_names = ("velocity",)
    kind: Literal["momentum"] = "momentum"
    learning_rate: float = rate(0.001)
    momentum: float = velocity_kept(0.9)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        momentum, step = scalar(gradient, self.momentum), scalar(gradient)
        velocity, change = state["velocity"], np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            step[...] = rate
            np.multiply(velocity, momentum, velocity)
            np.add(velocity, gradient, velocity)
            np.multiply(velocity, step, change)
            np.subtract(parameters, change, parameters)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        share = setting_symbol(self, "momentum")
        v = new_state("velocity", "v", share * step.old("velocity", "v", VELOCITY) + step.g, ROLLS, VELOCITY)
        yield v
        yield step.new(step.w - step.rate * v.left, "The {} goes along the velocity, by the learning rate.")


class Nesterov(Optimizer):
    """Momentum that looks ahead: the gradient is added once more to the velocity (PyTorch's nesterov)."""

    state_names = ("velocity",)
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

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        share = setting_symbol(self, "momentum")
        v = new_state("velocity", "v", share * step.old("velocity", "v", VELOCITY) + step.g, ROLLS, VELOCITY)
        yield v
        ahead = step.g + share * v.left
        yield step.new(step.w - step.rate * ahead, "The gradient is added once more to the velocity.")

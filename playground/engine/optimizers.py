"""How a gradient becomes a change of the parameters: PyTorch's rules, defaults and order of operations.

Parameters, gradient and every array of state are (P, n): one row for each network.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Literal

import numpy as np

from playground.engine.activations import Array
from playground.engine.chosen import chosen
from playground.engine.formulas import Line, Term, sqrt
from playground.engine.optimizer_settings import rate, tiny, velocity_kept
from playground.engine.rule_lines import (
    MEANS,
    ROLLS,
    SCALED,
    SQUARES,
    VELOCITY,
    Stepped,
    corrected,
    remember,
)
from playground.parts import Part, setting

State = dict[str, Array]
Update = Callable[[int, float], None]
Evaluate = Callable[[], float]


class Optimizer(Part, family="optimizer"):
    """How a gradient becomes a change of the parameters."""

    remembers: ClassVar[tuple[str, ...]] = ()
    """Names of the arrays that the rule keeps from step to step; they start at zero."""
    whole_batches: ClassVar[bool] = False
    """Whether every step must see the whole training set."""
    clips: ClassVar[bool] = True
    """Whether it goes by the gradient that clipping hands on, and not by those that it computes itself."""

    learning_rate: float

    def start(self, parameters: Array) -> State:
        """Return what the rule remembers, before its first step on parameters (P, n)."""
        return {name: np.zeros_like(parameters) for name in self.remembers}

    @abstractmethod
    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        """Return a procedure that makes step ``t`` (from 1) at a learning rate, in place.

        A rule that looks before it leaps calls ``evaluate``, which returns the loss of the batch for the
        parameters as they are and writes its gradient.
        """

    @abstractmethod
    def formula(self, step: Stepped) -> Iterator[Line]:
        """Yield the rule line by line as it is to be read; the last line is the new parameter."""


def number(like: Array, value: Any = 0.0) -> Array:
    """Return room for a number of each network, (P, 1), or of the only one, ().

    An array, for NumPy takes as long to convert a Python number as to multiply a small network by it.
    """
    room = np.empty((len(like), 1) if len(like) > 1 else (), like.dtype)
    room[...] = value
    return room


class SGD(Optimizer):
    """Stochastic gradient descent: straight down the gradient of one batch."""

    title = "SGD"
    kind: Literal["sgd"] = "sgd"
    learning_rate: float = rate(0.001)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        change, step = np.empty_like(gradient), number(gradient)

        def update(t: int, rate: float) -> None:
            step[...] = rate
            np.multiply(gradient, step, change)
            np.subtract(parameters, change, parameters)

        return update

    def formula(self, step: Stepped) -> Iterator[Line]:
        yield step.new(step.w - step.rate * step.g, "The {} goes down its gradient by the learning rate.")


class Momentum(Optimizer):
    """A ball that rolls: velocity = momentum * velocity + gradient (PyTorch's SGD with momentum)."""

    remembers = ("velocity",)
    kind: Literal["momentum"] = "momentum"
    learning_rate: float = rate(0.001)
    momentum: float = velocity_kept(0.9)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        momentum, step = number(gradient, self.momentum), number(gradient)
        velocity, change = state["velocity"], np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            step[...] = rate
            np.multiply(velocity, momentum, velocity)
            np.add(velocity, gradient, velocity)
            np.multiply(velocity, step, change)
            np.subtract(parameters, change, parameters)

        return update

    def formula(self, step: Stepped) -> Iterator[Line]:
        share = chosen(self, "momentum")
        v = remember("velocity", "v", share * step.old("velocity", "v", VELOCITY) + step.g, ROLLS, VELOCITY)
        yield v
        yield step.new(step.w - step.rate * v.left, "The {} goes along the velocity, by the learning rate.")


class RMSProp(Optimizer):
    """Every parameter gets a step scaled by the recent size of its own gradient (Hinton 2012)."""

    title = "RMSProp"
    remembers = ("square",)
    kind: Literal["rmsprop"] = "rmsprop"
    learning_rate: float = rate(0.01)
    alpha: float = setting(
        0.99, "Share of the mean square that is kept.", ge=0.0, lt=1.0, live=True, letter="α"
    )
    epsilon: float = tiny(1e-8)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        old, new = number(gradient, self.alpha), number(gradient, 1.0 - self.alpha)
        epsilon, step = number(gradient, self.epsilon), number(gradient)
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

    def formula(self, step: Stepped) -> Iterator[Line]:
        alpha, epsilon = chosen(self, "alpha"), chosen(self, "epsilon")
        s = step.mean("square", "s", alpha, step.g**2, SQUARES)
        yield s
        yield step.new(step.w - step.rate * step.g / (sqrt(s.left) + epsilon), SCALED)


class AdamRule(Optimizer):
    """The rule of Adam (Kingma and Ba 2014), which others share."""

    remembers = ("mean", "square")
    learning_rate: float = rate(0.001)
    beta_1: float = setting(
        0.9, "Share of the mean gradient that is kept.", ge=0.0, lt=1.0, live=True, letter="β_1"
    )
    beta_2: float = setting(
        0.999, "Share of the mean square that is kept.", ge=0.0, lt=1.0, live=True, letter="β_2"
    )
    epsilon: float = tiny(1e-8)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        beta_1, beta_2 = self.beta_1, self.beta_2
        new_mean, new_square = number(gradient, 1.0 - beta_1), number(gradient, 1.0 - beta_2)
        old_square, epsilon = number(gradient, beta_2), number(gradient, self.epsilon)
        correction, step = number(gradient), number(gradient)
        mean, square, change = state["mean"], state["square"], np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            step[...] = rate / (1.0 - beta_1**t)
            correction[...] = (1.0 - beta_2**t) ** 0.5
            np.subtract(gradient, mean, change)
            np.multiply(change, new_mean, change)
            np.add(mean, change, mean)
            np.multiply(gradient, gradient, change)
            np.multiply(change, new_square, change)
            np.multiply(square, old_square, square)
            np.add(square, change, square)
            np.sqrt(square, change)
            np.divide(change, correction, change)
            np.add(change, epsilon, change)
            np.divide(mean, change, change)
            np.multiply(change, step, change)
            np.subtract(parameters, change, parameters)

        return update

    def formula(self, step: Stepped) -> Iterator[Line]:
        yield from self.formula_from(step, step.w)

    def formula_from(self, step: Stepped, w: Term) -> Iterator[Line]:
        """Yield the lines of a step from a weight."""
        beta_1, beta_2 = chosen(self, "beta_1"), chosen(self, "beta_2")
        m = step.mean("mean", "m", beta_1, step.g, MEANS)
        v = step.mean("square", "v", beta_2, step.g**2, SQUARES)
        yield m
        yield v
        m_hat = corrected(m.left, step.power(beta_1))
        v_hat = corrected(v.left, step.power(beta_2))
        yield m_hat
        yield v_hat

        epsilon = chosen(self, "epsilon")
        yield step.new(w - step.rate * m_hat.left / (sqrt(v_hat.left) + epsilon), SCALED)


class Adam(AdamRule):
    """Momentum and scaled steps together, both corrected for their start at zero (Kingma and Ba 2014)."""

    kind: Literal["adam"] = "adam"


def lean(mean: Array, gradient: Array, kept: float, share: Array) -> None:
    """mean = kept * mean + (1 - kept) * gradient, as PyTorch's lerp computes it."""
    np.subtract(gradient, mean, out=share)
    np.multiply(share, 1.0 - kept, out=share)
    np.add(mean, share, out=mean)


def mix(square: Array, gradient: Array, kept: float, share: Array) -> None:
    """square = kept * square + (1 - kept) * gradient**2."""
    np.multiply(gradient, gradient, out=share)
    np.multiply(share, 1.0 - kept, out=share)
    np.multiply(square, kept, out=square)
    np.add(square, share, out=square)

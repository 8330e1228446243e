"""Optimizers beyond the plain ones, each by its paper's rule or PyTorch's, named in its description."""

from typing import Literal

import numpy as np

from playground.engine.activations import Array
from playground.engine.optimizers import Evaluate, Optimizer, State, Update, rate
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
            _mix(square, gradient, rho, share)
            np.add(steps, epsilon, out=change)
            np.sqrt(change, out=change)
            np.add(square, epsilon, out=share)
            np.sqrt(share, out=share)
            np.divide(change, share, out=change)
            np.multiply(change, gradient, out=change)
            _mix(steps, change, rho, share)
            np.multiply(change, rate, out=change)
            np.subtract(parameters, change, out=parameters)

        return update


class AdamW(Optimizer):
    """Adam with weight decay of its own, apart from the gradient (Loshchilov and Hutter 2017).

    As in PyTorch the decay is for every parameter, biases too.
    """

    title = "AdamW"
    remembers = ("mean", "square")
    kind: Literal["adamw"] = "adamw"
    learning_rate: float = rate(0.001)
    beta_1: float = setting(0.9, "Share of the mean gradient that is kept.", ge=0.0, lt=1.0, live=True)
    beta_2: float = setting(0.999, "Share of the mean square that is kept.", ge=0.0, lt=1.0, live=True)
    epsilon: float = setting(1e-8, "Keeps the division finite.", gt=0.0, le=0.1, log=True, live=True)
    decay: float = setting(
        0.01, "Share of the rate by which weights shrink.", ge=0.0, le=10.0, log=True, live=True
    )

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        beta_1, beta_2, epsilon, decay = self.beta_1, self.beta_2, self.epsilon, self.decay
        mean, square = state["mean"], state["square"]
        change, share = np.empty_like(gradient), np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            np.multiply(parameters, 1.0 - rate * decay, out=parameters)
            _lean(mean, gradient, beta_1, share)
            _mix(square, gradient, beta_2, share)
            np.sqrt(square, out=change)
            np.divide(change, (1.0 - beta_2**t) ** 0.5, out=change)
            np.add(change, epsilon, out=change)
            np.divide(mean, change, out=change)
            np.multiply(change, rate / (1.0 - beta_1**t), out=change)
            np.subtract(parameters, change, out=parameters)

        return update


class NAdam(Optimizer):
    """Adam with Nesterov's look ahead (Dozat 2016), with PyTorch's schedule of the momentum."""

    title = "NAdam"
    remembers = ("mean", "square", "momentum_product")
    kind: Literal["nadam"] = "nadam"
    learning_rate: float = rate(0.002)
    beta_1: float = setting(0.9, "Share of the mean gradient that is kept.", ge=0.0, lt=1.0, live=True)
    beta_2: float = setting(0.999, "Share of the mean square that is kept.", ge=0.0, lt=1.0, live=True)
    epsilon: float = setting(1e-8, "Keeps the division finite.", gt=0.0, le=0.1, log=True, live=True)
    momentum_decay: float = setting(0.004, "How slowly the momentum comes in.", ge=0.0, le=1.0, live=True)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        beta_1, beta_2, epsilon, psi = self.beta_1, self.beta_2, self.epsilon, self.momentum_decay
        mean, square = state["mean"], state["square"]
        # The product of the momenta so far is one number for each network: the first column is enough.
        so_far = state["momentum_product"][:, :1]
        change, share = np.empty_like(gradient), np.empty_like(gradient)

        def update(t: int, rate: float) -> None:
            now = beta_1 * (1.0 - 0.5 * 0.96 ** (t * psi))
            following = beta_1 * (1.0 - 0.5 * 0.96 ** ((t + 1) * psi))
            product = now if t == 1 else so_far * now
            so_far[...] = product
            _lean(mean, gradient, beta_1, share)
            _mix(square, gradient, beta_2, share)
            np.divide(square, 1.0 - beta_2**t, out=change)
            np.sqrt(change, out=change)
            np.add(change, epsilon, out=change)
            np.multiply(gradient, rate * (1.0 - now) / (1.0 - product), out=share)
            np.divide(share, change, out=share)
            np.subtract(parameters, share, out=parameters)
            np.multiply(mean, rate * following / (1.0 - product * following), out=share)
            np.divide(share, change, out=share)
            np.subtract(parameters, share, out=parameters)

        return update


class Rprop(Optimizer):
    """Only the signs count: steps grow while a sign holds and shrink when it turns (Riedmiller, Braun 1993).

    For whole training sets; with small batches the signs are noise.
    """

    title = "RProp"
    remembers = ("before", "size")
    kind: Literal["rprop"] = "rprop"
    learning_rate: float = rate(0.01)
    shrink: float = setting(0.5, "Factor of a step whose sign has turned.", gt=0.0, lt=1.0, live=True)
    grow: float = setting(1.2, "Factor of a step whose sign has held.", gt=1.0, le=5.0, live=True)
    least: float = setting(1e-6, "Smallest step.", gt=0.0, le=1.0, log=True, live=True)
    most: float = setting(50.0, "Largest step.", gt=0.0, le=1000.0, log=True, live=True)

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


class Lion(Optimizer):
    """Steps of one size in the direction of the momentum's sign (Chen et al. 2023)."""

    remembers = ("mean",)
    kind: Literal["lion"] = "lion"
    learning_rate: float = rate(0.0001)
    beta_1: float = setting(0.9, "Share of the mean in the direction.", ge=0.0, lt=1.0, live=True)
    beta_2: float = setting(0.99, "Share of the mean gradient that is kept.", ge=0.0, lt=1.0, live=True)
    decay: float = setting(
        0.0, "Share of the rate by which weights shrink.", ge=0.0, le=10.0, log=True, live=True
    )

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
            _lean(mean, gradient, beta_2, change)

        return update


def _lean(mean: Array, gradient: Array, kept: float, share: Array) -> None:
    """mean = kept * mean + (1 - kept) * gradient, as PyTorch's lerp computes it."""
    np.subtract(gradient, mean, out=share)
    np.multiply(share, 1.0 - kept, out=share)
    np.add(mean, share, out=mean)


def _mix(square: Array, gradient: Array, kept: float, share: Array) -> None:
    """square = kept * square + (1 - kept) * gradient**2."""
    np.multiply(gradient, gradient, out=share)
    np.multiply(share, 1.0 - kept, out=share)
    np.multiply(square, kept, out=square)
    np.add(square, share, out=square)

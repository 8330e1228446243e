"""Adam's relatives, each by its paper's rule or PyTorch's, named in its description."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from playground.engine.activations import Array
from playground.engine.formulas import Constant, Line, Term, number, sqrt, symbol
from playground.engine.optimizers import AdamRule, Evaluate, Optimizer, State, Update, lean, mix, rate
from playground.engine.rule_lines import DECAYS, FROM_ZERO, MEANS, SQUARES, Stepped, between, remember
from playground.parts import setting


class AdamW(AdamRule):
    """Adam with weight decay of its own, apart from the gradient (Loshchilov and Hutter 2017).

    As in PyTorch the decay is for every parameter, biases too.
    """

    title = "AdamW"
    kind: Literal["adamw"] = "adamw"
    decay: float = setting(
        0.01, "Share of the rate by which weights shrink.", ge=0.0, le=10.0, log=True, live=True
    )

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        decay, descend = self.decay, super().bind(parameters, gradient, state, evaluate)

        def update(t: int, rate: float) -> None:
            np.multiply(parameters, 1.0 - rate * decay, out=parameters)
            descend(t, rate)

        return update

    def formula(self, step: Stepped) -> Iterator[Line]:
        w = between(
            "w",
            step.w * (1 - step.rate * symbol("λ", self.decay)),
            DECAYS.format(step.called),
            index="decayed",
        )
        yield w
        yield from self.formula_from(step, w.left)


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
            lean(mean, gradient, beta_1, share)
            mix(square, gradient, beta_2, share)
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

    def formula(self, step: Stepped) -> Iterator[Line]:
        beta_1, beta_2 = symbol("β", self.beta_1, "1"), symbol("β", self.beta_2, "2")
        m = remember("mean", "m", beta_1 * step.old("mean", "m") + (1 - beta_1) * step.g, MEANS)
        v = remember("square", "v", beta_2 * step.old("square", "v") + (1 - beta_2) * step.g**2, SQUARES)
        yield m
        yield v
        v_hat = between("v", v.left / (1 - step.power(beta_2)), FROM_ZERO, mark="hat")
        yield v_hat
        now = between("μ", self._momentum(beta_1, step.t), "The momentum of this step.", index="t")
        following = between("μ", self._momentum(beta_1, step.t + 1), "And of the next.", index="t+1")
        yield now
        yield following
        before = 1.0 if step.t == 1 else step.whole["momentum_product"][0]
        product = between(
            "Π", symbol("Π", before, "t−1") * now.left, "All momenta so far, multiplied.", index="t"
        )
        yield product
        root = sqrt(v_hat.left) + symbol("ε", self.epsilon)
        newest = step.rate * (1 - now.left) * step.g / ((1 - product.left) * root)
        ahead = step.rate * following.left * m.left / ((1 - product.left * following.left) * root)
        yield step.new(
            step.w - newest - ahead, "One part goes down the gradient, one along the mean of the next step."
        )

    def _momentum(self, beta_1: Term, t: int) -> Term:
        decay = symbol("ψ", self.momentum_decay)
        return beta_1 * (1 - 0.5 * Constant(number(0.96)) ** (t * decay))

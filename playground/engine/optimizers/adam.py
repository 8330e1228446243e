"""Adam and its relatives, each by its paper's rule or PyTorch's, named in its description."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.optimizers.base import Evaluate, Optimizer, State, Update, lerp, mix, scalar
from playground.engine.optimizers.shared_settings import own_decay, rate, tiny
from playground.engine.symbolic.expressions import Constant, Line, Term, number, symbol
from playground.engine.symbolic.functions import sqrt
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.engine.symbolic.update_lines import (
    DECAYS,
    MEANS,
    SCALED,
    SQUARES,
    OptimizerStep,
    bias_corrected,
    intermediate,
    of_earlier_update,
)
from playground.parts.setting import setting


class AdamRule(Optimizer):
    """The rule of Adam (Kingma and Ba 2014), which others share."""

    state_names = ("mean", "square")
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
        new_mean, new_square = scalar(gradient, 1.0 - beta_1), scalar(gradient, 1.0 - beta_2)
        old_square, epsilon = scalar(gradient, beta_2), scalar(gradient, self.epsilon)
        correction, step = scalar(gradient), scalar(gradient)
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

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        yield from self.formula_from(step, step.w)

    def formula_from(self, step: OptimizerStep, w: Term) -> Iterator[Line]:
        """Yield the lines of a step from a weight."""
        beta_1, beta_2 = setting_symbol(self, "beta_1"), setting_symbol(self, "beta_2")
        m = step.mean("mean", "m", beta_1, step.g, MEANS)
        v = step.mean("square", "v", beta_2, step.g**2, SQUARES)
        yield m
        yield v
        m_hat = bias_corrected(m.left, step.power(beta_1))
        v_hat = bias_corrected(v.left, step.power(beta_2))
        yield m_hat
        yield v_hat

        epsilon = setting_symbol(self, "epsilon")
        yield step.new(w - step.rate * m_hat.left / (sqrt(v_hat.left) + epsilon), SCALED)


class Adam(AdamRule):
    """Momentum and scaled steps together, both corrected for their start at zero (Kingma and Ba 2014)."""

    kind: Literal["adam"] = "adam"


NOW, NEXT = "The momentum of this step.", "The momentum of the next step."
PRODUCT = "All momenta so far, multiplied."


class AdamW(AdamRule):
    """Adam with weight decay decoupled from the gradient (Loshchilov and Hutter 2017).

    As in PyTorch, every parameter decays, biases too.
    """

    title = "AdamW"
    kind: Literal["adamw"] = "adamw"
    decay: float = own_decay(0.01)

    def bind(
        self, parameters: Array, gradient: Array, state: State, evaluate: Evaluate | None = None
    ) -> Update:
        decay, descend = self.decay, super().bind(parameters, gradient, state, evaluate)

        def update(t: int, rate: float) -> None:
            np.multiply(parameters, 1.0 - rate * decay, out=parameters)
            descend(t, rate)

        return update

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        w = intermediate(
            "w",
            step.w * (1 - step.rate * setting_symbol(self, "decay")),
            DECAYS.format(step.called),
            index="decayed",
            means=f"The {step.called} after its decay.",
        )
        yield w
        yield from self.formula_from(step, w.left)


class NAdam(Optimizer):
    """Adam with Nesterov's look-ahead (Dozat 2016), with PyTorch's schedule of the momentum."""

    title = "NAdam"
    state_names = ("mean", "square", "momentum_product")
    kind: Literal["nadam"] = "nadam"
    learning_rate: float = rate(0.002)
    beta_1: float = setting(
        0.9, "Share of the mean gradient that is kept.", ge=0.0, lt=1.0, live=True, letter="β_1"
    )
    beta_2: float = setting(
        0.999, "Share of the mean square that is kept.", ge=0.0, lt=1.0, live=True, letter="β_2"
    )
    epsilon: float = tiny(1e-8)
    momentum_decay: float = setting(
        0.004,
        "How fast the momentum grows, from half of beta 1 to all of it.",
        ge=0.0,
        le=1.0,
        live=True,
        letter="ψ",
    )

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
            lerp(mean, gradient, beta_1, share)
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

    def formula(self, step: OptimizerStep) -> Iterator[Line]:
        beta_1, beta_2 = setting_symbol(self, "beta_1"), setting_symbol(self, "beta_2")
        m = step.mean("mean", "m", beta_1, step.g, MEANS)
        v = step.mean("square", "v", beta_2, step.g**2, SQUARES)
        yield m
        yield v
        v_hat = bias_corrected(v.left, step.power(beta_2))
        yield v_hat
        now = intermediate("μ", self._momentum(beta_1, step.t), NOW, index="t")
        following = intermediate("μ", self._momentum(beta_1, step.t + 1), NEXT, index="t+1")
        yield now
        yield following
        before = 1.0 if step.t == 1 else step.whole_state["momentum_product"][0]
        so_far = symbol("Π", before, "t−1", means=of_earlier_update(PRODUCT))
        product = intermediate("Π", so_far * now.left, PRODUCT, index="t")
        yield product
        root = sqrt(v_hat.left) + setting_symbol(self, "epsilon")
        newest = step.rate * (1 - now.left) * step.g / ((1 - product.left) * root)
        ahead = step.rate * following.left * m.left / ((1 - product.left * following.left) * root)
        yield step.new(
            step.w - newest - ahead, "One part goes down the gradient, one along the mean of the next step."
        )

    def _momentum(self, beta_1: Term, t: int) -> Term:
        decay = setting_symbol(self, "momentum_decay")
        return beta_1 * (1 - 0.5 * Constant(number(0.96)) ** (t * decay))

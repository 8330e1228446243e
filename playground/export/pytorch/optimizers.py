"""Optimizers in PyTorch's words, with every setting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from playground.engine.optimizers.adam import Adam, AdamW, NAdam
from playground.engine.optimizers.adaptive import Adadelta, Adagrad, RMSProp
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.lbfgs import LBFGS
from playground.engine.optimizers.sgd import SGD, Momentum, Nesterov
from playground.engine.optimizers.sign import Lion, Rprop


@dataclass(frozen=True, eq=False)
class TorchOptimizer:
    """An optimizer by the name of its class, with what it is called with."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    own: bool = False
    """Whether it is one of ``own_optimizers``, for PyTorch has none that makes the same steps."""
    searches: bool = False
    """Whether it is no optimizer of PyTorch's, but asks for losses and gradients while it searches."""


@singledispatch
def torch_optimizer(rule: Optimizer) -> TorchOptimizer:
    """Return an optimizer as PyTorch has it. Raises LookupError for one that nobody has told it of."""
    raise LookupError(f"{rule.title} has no counterpart in PyTorch.")


@torch_optimizer.register
def _(rule: SGD) -> TorchOptimizer:
    return TorchOptimizer("SGD", {"lr": rule.learning_rate})


@torch_optimizer.register
def _(rule: Momentum) -> TorchOptimizer:
    return TorchOptimizer("SGD", {"lr": rule.learning_rate, "momentum": rule.momentum})


@torch_optimizer.register
def _(rule: Nesterov) -> TorchOptimizer:
    given: dict[str, Any] = {"lr": rule.learning_rate, "momentum": rule.momentum}
    return TorchOptimizer("SGD", given | ({"nesterov": True} if rule.momentum else {}))


@torch_optimizer.register
def _(rule: RMSProp) -> TorchOptimizer:
    return TorchOptimizer("RMSprop", {"lr": rule.learning_rate, "alpha": rule.alpha, "eps": rule.epsilon})


@torch_optimizer.register
def _(rule: Adagrad) -> TorchOptimizer:
    return TorchOptimizer("Adagrad", {"lr": rule.learning_rate, "eps": rule.epsilon})


@torch_optimizer.register
def _(rule: Adadelta) -> TorchOptimizer:
    return TorchOptimizer("Adadelta", {"lr": rule.learning_rate, "rho": rule.rho, "eps": rule.epsilon})


@torch_optimizer.register
def _(rule: Adam) -> TorchOptimizer:
    return TorchOptimizer("Adam", _betas(rule))


@torch_optimizer.register
def _(rule: AdamW) -> TorchOptimizer:
    return TorchOptimizer("AdamW", _betas(rule) | {"weight_decay": rule.decay})


@torch_optimizer.register
def _(rule: NAdam) -> TorchOptimizer:
    return TorchOptimizer("NAdam", _betas(rule) | {"momentum_decay": rule.momentum_decay})


@torch_optimizer.register
def _(rule: Rprop) -> TorchOptimizer:
    sizes = {"etas": (rule.shrink, rule.grow), "step_sizes": (rule.least, rule.most)}
    return TorchOptimizer("Rprop", {"lr": rule.learning_rate} | sizes)


@torch_optimizer.register
def _(rule: Lion) -> TorchOptimizer:
    given = {"lr": rule.learning_rate, "betas": (rule.beta_1, rule.beta_2), "weight_decay": rule.decay}
    return TorchOptimizer("LionOptimizer", given, own=True)


@torch_optimizer.register
def _(rule: LBFGS) -> TorchOptimizer:
    # PyTorch's own searches along a line by other rules.
    return TorchOptimizer("LBFGSOptimizer", {"memory": rule.memory}, own=True, searches=True)


def _betas(rule: Adam | AdamW | NAdam) -> dict[str, Any]:
    return {"lr": rule.learning_rate, "betas": (rule.beta_1, rule.beta_2), "eps": rule.epsilon}

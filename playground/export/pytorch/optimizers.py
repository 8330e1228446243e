"""Optimizers in PyTorch's words, with every setting."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from playground.engine.optimizers.adam import Adam, AdamW, NAdam
from playground.engine.optimizers.adaptive import Adadelta, Adagrad, RMSProp
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.lbfgs import LBFGS
from playground.engine.optimizers.sgd import SGD, Momentum, Nesterov
from playground.engine.optimizers.sign import Lion, Rprop
from playground.export.optimizer_call import OptimizerCall


@singledispatch
def torch_optimizer(rule: Optimizer) -> OptimizerCall:
    """Return an optimizer as PyTorch has it. Raises LookupError for one that nobody has told it of."""
    raise LookupError(f"{rule.title} has no counterpart in PyTorch.")


@torch_optimizer.register
def _(rule: SGD) -> OptimizerCall:
    return OptimizerCall("SGD", {"lr": rule.learning_rate})


@torch_optimizer.register
def _(rule: Momentum) -> OptimizerCall:
    return OptimizerCall("SGD", {"lr": rule.learning_rate, "momentum": rule.momentum})


@torch_optimizer.register
def _(rule: Nesterov) -> OptimizerCall:
    given: dict[str, Any] = {"lr": rule.learning_rate, "momentum": rule.momentum}
    return OptimizerCall("SGD", given | ({"nesterov": True} if rule.momentum else {}))


@torch_optimizer.register
def _(rule: RMSProp) -> OptimizerCall:
    return OptimizerCall("RMSprop", {"lr": rule.learning_rate, "alpha": rule.alpha, "eps": rule.epsilon})


@torch_optimizer.register
def _(rule: Adagrad) -> OptimizerCall:
    return OptimizerCall("Adagrad", {"lr": rule.learning_rate, "eps": rule.epsilon})


@torch_optimizer.register
def _(rule: Adadelta) -> OptimizerCall:
    return OptimizerCall("Adadelta", {"lr": rule.learning_rate, "rho": rule.rho, "eps": rule.epsilon})


@torch_optimizer.register
def _(rule: Adam) -> OptimizerCall:
    return OptimizerCall("Adam", _betas(rule))


@torch_optimizer.register
def _(rule: AdamW) -> OptimizerCall:
    return OptimizerCall("AdamW", _betas(rule) | {"weight_decay": rule.decay})


@torch_optimizer.register
def _(rule: NAdam) -> OptimizerCall:
    return OptimizerCall("NAdam", _betas(rule) | {"momentum_decay": rule.momentum_decay})


@torch_optimizer.register
def _(rule: Rprop) -> OptimizerCall:
    sizes = {"etas": (rule.shrink, rule.grow), "step_sizes": (rule.least, rule.most)}
    return OptimizerCall("Rprop", {"lr": rule.learning_rate} | sizes)


@torch_optimizer.register
def _(rule: Lion) -> OptimizerCall:
    given = {"lr": rule.learning_rate, "betas": (rule.beta_1, rule.beta_2), "weight_decay": rule.decay}
    return OptimizerCall("LionOptimizer", given, own=True)


@torch_optimizer.register
def _(rule: LBFGS) -> OptimizerCall:
    # PyTorch's own searches along a line by other rules.
    return OptimizerCall("LBFGSOptimizer", {"memory": rule.memory}, own=True, searches=True)


def _betas(rule: Adam | AdamW | NAdam) -> dict[str, Any]:
    return {"lr": rule.learning_rate, "betas": (rule.beta_1, rule.beta_2), "eps": rule.epsilon}

"""Optimizers in Keras's words, with every setting; those that go another way there are written out."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from playground.engine.clipping import ByNorm, ByValue, Clipping, NoClipping
from playground.engine.optimizers.adam import Adam, AdamW, NAdam
from playground.engine.optimizers.adaptive import Adadelta, Adagrad, RMSProp
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.lbfgs import LBFGS
from playground.engine.optimizers.sgd import SGD, Momentum, Nesterov
from playground.engine.optimizers.sign import Lion, Rprop
from playground.export.optimizer_call import OptimizerCall


@singledispatch
def keras_optimizer(rule: Optimizer, scheduled: bool) -> OptimizerCall:
    """Return an optimizer as Keras has it; ``scheduled`` says whether its learning rate changes.

    Raises LookupError for one that nobody has told Keras of.
    """
    raise LookupError(f"Keras has no {rule.title}: without the training it can be written.")


@keras_optimizer.register
def _(rule: SGD, scheduled: bool) -> OptimizerCall:
    return OptimizerCall("SGD")


@keras_optimizer.register
def _(rule: Momentum, scheduled: bool) -> OptimizerCall:
    return _rolling({"momentum": rule.momentum}, scheduled)


@keras_optimizer.register
def _(rule: Nesterov, scheduled: bool) -> OptimizerCall:
    return _rolling({"momentum": rule.momentum, "nesterov": True}, scheduled)


def _rolling(given: dict[str, Any], scheduled: bool) -> OptimizerCall:
    """Return SGD with a velocity: in Keras's the learning rates of all earlier steps remain."""
    return OptimizerCall("MomentumOptimizer" if scheduled else "SGD", given, own=scheduled)


@keras_optimizer.register
def _(rule: RMSProp, scheduled: bool) -> OptimizerCall:
    return OptimizerCall("RMSPropOptimizer", {"alpha": rule.alpha, "epsilon": rule.epsilon}, own=True)


@keras_optimizer.register
def _(rule: Adagrad, scheduled: bool) -> OptimizerCall:
    return OptimizerCall("AdagradOptimizer", {"epsilon": rule.epsilon}, own=True)


@keras_optimizer.register
def _(rule: Adadelta, scheduled: bool) -> OptimizerCall:
    return OptimizerCall("Adadelta", {"rho": rule.rho, "epsilon": rule.epsilon})


@keras_optimizer.register
def _(rule: Adam, scheduled: bool) -> OptimizerCall:
    return OptimizerCall("AdamOptimizer", _betas(rule), own=True)


@keras_optimizer.register
def _(rule: AdamW, scheduled: bool) -> OptimizerCall:
    return OptimizerCall("AdamOptimizer", _betas(rule) | {"weight_decay": rule.decay}, own=True)


@keras_optimizer.register
def _(rule: NAdam, scheduled: bool) -> OptimizerCall:
    given = _betas(rule) | {"momentum_decay": rule.momentum_decay}
    return OptimizerCall("NAdamOptimizer", given, own=True)


@keras_optimizer.register
def _(rule: Rprop, scheduled: bool) -> OptimizerCall:
    given = {"shrink": rule.shrink, "grow": rule.grow, "least": rule.least, "most": rule.most}
    return OptimizerCall("RPropOptimizer", given, own=True)


@keras_optimizer.register
def _(rule: Lion, scheduled: bool) -> OptimizerCall:
    given = {"beta_1": rule.beta_1, "beta_2": rule.beta_2}
    return OptimizerCall("Lion", given | ({"weight_decay": rule.decay} if rule.decay else {}))


@keras_optimizer.register
def _(rule: LBFGS, scheduled: bool) -> OptimizerCall:
    return OptimizerCall("LBFGSOptimizer", {"memory": rule.memory}, own=True, searches=True)


@singledispatch
def keras_clipping(rule: Clipping) -> dict[str, float]:
    """Return what an optimizer is called with that is to limit gradients.

    Raises LookupError for a rule that nobody has told Keras of.
    """
    raise LookupError(f"{rule.title} has no counterpart in Keras: without the training it can be written.")


@keras_clipping.register
def _(rule: NoClipping) -> dict[str, float]:
    return {}


@keras_clipping.register
def _(rule: ByValue) -> dict[str, float]:
    return {"clipvalue": rule.limit}


@keras_clipping.register
def _(rule: ByNorm) -> dict[str, float]:
    return {"global_clipnorm": rule.limit}


def _betas(rule: Adam | AdamW | NAdam) -> dict[str, Any]:
    return {"betas": (rule.beta_1, rule.beta_2), "epsilon": rule.epsilon}

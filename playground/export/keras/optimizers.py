"""Optimizers in Keras's words, with every setting; epsilon has places of its own there."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from playground.engine.clipping import ByNorm, ByValue, Clipping
from playground.engine.optimizers.adam import Adam, AdamW, NAdam
from playground.engine.optimizers.adaptive import Adadelta, Adagrad, RMSProp
from playground.engine.optimizers.base import Optimizer
from playground.engine.optimizers.sgd import SGD, Momentum, Nesterov
from playground.engine.optimizers.sign import Lion

Call = tuple[str, dict[str, Any]]


@singledispatch
def keras_optimizer(rule: Optimizer) -> Call:
    """Return the name of an optimizer in Keras and what it is called with, but for the learning rate.

    Raises LookupError for one that Keras lacks.
    """
    raise LookupError(f"Keras has no {rule.title}: without the training it can be written.")


@keras_optimizer.register
def _(rule: SGD) -> Call:
    return "SGD", {}


@keras_optimizer.register
def _(rule: Momentum) -> Call:
    return "SGD", {"momentum": rule.momentum}


@keras_optimizer.register
def _(rule: Nesterov) -> Call:
    return "SGD", {"momentum": rule.momentum, "nesterov": True}


@keras_optimizer.register
def _(rule: RMSProp) -> Call:
    return "RMSprop", {"rho": rule.alpha, "epsilon": rule.epsilon}


@keras_optimizer.register
def _(rule: Adagrad) -> Call:
    return "Adagrad", {"initial_accumulator_value": 0.0, "epsilon": rule.epsilon}


@keras_optimizer.register
def _(rule: Adadelta) -> Call:
    return "Adadelta", {"rho": rule.rho, "epsilon": rule.epsilon}


@keras_optimizer.register
def _(rule: Adam) -> Call:
    return "Adam", _betas(rule)


@keras_optimizer.register
def _(rule: AdamW) -> Call:
    return "AdamW", {"weight_decay": rule.decay} | _betas(rule)


@keras_optimizer.register
def _(rule: NAdam) -> Call:
    return "Nadam", _betas(rule)


@keras_optimizer.register
def _(rule: Lion) -> Call:
    given = {"beta_1": rule.beta_1, "beta_2": rule.beta_2}
    return "Lion", given | ({"weight_decay": rule.decay} if rule.decay else {})


def keras_clipping(rule: Clipping) -> dict[str, float]:
    """Return what an optimizer is called with that is to limit gradients."""
    match rule:
        case ByValue():
            return {"clipvalue": rule.limit}
        case ByNorm():
            return {"global_clipnorm": rule.limit}
    return {}


def _betas(rule: Adam | AdamW | NAdam) -> dict[str, Any]:
    return {"beta_1": rule.beta_1, "beta_2": rule.beta_2, "epsilon": rule.epsilon}

"""Regularizers in Keras's words: penalties that join the loss, and limits that follow a step."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.regularizers.base import NoRegularizer, Regularizer
from playground.engine.regularizers.limits import MaxNorm
from playground.engine.regularizers.penalties import L1, L2, Elastic

PENALTY = '''
def penalty(weights):
    """Return what is added to the loss for the weights; biases go free."""
'''
SIZES = "sum(ops.sum(ops.abs(weight)) for weight in weights)"
SQUARES = "sum(ops.sum(ops.square(weight)) for weight in weights)"
CUT = '''
def limit(weight):
    """Return a weight in which no unit's norm is above LIMIT."""
    norm = np.sqrt((weight**2).reshape(-1, weight.shape[-1]).sum(axis=0))
    return weight * np.minimum(1.0, LIMIT / np.maximum(norm, 1e-12))
'''


@singledispatch
def keras_penalty(rule: Regularizer) -> str:
    """Return the function ``penalty(weights)``; nothing where the loss knows nothing of them.

    Raises LookupError for a regularizer that nobody has told Keras of.
    """
    raise LookupError(f"{rule.title} is not written for Keras: without the training it can be written.")


@keras_penalty.register(NoRegularizer)
@keras_penalty.register(MaxNorm)
def _(rule: Regularizer) -> str:
    return ""


@keras_penalty.register
def _(rule: L1) -> str:
    return f"{PENALTY}    return {rule.rate!r} * {SIZES}\n"


@keras_penalty.register
def _(rule: L2) -> str:
    return f"{PENALTY}    return {0.5 * rule.rate!r} * {SQUARES}\n"


@keras_penalty.register
def _(rule: Elastic) -> str:
    sizes, squares = rule.rate * rule.l1_share, 0.5 * rule.rate * (1.0 - rule.l1_share)
    both = f"    sizes = {SIZES}\n    squares = {SQUARES}\n"
    return f"{PENALTY}{both}    return {sizes!r} * sizes + {squares!r} * squares\n"


def keras_limit(rule: Regularizer) -> str:
    """Return the function ``limit(weight)``; nothing where there is no limit."""
    return CUT.replace("LIMIT", repr(rule.limit)) if isinstance(rule, MaxNorm) else ""

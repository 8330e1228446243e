"""Regularizers in Keras's words."""

from __future__ import annotations

from playground.engine.regularizers.base import Regularizer
from playground.export.penalties import LimitCode, limit_code, penalty_source

SIZES = "sum(ops.sum(ops.abs(weight)) for weight in weights)"
SQUARES = "sum(ops.sum(ops.square(weight)) for weight in weights)"
CUT = '''
def limit(weights):
    """Scale down the weights of each unit whose norm is above LIMIT."""
    for weight in weights:
        array = ops.convert_to_numpy(weight)
        norm = np.sqrt((array**2).reshape(-1, array.shape[-1]).sum(axis=0))
        weight.assign(array * np.minimum(1.0, LIMIT / np.maximum(norm, 1e-12)))
'''
PULL = '''
def pull(weights, before, rate):
    """Pull weights towards 0 after a step; where one would cross it, it stays 0."""
    for weight, old in zip(weights, before, strict=True):
        array = ops.convert_to_numpy(weight)
        pulled = array - rate * SPEED * np.sign(old)
        stays = (old == 0.0) | (array * pulled < 0.0)
        weight.assign(np.where(stays, 0.0, pulled))
'''


def keras_penalty(rule: Regularizer) -> str:
    """Return the function ``penalty(weights)``, or nothing. Raises LookupError for an unknown one."""
    return penalty_source(rule, SIZES, SQUARES)


def keras_limit(rule: Regularizer) -> LimitCode:
    """Return what follows a step."""
    return limit_code(rule, CUT, PULL)

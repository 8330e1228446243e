"""Regularizers and clipping in PyTorch's words."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.clipping import ByNorm, ByValue, Clipping, NoClipping
from playground.engine.regularizers.base import Regularizer
from playground.export.penalties import LimitCode, limit_code, penalty_source

SIZES = "sum(weight.abs().sum() for weight in weights)"
SQUARES = "sum(weight.square().sum() for weight in weights)"
CUT = '''
@torch.no_grad()
def limit(weights):
    """Scale down the weights of each unit whose norm is above LIMIT."""
    for weight in weights:
        norm = weight.flatten(1).norm(dim=1).clamp(min=1e-12)
        factor = (LIMIT / norm).clamp(max=1.0)
        weight *= factor.reshape(-1, *[1] * (weight.ndim - 1))
'''
PULL = '''
@torch.no_grad()
def pull(weights, before, rate):
    """Pull weights towards 0 after a step; where one would cross it, it stays 0."""
    for weight, old in zip(weights, before, strict=True):
        side = weight.sign()
        weight -= rate * SPEED * old.sign()
        weight[(old == 0.0) | (side * weight.sign() < 0.0)] = 0.0
'''


def torch_penalty(rule: Regularizer) -> str:
    """Return the function ``penalty(weights)``, or nothing. Raises LookupError for an unknown one."""
    return penalty_source(rule, SIZES, SQUARES)


def torch_limit(rule: Regularizer) -> LimitCode:
    """Return what follows a step."""
    return limit_code(rule, CUT, PULL)


@singledispatch
def torch_clipping(rule: Clipping) -> str:
    """Return the statement that limits gradients. Raises LookupError for one that PyTorch is not told of."""
    raise LookupError(f"{rule.title} has no counterpart in PyTorch.")


@torch_clipping.register
def _(rule: NoClipping) -> str:
    return ""


@torch_clipping.register
def _(rule: ByValue) -> str:
    return f"nn.utils.clip_grad_value_(model.parameters(), {rule.limit!r})"


@torch_clipping.register
def _(rule: ByNorm) -> str:
    return f"nn.utils.clip_grad_norm_(model.parameters(), {rule.limit!r})"

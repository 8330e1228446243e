"""Regularizers in PyTorch's words: penalties that join the loss, and limits that follow a step."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.clipping import ByNorm, ByValue, Clipping, NoClipping
from playground.engine.regularizers.base import NoRegularizer, Regularizer
from playground.engine.regularizers.limits import L1ToZero, MaxNorm
from playground.engine.regularizers.penalties import L1, L2, Elastic

PENALTY = '''
def penalty(weights):
    """Return what is added to the loss for the weights; biases go free."""
'''
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


@singledispatch
def torch_penalty(rule: Regularizer) -> str:
    """Return the function ``penalty(weights)``; nothing where the loss knows nothing of them.

    Raises LookupError for a regularizer that nobody has told PyTorch of.
    """
    raise LookupError(f"{rule.title} has no counterpart in PyTorch.")


@torch_penalty.register(NoRegularizer)
@torch_penalty.register(MaxNorm)
@torch_penalty.register(L1ToZero)
def _(rule: Regularizer) -> str:
    return ""


@torch_penalty.register
def _(rule: L1) -> str:
    return f"{PENALTY}    return {rule.rate!r} * {SIZES}\n"


@torch_penalty.register
def _(rule: L2) -> str:
    return f"{PENALTY}    return {0.5 * rule.rate!r} * {SQUARES}\n"


@torch_penalty.register
def _(rule: Elastic) -> str:
    sizes, squares = rule.rate * rule.l1_share, 0.5 * rule.rate * (1.0 - rule.l1_share)
    both = f"    sizes = {SIZES}\n    squares = {SQUARES}\n"
    return f"{PENALTY}{both}    return {sizes!r} * sizes + {squares!r} * squares\n"


@singledispatch
def torch_limit(rule: Regularizer) -> tuple[str, str]:
    """Return the function that is called after a step, and the call of it; nothing where there is no limit.

    In the call, ``before`` are the weights before the step.
    """
    return "", ""


@torch_limit.register
def _(rule: MaxNorm) -> tuple[str, str]:
    return CUT.replace("LIMIT", repr(rule.limit)), "limit(weights)"


@torch_limit.register
def _(rule: L1ToZero) -> tuple[str, str]:
    return PULL.replace("SPEED", repr(rule.rate)), 'pull(weights, before, optimizer.param_groups[0]["lr"])'


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

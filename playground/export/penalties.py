"""Regularizers in scripts: penalties that join the loss, and limits that follow a step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from playground.engine.regularizers.base import NoRegularizer, Regularizer
from playground.engine.regularizers.limits import L1ToZero, MaxNorm
from playground.engine.regularizers.penalties import L1, L2, Elastic

PENALTY = '''
def penalty(weights):
    """Return what is added to the loss for the weights; biases go free."""
'''


@dataclass(frozen=True)
class LimitCode:
    """What a script does with weights after a step; nothing where there is no limit."""

    source: str = ""
    """A function."""
    call: str = ""
    """The statement that calls it; RATE stands in it for the learning rate."""

    @property
    def looks_back(self) -> bool:
        """Whether it wants to know the weights ``before`` the step."""
        return "before" in self.call


@singledispatch
def penalty_source(rule: Regularizer, sizes: str, squares: str) -> str:
    """Return the function ``penalty(weights)``; nothing where the loss knows nothing of them.

    ``sizes`` and ``squares`` are a library's expressions for the sum of all sizes, and of all squares. Raises
    LookupError for a regularizer that nobody has told scripts of.
    """
    raise LookupError(f"{rule.title} has no counterpart in a script: without the training it can be written.")


@penalty_source.register(NoRegularizer)
@penalty_source.register(MaxNorm)
@penalty_source.register(L1ToZero)
def _(rule: Regularizer, sizes: str, squares: str) -> str:
    return ""


@penalty_source.register
def _(rule: L1, sizes: str, squares: str) -> str:
    return f"{PENALTY}    return {rule.rate!r} * {sizes}\n"


@penalty_source.register
def _(rule: L2, sizes: str, squares: str) -> str:
    return f"{PENALTY}    return {0.5 * rule.rate!r} * {squares}\n"


@penalty_source.register
def _(rule: Elastic, sizes: str, squares: str) -> str:
    both = f"    sizes = {sizes}\n    squares = {squares}\n"
    shares = rule.rate * rule.l1_share, 0.5 * rule.rate * (1.0 - rule.l1_share)
    return f"{PENALTY}{both}    return {shares[0]!r} * sizes + {shares[1]!r} * squares\n"


@singledispatch
def limit_code(rule: Regularizer, cut: str, pull: str) -> LimitCode:
    """Return what follows a step, nothing for most.

    ``cut`` is a library's function ``limit(weights)`` in which LIMIT is the largest norm, ``pull`` its
    ``pull(weights, before, rate)`` in which SPEED is the regularizer's rate.
    """
    return LimitCode()


@limit_code.register
def _(rule: MaxNorm, cut: str, pull: str) -> LimitCode:
    return LimitCode(cut.replace("LIMIT", repr(rule.limit)), "limit(weights)")


@limit_code.register
def _(rule: L1ToZero, cut: str, pull: str) -> LimitCode:
    return LimitCode(pull.replace("SPEED", repr(rule.rate)), "pull(weights, before, RATE)")

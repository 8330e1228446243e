"""What keeps a single step from being too large: limits on the gradient, after the regularizer's share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.symbolic.expressions import Term
from playground.engine.symbolic.functions import maximum, minimum
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.part import Part
from playground.parts.setting import setting

Clip = Callable[[], Array]


class Clipping(Part, family="clipping"):
    """What keeps a single step from being too large."""

    @abstractmethod
    def bind(self, gradient: Array) -> Clip | None:
        """Return a procedure that clips ``gradient`` (P, n) in place and returns factors (P, 1), or None."""

    @abstractmethod
    def formula(self, g: Term, length: Term) -> Term:
        """Return what becomes of one number of a gradient of this length, as it is to be read."""


class NoClipping(Clipping):
    """Gradients are used as they are."""

    title = "None"
    kind: Literal["none"] = "none"

    def bind(self, gradient: Array) -> Clip | None:
        return None

    def formula(self, g: Term, length: Term) -> Term:
        return g


class ByValue(Clipping):
    """Clips every component of the gradient to a limit; its direction may change."""

    kind: Literal["by-value"] = "by-value"
    limit: float = setting(
        1.0,
        "Limit of the clipping: the largest size of any component of the gradient.",
        gt=0.0,
        le=1000.0,
        log=True,
        live=True,
        letter="c",
    )

    def bind(self, gradient: Array) -> Clip | None:
        one = np.ones((len(gradient), 1), gradient.dtype)

        def clip() -> Array:
            np.clip(gradient, -self.limit, self.limit, out=gradient)
            return one

        return clip

    def formula(self, g: Term, length: Term) -> Term:
        return maximum(-setting_symbol(self, "limit"), minimum(setting_symbol(self, "limit"), g))


class ByNorm(Clipping):
    """Scales the whole gradient down if its norm exceeds a limit (PyTorch's clip_grad_norm_)."""

    kind: Literal["by-norm"] = "by-norm"
    limit: float = setting(
        1.0,
        "Limit of the clipping: the largest norm of the gradient.",
        gt=0.0,
        le=1000.0,
        log=True,
        live=True,
        letter="c",
    )

    def bind(self, gradient: Array) -> Clip | None:
        factor = np.ones((len(gradient), 1), gradient.dtype)

        def clip() -> Array:
            np.einsum("pn,pn->p", gradient, gradient, out=factor[:, 0])
            np.sqrt(factor, out=factor)
            np.add(factor, 1e-6, out=factor)
            np.divide(self.limit, factor, out=factor)
            np.minimum(factor, 1.0, out=factor)
            np.multiply(gradient, factor, out=gradient)
            return factor

        return clip

    def formula(self, g: Term, length: Term) -> Term:
        return g * minimum(1, setting_symbol(self, "limit") / (length + 1e-6))

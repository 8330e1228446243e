"""Losses as NumPy: what they are of outputs ``a``, or sums ``z``, for targets ``y``, and their slopes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch

import numpy as np

from playground.engine.losses.base import Loss
from playground.engine.losses.classification import BinaryCrossEntropy, CrossEntropy
from playground.engine.losses.divergence import KLDivergence
from playground.engine.losses.margin import Hinge
from playground.engine.losses.regression import HalfSquaredError, Huber, MeanAbsoluteError, MeanSquaredError
from playground.export.arrangement import AnyArray

SURPRISE = (
    "shifted = z - z.max(axis=-1, keepdims=True)",
    "surprise = np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted",
)
"""Minus the logarithm of what a softmax gives each class, in the form that cannot overflow."""


@dataclass(frozen=True, eq=False)
class NumpyLoss:
    """A loss as expressions: a mean over samples, and the steps of sequences."""

    value: str
    slope: str
    """By the outputs or, where an activation belongs to the loss, by their sums."""
    before: tuple[str, ...] = ()
    """Statements on which both build."""
    arrays: Mapping[str, AnyArray] = field(default_factory=dict)
    """What these need, by name."""


@singledispatch
def numpy_loss(loss: Loss, rows: str) -> NumpyLoss:
    """Return a loss as NumPy has it; ``rows`` is the expression for how many targets the mean is over.

    Raises LookupError for a loss that nobody has told NumPy of.
    """
    raise LookupError(f"{loss.title} has no counterpart in NumPy.")


@numpy_loss.register
def _(loss: MeanSquaredError, rows: str) -> NumpyLoss:
    return NumpyLoss("np.mean((a - y) ** 2)", "2 * (a - y) / y.size")


@numpy_loss.register
def _(loss: HalfSquaredError, rows: str) -> NumpyLoss:
    return NumpyLoss(f"0.5 * np.sum((a - y) ** 2) / {rows}", f"(a - y) / {rows}")


@numpy_loss.register
def _(loss: MeanAbsoluteError, rows: str) -> NumpyLoss:
    return NumpyLoss("np.mean(np.abs(a - y))", "np.sign(a - y) / y.size")


@numpy_loss.register
def _(loss: Huber, rows: str) -> NumpyLoss:
    delta = repr(loss.delta)
    before = ("error = np.abs(a - y)", f"small = np.minimum(error, {delta})")
    slope = f"np.clip(a - y, -{delta}, {delta}) / y.size"
    return NumpyLoss("np.mean(small * (error - 0.5 * small))", slope, before)


@numpy_loss.register
def _(loss: Hinge, rows: str) -> NumpyLoss:
    return NumpyLoss("np.mean(np.maximum(0, 1 - y * a))", "-y * (y * a < 1) / y.size")


@numpy_loss.register
def _(loss: BinaryCrossEntropy, rows: str) -> NumpyLoss:
    return NumpyLoss("np.mean(np.logaddexp(0, z) - z * y)", "(a - y) / y.size")


@numpy_loss.register
def _(loss: CrossEntropy, rows: str) -> NumpyLoss:
    smooth = ""
    if share := loss.label_smoothing:
        smooth = f"y = {1.0 - share!r} * y + {share!r} / y.shape[-1]"
    if not loss.class_weights:
        before = (*filter(None, [smooth]), *SURPRISE)
        return NumpyLoss(f"np.sum(y * surprise) / {rows}", f"(a - y) / {rows}", before)
    weighted = ("weight = np.sum(y @ class_weights)", *filter(None, [smooth]), "y = y * class_weights")
    return NumpyLoss(
        "np.sum(y * surprise) / weight",
        "(a * y.sum(axis=-1, keepdims=True) - y) / weight",
        (*weighted, *SURPRISE),
        {"class_weights": np.array(loss.class_weights)},
    )


@numpy_loss.register
def _(loss: KLDivergence, rows: str) -> NumpyLoss:
    before = (*SURPRISE, "known = np.log(np.where(y > 0, y, 1))")
    slope = f"(a * y.sum(axis=-1, keepdims=True) - y) / {rows}"
    return NumpyLoss(f"np.sum(y * (known + surprise)) / {rows}", slope, before)

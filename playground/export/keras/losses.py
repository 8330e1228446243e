"""Losses in Keras's words: one number for each sample, of ``outputs`` and ``targets``."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.losses.base import Loss
from playground.engine.losses.classification import BinaryCrossEntropy, CrossEntropy, KLDivergence
from playground.engine.losses.margin import Hinge
from playground.engine.losses.regression import HalfSquaredError, Huber, MeanAbsoluteError, MeanSquaredError
from playground.export.spelling import row


@singledispatch
def keras_loss(loss: Loss) -> list[str]:
    """Return the statements that end with ``found``, the loss of each sample, or of each of its steps.

    Raises LookupError for a loss that nobody has told Keras of.
    """
    raise LookupError(f"{loss.title} has no counterpart in Keras.")


@keras_loss.register
def _(loss: MeanSquaredError) -> list[str]:
    return ["found = keras.losses.mean_squared_error(targets, outputs)"]


@keras_loss.register
def _(loss: HalfSquaredError) -> list[str]:
    return ["found = 0.5 * ops.sum(ops.square(outputs - targets), axis=-1)"]


@keras_loss.register
def _(loss: MeanAbsoluteError) -> list[str]:
    return ["found = keras.losses.mean_absolute_error(targets, outputs)"]


@keras_loss.register
def _(loss: Huber) -> list[str]:
    return [f"found = keras.losses.huber(targets, outputs, delta={loss.delta!r})"]


@keras_loss.register
def _(loss: Hinge) -> list[str]:
    return ["found = ops.mean(ops.relu(1.0 - targets * outputs), axis=-1)"]


@keras_loss.register
def _(loss: BinaryCrossEntropy) -> list[str]:
    return ["found = keras.losses.binary_crossentropy(targets, outputs)"]


@keras_loss.register
def _(loss: CrossEntropy) -> list[str]:
    before, after = list[str](), list[str]()
    if loss.label_smoothing:
        share = loss.label_smoothing
        before = [f"wanted = {1.0 - share!r} * targets + {share!r} / targets.shape[-1]"]
    if loss.class_weights:
        before += row("class_weights = [", [*map(repr, loss.class_weights)], "]", 4).split("\n    ")
        before += [f"wanted = {'wanted' if loss.label_smoothing else 'targets'} * ops.array(class_weights)"]
        after = ["found = found / ops.mean(ops.sum(targets * ops.array(class_weights), axis=-1))"]
    wanted = "wanted" if before else "targets"
    found = f"found = -ops.sum({wanted} * ops.log(ops.maximum(outputs, 1e-7)), axis=-1)"
    return [*before, found, *after]


@keras_loss.register
def _(loss: KLDivergence) -> list[str]:
    return ["found = keras.losses.kl_divergence(targets, outputs)"]

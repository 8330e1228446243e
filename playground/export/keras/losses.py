"""Losses in Keras's words: one number for each sample, of ``outputs`` and ``targets``."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.losses.base import Loss
from playground.engine.losses.classification import BinaryCrossEntropy, CrossEntropy
from playground.engine.losses.divergence import KLDivergence
from playground.engine.losses.margin import Hinge
from playground.engine.losses.regression import HalfSquaredError, Huber, MeanAbsoluteError, MeanSquaredError
from playground.export.spelling import row


@singledispatch
def keras_loss(loss: Loss) -> list[str]:
    """Return the statements that return the loss of each sample, or of each of its steps.

    Raises LookupError for a loss that nobody has told Keras of.
    """
    raise LookupError(f"{loss.title} has no counterpart in Keras.")


@keras_loss.register
def _(loss: MeanSquaredError) -> list[str]:
    return ["return keras.losses.mean_squared_error(targets, outputs)"]


@keras_loss.register
def _(loss: HalfSquaredError) -> list[str]:
    return ["return 0.5 * ops.sum(ops.square(outputs - targets), axis=-1)"]


@keras_loss.register
def _(loss: MeanAbsoluteError) -> list[str]:
    return ["return keras.losses.mean_absolute_error(targets, outputs)"]


@keras_loss.register
def _(loss: Huber) -> list[str]:
    return [f"return keras.losses.huber(targets, outputs, delta={loss.delta!r})"]


@keras_loss.register
def _(loss: Hinge) -> list[str]:
    return ["return ops.mean(ops.relu(1.0 - targets * outputs), axis=-1)"]


@keras_loss.register
def _(loss: BinaryCrossEntropy) -> list[str]:
    return ["return keras.losses.binary_crossentropy(targets, outputs)"]


@keras_loss.register
def _(loss: CrossEntropy) -> list[str]:
    lines, wanted, mean = list[str](), "targets", ""
    if loss.class_weights:
        lines += row("class_weights = ops.array(", [str(list(loss.class_weights))], ")", 4).split("\n    ")
        lines += ["mean = ops.mean(ops.sum(targets * class_weights, axis=-1))"]
        mean = " / mean"
    if loss.label_smoothing:
        share, wanted = loss.label_smoothing, "wanted"
        lines += [f"wanted = {1.0 - share!r} * targets + {share!r} / targets.shape[-1]"]
    if loss.class_weights:
        lines, wanted = [*lines, f"wanted = {wanted} * class_weights"], "wanted"
    lines += ["logarithms = ops.log(ops.maximum(outputs, 1e-7))"]
    return [*lines, f"return -ops.sum({wanted} * logarithms, axis=-1){mean}"]


@keras_loss.register
def _(loss: KLDivergence) -> list[str]:
    return ["return keras.losses.kl_divergence(targets, outputs)"]

"""Losses in PyTorch's words: of ``outputs``, or of ``logits`` where an activation belongs to the loss."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.losses.base import Loss
from playground.engine.losses.classification import BinaryCrossEntropy, CrossEntropy
from playground.engine.losses.divergence import KLDivergence
from playground.engine.losses.margin import Hinge
from playground.engine.losses.regression import HalfSquaredError, Huber, MeanAbsoluteError, MeanSquaredError
from playground.export.spelling import row


@singledispatch
def torch_loss(loss: Loss) -> list[str]:
    """Return the statements that end with the loss of a batch for ``targets``.

    Raises LookupError for a loss that nobody has told PyTorch of.
    """
    raise LookupError(f"{loss.title} has no counterpart in PyTorch.")


@torch_loss.register
def _(loss: MeanSquaredError) -> list[str]:
    return ["return functional.mse_loss(outputs, targets)"]


@torch_loss.register
def _(loss: HalfSquaredError) -> list[str]:
    return ["return 0.5 * (outputs - targets).square().sum() / len(targets)"]


@torch_loss.register
def _(loss: MeanAbsoluteError) -> list[str]:
    return ["return functional.l1_loss(outputs, targets)"]


@torch_loss.register
def _(loss: Huber) -> list[str]:
    return [f"return functional.huber_loss(outputs, targets, delta={loss.delta!r})"]


@torch_loss.register
def _(loss: Hinge) -> list[str]:
    return ["return torch.relu(1.0 - targets * outputs).mean()"]


@torch_loss.register
def _(loss: BinaryCrossEntropy) -> list[str]:
    return ["return functional.binary_cross_entropy_with_logits(logits, targets)"]


@torch_loss.register
def _(loss: CrossEntropy) -> list[str]:
    before, given = list[str](), ["logits", "targets"]
    if loss.class_weights:  # of the class, for of shares PyTorch takes another mean
        before = row("class_weights = [", [*map(repr, loss.class_weights)], "]").split("\n")
        given = ["logits", "targets.argmax(1)", "logits.new_tensor(class_weights)"]
    if loss.label_smoothing:
        given.append(f"label_smoothing={loss.label_smoothing!r}")
    return [*before, *row("return functional.cross_entropy(", given, ")", 4).split("\n    ")]


@torch_loss.register
def _(loss: KLDivergence) -> list[str]:
    return ['return functional.kl_div(logits.log_softmax(1), targets, reduction="batchmean")']

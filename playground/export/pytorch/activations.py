"""Activations as PyTorch's modules."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.activations.base import Activation
from playground.engine.activations.bounded import Gaussian, HardTanh, Sine, Softsign
from playground.engine.activations.gated import GELU, SELU, Mish, Swish
from playground.engine.activations.rectified import ELU, Identity, LeakyReLU, ReLU
from playground.engine.activations.sigmoidal import Sigmoid, Softplus, Tanh
from playground.engine.activations.softmax import Softmax
from playground.export.pytorch.modules import TorchModule

NAMES: dict[type[Activation], str] = {
    ReLU: "ReLU",
    Sigmoid: "Sigmoid",
    Tanh: "Tanh",
    SELU: "SELU",
    GELU: "GELU",
    Swish: "SiLU",
    Mish: "Mish",
    Softsign: "Softsign",
    HardTanh: "Hardtanh",
}
"""Those that PyTorch has with nothing to be set."""


@singledispatch
def activation_modules(rule: Activation, axis: int) -> list[TorchModule]:
    """Return the module of an activation, none for the identity; ``axis`` is that of the units.

    Raises LookupError for an activation that nobody has told PyTorch of.
    """
    if type(rule) not in NAMES:
        raise LookupError(f"{rule.title} has no counterpart in PyTorch")
    return [TorchModule(NAMES[type(rule)])]


@activation_modules.register
def _(rule: Identity, axis: int) -> list[TorchModule]:
    return []


@activation_modules.register
def _(rule: LeakyReLU, axis: int) -> list[TorchModule]:
    return [TorchModule("LeakyReLU", (rule.slope,))]


@activation_modules.register
def _(rule: ELU, axis: int) -> list[TorchModule]:
    return [TorchModule("ELU", (rule.alpha,))]


@activation_modules.register
def _(rule: Softplus, axis: int) -> list[TorchModule]:
    return [TorchModule("Softplus", (rule.sharpness,))]


@activation_modules.register
def _(rule: Softmax, axis: int) -> list[TorchModule]:
    return [TorchModule("Softmax", (axis,))]


@activation_modules.register(Sine)
@activation_modules.register(Gaussian)
def _(rule: Activation, axis: int) -> list[TorchModule]:
    return [TorchModule(f"{type(rule).__name__}Module", own=True)]

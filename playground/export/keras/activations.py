"""Activations as Keras takes them: by name, or as layers."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.activations.base import Activation
from playground.engine.activations.bounded import Gaussian, HardTanh, Sine, Softsign
from playground.engine.activations.gated import GELU, SELU, Mish, Swish
from playground.engine.activations.rectified import ELU, Identity, LeakyReLU, ReLU
from playground.engine.activations.sigmoidal import Sigmoid, Softplus, Tanh
from playground.engine.activations.softmax import Softmax
from playground.export.keras.calls import KerasCall

NAMES: dict[type[Activation], str] = {
    Identity: "linear",
    ReLU: "relu",
    Sigmoid: "sigmoid",
    Tanh: "tanh",
    Softmax: "softmax",
    SELU: "selu",
    GELU: "gelu",
    Swish: "silu",
    Mish: "mish",
    Softsign: "softsign",
    HardTanh: "hard_tanh",
}
"""Those that Keras has with nothing to be set."""


@singledispatch
def activation_of(rule: Activation) -> str | KerasCall:
    """Return what Keras takes for an activation. Raises LookupError for one that it has not been told of."""
    if type(rule) not in NAMES:
        raise LookupError(f"{rule.title} has no counterpart in Keras")
    return NAMES[type(rule)]


@activation_of.register
def _(rule: LeakyReLU) -> KerasCall:
    return KerasCall("LeakyReLU", settings={"negative_slope": rule.slope})


@activation_of.register
def _(rule: ELU) -> KerasCall:
    return KerasCall("ELU", settings={"alpha": rule.alpha})


@activation_of.register
def _(rule: Softplus) -> str | KerasCall:
    return "softplus" if rule.sharpness == 1.0 else KerasCall("SharpSoftplus", (rule.sharpness,), own=True)


@activation_of.register(Sine)
@activation_of.register(Gaussian)
def _(rule: Activation) -> KerasCall:
    return KerasCall(f"{type(rule).__name__}Layer", own=True)

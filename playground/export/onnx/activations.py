"""Activations as operators of ONNX; those that opset 17 lacks are made of others."""

from __future__ import annotations

import math
from functools import singledispatch

from playground.engine.activations.base import Activation
from playground.engine.activations.bounded import Gaussian, HardTanh, Sine, Softsign
from playground.engine.activations.gated import ALPHA, GELU, SCALE, SELU, Mish, Swish
from playground.engine.activations.rectified import ELU, Identity, LeakyReLU, ReLU
from playground.engine.activations.sigmoidal import Sigmoid, Softplus, Tanh
from playground.engine.activations.softmax import Softmax
from playground.export.onnx.graph import GraphBuilder

OPERATORS: dict[type[Activation], str] = {
    ReLU: "Relu",
    Sigmoid: "Sigmoid",
    Tanh: "Tanh",
    Softsign: "Softsign",
    Sine: "Sin",
}
"""Those that are one operator with nothing to be set."""


@singledispatch
def activated(rule: Activation, graph: GraphBuilder, z: str, axis: int) -> str:
    """Add an activation of sums and return its name; ``axis`` is that of the units.

    Raises LookupError for an activation that nobody has told ONNX of.
    """
    if type(rule) not in OPERATORS:
        raise LookupError(f"{rule.title} has no counterpart in ONNX")
    return graph.add(OPERATORS[type(rule)], z, called=rule.kind)


@activated.register
def _(rule: Identity, graph: GraphBuilder, z: str, axis: int) -> str:
    return z


@activated.register
def _(rule: LeakyReLU, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("LeakyRelu", z, called=rule.kind, alpha=rule.slope)


@activated.register
def _(rule: ELU, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("Elu", z, called=rule.kind, alpha=rule.alpha)


@activated.register
def _(rule: SELU, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("Selu", z, called=rule.kind, alpha=ALPHA, gamma=SCALE)


@activated.register
def _(rule: HardTanh, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("Clip", z, graph.constant(-1, "low"), graph.constant(1, "high"), called=rule.kind)


@activated.register
def _(rule: Gaussian, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("Exp", graph.add("Neg", graph.add("Mul", z, z)), called=rule.kind)


@activated.register
def _(rule: Softplus, graph: GraphBuilder, z: str, axis: int) -> str:
    if rule.sharpness == 1.0:
        return graph.add("Softplus", z, called=rule.kind)
    sharpness = graph.constant(rule.sharpness, "sharpness")
    return graph.add(
        "Div", graph.add("Softplus", graph.add("Mul", z, sharpness)), sharpness, called=rule.kind
    )


@activated.register
def _(rule: Swish, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("Mul", z, graph.add("Sigmoid", z), called=rule.kind)


@activated.register
def _(rule: Mish, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("Mul", z, graph.add("Tanh", graph.add("Softplus", z)), called=rule.kind)


@activated.register
def _(rule: GELU, graph: GraphBuilder, z: str, axis: int) -> str:
    scaled = graph.add("Mul", z, graph.constant(math.sqrt(0.5), "root_of_half"), called="scaled")
    error = graph.add("Erf", scaled, called="error")
    share = graph.add("Add", error, graph.constant(1, "one"), called="share")
    half = graph.add("Mul", z, graph.constant(0.5, "half"), called="half_sum")
    return graph.add("Mul", half, share, called=rule.kind)


@activated.register
def _(rule: Softmax, graph: GraphBuilder, z: str, axis: int) -> str:
    return graph.add("Softmax", z, called=rule.kind, axis=axis)

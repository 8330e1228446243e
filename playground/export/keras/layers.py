"""Layers as those of Keras, each with its arrays in Keras's order; images have their channels innermost."""

from __future__ import annotations

from functools import partial, singledispatch
from typing import Any

import keras
import numpy as np
from keras import activations, ops

from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import ELU, LeakyReLU
from playground.engine.activations.sigmoidal import Softplus
from playground.engine.layers.base import Layer
from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.embedding import Embedding
from playground.engine.layers.flatten import Flatten
from playground.engine.layers.gru import GRU
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.noise import GaussianNoise
from playground.engine.layers.normalization import BatchNorm, LayerNorm
from playground.engine.layers.pooling import AveragePool, MaxPool
from playground.engine.layers.pooling_global import GlobalAveragePool, GlobalMaxPool
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrent import Recurrent
from playground.engine.parameters import Shape
from playground.export.arrangement import AnyArray, LayerArrays

Made = list[tuple[Any, list[AnyArray]]]
FUNCTIONS = {
    "identity": "linear", "relu": "relu", "tanh": "tanh", "sigmoid": "sigmoid", "softmax": "softmax",
    "selu": "selu", "softsign": "softsign", "swish": "silu", "mish": "mish", "hard-tanh": "hard_tanh",
    "gelu": partial(activations.gelu, approximate=False),
    "sine": ops.sin,
    "gaussian": lambda z: ops.exp(-z * z),
}  # fmt: skip
"""Activations with nothing to be set, by their kinds."""


def function_of(rule: Activation) -> Any:
    """Return what Keras takes for an activation. Raises LookupError for one that it does not know."""
    match rule:
        case LeakyReLU():
            return partial(activations.leaky_relu, negative_slope=rule.slope)
        case ELU():
            return partial(activations.elu, alpha=rule.alpha)
        case Softplus():
            return lambda z: ops.softplus(rule.sharpness * z) / rule.sharpness
    if rule.kind not in FUNCTIONS:
        raise LookupError(f"{rule.title} has no counterpart in Keras")
    return FUNCTIONS[rule.kind]


@singledispatch
def keras_layers(layer: Layer, shape: Shape, own: LayerArrays) -> Made:
    """Return the layers of Keras for one of ours, each with its arrays. Raises LookupError."""
    raise LookupError(f"{layer.title} has no counterpart in Keras")


@keras_layers.register
def _(layer: Dense, shape: Shape, own: LayerArrays) -> Made:
    made = keras.layers.Dense(layer.units, activation=function_of(layer.activation), use_bias=layer.bias)
    return [(made, list(own.named.values()))]


@keras_layers.register
def _(layer: Conv2d, shape: Shape, own: LayerArrays) -> Made:
    made = keras.layers.Conv2D(
        layer.filters,
        layer.kernel,
        strides=layer.stride,
        padding=layer.padding,
        activation=function_of(layer.activation),
        use_bias=layer.bias,
    )
    return [(made, [np.moveaxis(own["kernel"], 0, 2)] + ([own["bias"]] if layer.bias else []))]


@keras_layers.register
def _(layer: MaxPool, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.MaxPooling2D(layer.size, layer.stride), [])]


@keras_layers.register
def _(layer: AveragePool, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.AveragePooling2D(layer.size, layer.stride), [])]


@keras_layers.register
def _(layer: GlobalMaxPool, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.GlobalMaxPooling2D(), [])]


@keras_layers.register
def _(layer: GlobalAveragePool, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.GlobalAveragePooling2D(), [])]


@keras_layers.register
def _(layer: Flatten, shape: Shape, own: LayerArrays) -> Made:
    turned: Made = [(keras.layers.Permute((3, 1, 2)), [])] if len(shape) == 3 else []
    return [*turned, (keras.layers.Flatten(), [])]


@keras_layers.register
def _(layer: Dropout, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.Dropout(layer.rate), [])]


@keras_layers.register
def _(layer: GaussianNoise, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.GaussianNoise(layer.deviation), [])]


@keras_layers.register
def _(layer: BatchNorm, shape: Shape, own: LayerArrays) -> Made:
    made = keras.layers.BatchNormalization(momentum=1.0 - layer.momentum, epsilon=layer.epsilon)
    return [(made, [own[name] for name in ("scale", "shift", "running_mean", "running_variance")])]


@keras_layers.register
def _(layer: LayerNorm, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.LayerNormalization(epsilon=layer.epsilon), [own["scale"], own["shift"]])]


@keras_layers.register
def _(layer: Embedding, shape: Shape, own: LayerArrays) -> Made:
    # Not keras.layers.Embedding, which takes the numbers of symbols and not rows with a one in their places.
    return [(keras.layers.Dense(layer.units, use_bias=False), [own["weight"]])]


@keras_layers.register
def _(layer: Recurrent, shape: Shape, own: LayerArrays) -> Made:
    made = keras.layers.SimpleRNN(activation=function_of(layer.activation), **_over_time(layer))
    return [(made, list(own.named.values()))]


@keras_layers.register
def _(layer: LSTM, shape: Shape, own: LayerArrays) -> Made:
    return [(keras.layers.LSTM(**_over_time(layer)), list(own.named.values()))]


@keras_layers.register
def _(layer: GRU, shape: Shape, own: LayerArrays) -> Made:
    def turned(array: AnyArray) -> AnyArray:
        reset, update, candidate = np.split(array, 3, axis=-1)
        return np.concatenate([update, reset, candidate], axis=-1)

    arrays = [turned(own["weight"]), turned(own["recurrent"])]
    if layer.bias:
        recalled = np.zeros_like(own["bias"])
        recalled[2 * layer.units :] = own["recurrent_bias"]
        arrays.append(np.stack([turned(own["bias"]), recalled]))
    return [(keras.layers.GRU(reset_after=True, **_over_time(layer)), arrays)]


def _over_time(layer: Recurrence) -> dict[str, Any]:
    every = layer.outputs == "every-step"
    return {"units": layer.units, "use_bias": layer.bias, "return_sequences": every}

"""Layers as those of Keras, each with its arrays in Keras's order; images have their channels innermost."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

import numpy as np

from playground.engine.activations.base import Activation
from playground.engine.activations.rectified import Identity
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
from playground.export.keras.activations import activation_of
from playground.export.keras.calls import KerasCall


@singledispatch
def keras_layers(layer: Layer, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    """Return the layers of Keras for one of ours over inputs of a shape. Raises LookupError."""
    raise LookupError(f"{layer.title} has no counterpart in Keras")


@keras_layers.register
def _(layer: Dense, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    given = _activated(layer.activation) | _bias(layer.bias)
    return [KerasCall("Dense", (layer.units,), given, list(own.named.values()))]


@keras_layers.register
def _(layer: Conv2d, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    given: dict[str, Any] = {} if layer.stride == 1 else {"strides": layer.stride}
    given |= {} if layer.padding == "valid" else {"padding": layer.padding}
    given |= _activated(layer.activation) | _bias(layer.bias)
    arrays = [np.moveaxis(own["kernel"], 0, 2), *([own["bias"]] if layer.bias else [])]
    return [KerasCall("Conv2D", (layer.filters, layer.kernel), given, arrays)]


@keras_layers.register
def _(layer: MaxPool, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("MaxPooling2D", (layer.size, layer.stride))]


@keras_layers.register
def _(layer: AveragePool, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("AveragePooling2D", (layer.size, layer.stride))]


@keras_layers.register
def _(layer: GlobalMaxPool, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("GlobalMaxPooling2D")]


@keras_layers.register
def _(layer: GlobalAveragePool, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("GlobalAveragePooling2D")]


@keras_layers.register
def _(layer: Flatten, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    turned = [KerasCall("Permute", ((3, 1, 2),))] if len(shape) == 3 else []
    return [*turned, KerasCall("Flatten")]


@keras_layers.register
def _(layer: Dropout, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("Dropout", (layer.rate,))]


@keras_layers.register
def _(layer: GaussianNoise, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("GaussianNoise", (layer.deviation,))]


@keras_layers.register
def _(layer: BatchNorm, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    arrays = [own[name] for name in ("scale", "shift", "running_mean", "running_variance")]
    given = {"momentum": 1.0 - layer.momentum, "epsilon": layer.epsilon}
    return [KerasCall("BatchNormalization", (), given, arrays, kept=2)]


@keras_layers.register
def _(layer: LayerNorm, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("LayerNormalization", (), {"epsilon": layer.epsilon}, [own["scale"], own["shift"]])]


@keras_layers.register
def _(layer: Embedding, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    # Not keras.layers.Embedding, which takes the numbers of symbols and not rows with a one in their places.
    return [KerasCall("Dense", (layer.units,), {"use_bias": False}, [own["weight"]])]


@keras_layers.register
def _(layer: Recurrent, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    chosen = {} if layer.activation.kind == "tanh" else {"activation": activation_of(layer.activation)}
    return [KerasCall("SimpleRNN", (layer.units,), chosen | _over_time(layer), list(own.named.values()))]


@keras_layers.register
def _(layer: LSTM, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    return [KerasCall("LSTM", (layer.units,), _over_time(layer), list(own.named.values()))]


@keras_layers.register
def _(layer: GRU, shape: Shape, own: LayerArrays) -> list[KerasCall]:
    def turned(array: AnyArray) -> AnyArray:
        reset, update, candidate = np.split(array, 3, axis=-1)
        return np.concatenate([update, reset, candidate], axis=-1)

    arrays = [turned(own["weight"]), turned(own["recurrent"])]
    if layer.bias:
        recalled = np.zeros_like(own["bias"])
        recalled[2 * layer.units :] = own["recurrent_bias"]
        arrays.append(np.stack([turned(own["bias"]), recalled]))
    return [KerasCall("GRU", (layer.units,), _over_time(layer), arrays)]


def _over_time(layer: Recurrence) -> dict[str, bool]:
    every = {"return_sequences": True} if layer.outputs == "every-step" else {}
    return every | _bias(layer.bias)


def _activated(rule: Activation) -> dict[str, Any]:
    return {} if isinstance(rule, Identity) else {"activation": activation_of(rule)}


def _bias(there: bool) -> dict[str, bool]:
    return {} if there else {"use_bias": False}

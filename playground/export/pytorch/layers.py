"""Layers as PyTorch's modules, one conversion for each kind; arrays are turned as PyTorch has them."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

import numpy as np

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
from playground.export.pytorch.activations import activation_modules
from playground.export.pytorch.modules import TorchModule


@singledispatch
def layer_modules(layer: Layer, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    """Return the modules of a layer over inputs of a shape, one after the other.

    Raises LookupError for a layer that nobody has told PyTorch of.
    """
    raise LookupError(f"{layer.title} has no counterpart in PyTorch")


@layer_modules.register
def _(layer: Dense, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    arrays = {"weight": own["weight"].T} | ({"bias": own["bias"]} if layer.bias else {})
    linear = TorchModule("Linear", (shape[-1], layer.units), _bias(layer.bias), arrays)
    return [linear, *activation_modules(layer.activation, -1)]


@layer_modules.register
def _(layer: Conv2d, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    arrays = {"weight": np.moveaxis(own["kernel"], -1, 0)} | ({"bias": own["bias"]} if layer.bias else {})
    windows, padding = layer.windows(shape), {}
    modules = []
    if windows.before != windows.after:  # PyTorch's own padding is the same on both sides
        (top, left), (bottom, right) = windows.before, windows.after
        modules.append(TorchModule("ZeroPad2d", ((left, right, top, bottom),)))
    elif windows.padded:
        padding = {"padding": windows.before}
    stride = {} if layer.stride == 1 else {"stride": layer.stride}
    called = (shape[0], layer.filters, layer.kernel)
    modules.append(TorchModule("Conv2d", called, stride | padding | _bias(layer.bias), arrays))
    return [*modules, *activation_modules(layer.activation, 1)]


@layer_modules.register
def _(layer: MaxPool, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    return [TorchModule("MaxPool2d", (layer.size, layer.stride))]


@layer_modules.register
def _(layer: AveragePool, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    return [TorchModule("AvgPool2d", (layer.size, layer.stride))]


@layer_modules.register
def _(layer: GlobalMaxPool, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    return [TorchModule("AdaptiveMaxPool2d", (1,)), TorchModule("Flatten")]


@layer_modules.register
def _(layer: GlobalAveragePool, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    return [TorchModule("AdaptiveAvgPool2d", (1,)), TorchModule("Flatten")]


@layer_modules.register
def _(layer: Flatten, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    return [TorchModule("Flatten")]


@layer_modules.register
def _(layer: Dropout, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    return [TorchModule("Dropout", (layer.rate,))]


@layer_modules.register
def _(layer: GaussianNoise, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    return [TorchModule("NoiseModule", (layer.deviation,), own=True)]


@layer_modules.register
def _(layer: BatchNorm, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    arrays = {
        "weight": own["scale"],
        "bias": own["shift"],
        "running_mean": own["running_mean"],
        "running_var": own["running_variance"],
        "num_batches_tracked": np.zeros((), np.int64),
    }
    settings = {"eps": layer.epsilon, "momentum": layer.momentum}
    return [TorchModule("BatchNorm1d", shape, settings, arrays)]


@layer_modules.register
def _(layer: LayerNorm, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    arrays = {"weight": own["scale"], "bias": own["shift"]}
    return [TorchModule("LayerNorm", shape, {"eps": layer.epsilon}, arrays)]


@layer_modules.register
def _(layer: Embedding, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    # Not nn.Embedding, which takes the numbers of symbols and not rows with a one in their places.
    called = (shape[-1], layer.units)
    return [TorchModule("Linear", called, {"bias": False}, {"weight": own["weight"].T})]


@layer_modules.register
def _(layer: Recurrent, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    arrays = _recurrent_arrays(layer, own, {"bias_hh_l0": own.again(own["bias"])} if layer.bias else {})
    if layer.activation.kind in ("tanh", "relu"):
        chosen = {} if layer.activation.kind == "tanh" else {"nonlinearity": "relu"}
        return _over_time(layer, "RNN", shape, chosen, arrays)
    called = (shape[-1], layer.units, *activation_modules(layer.activation, -1))
    made = TorchModule("ElmanRNN", called, _bias(layer.bias), arrays, own=True)
    return [made, _handed_on(layer)]


@layer_modules.register
def _(layer: LSTM, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    second = {"bias_hh_l0": own.again(own["bias"])} if layer.bias else {}
    return _over_time(layer, "LSTM", shape, {}, _recurrent_arrays(layer, own, second))


@layer_modules.register
def _(layer: GRU, shape: Shape, own: LayerArrays) -> list[TorchModule]:
    second = {}
    if layer.bias:
        gates = own.again(own["bias"][: 2 * layer.units])
        second = {"bias_hh_l0": np.concatenate([gates, own["recurrent_bias"]])}
    return _over_time(layer, "GRU", shape, {}, _recurrent_arrays(layer, own, second))


def _recurrent_arrays(
    layer: Recurrence, own: LayerArrays, second: dict[str, AnyArray]
) -> dict[str, AnyArray]:
    arrays = {"weight_ih_l0": own["weight"].T, "weight_hh_l0": own["recurrent"].T}
    return arrays | ({"bias_ih_l0": own["bias"]} if layer.bias else {}) | second


def _over_time(
    layer: Recurrence, name: str, shape: Shape, settings: dict[str, Any], arrays: dict[str, AnyArray]
) -> list[TorchModule]:
    given = settings | _bias(layer.bias) | {"batch_first": True}
    return [TorchModule(name, (shape[-1], layer.units), given, arrays), _handed_on(layer)]


def _handed_on(layer: Recurrence) -> TorchModule:
    return TorchModule("EveryStep" if layer.outputs == "every-step" else "LastStep", own=True)


def _bias(there: bool) -> dict[str, bool]:
    return {} if there else {"bias": False}

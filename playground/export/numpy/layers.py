"""Layers as NumPy, one conversion for each kind; those over time are in ``over_time``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch

from playground.engine.activations.base import Activation
from playground.engine.layers.base import Layer
from playground.engine.layers.convolution import Conv2d
from playground.engine.layers.dense import Dense
from playground.engine.layers.dropout import Dropout
from playground.engine.layers.embedding import Embedding
from playground.engine.layers.flatten import Flatten
from playground.engine.layers.noise import GaussianNoise
from playground.engine.layers.normalization import BatchNorm, LayerNorm
from playground.engine.layers.pooling import AveragePool, MaxPool
from playground.engine.layers.pooling_global import GlobalAveragePool, GlobalMaxPool
from playground.engine.parameters import Shape
from playground.export.arrangement import AnyArray, LayerArrays
from playground.export.numpy.activations import activation_value
from playground.export.numpy.functions import NumpyFunction
from playground.export.numpy.images import CONVOLVE, WINDOWS


@dataclass(frozen=True, eq=False)
class NumpyLayer:
    """What a layer does, as statements on ``x``, which is its input and then its output."""

    lines: tuple[str, ...] = ()
    arrays: Mapping[str, AnyArray] = field(default_factory=dict)
    """By the names that a script gives them."""
    functions: tuple[NumpyFunction, ...] = ()


@singledispatch
def numpy_layer(layer: Layer, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    """Return a layer over inputs (samples, *shape), at a position counted from 1.

    Raises LookupError for a layer that nobody has told NumPy of.
    """
    raise LookupError(f"{layer.title} has no counterpart in NumPy")


def summed(
    rule: Activation, sums: str, arrays: Mapping[str, AnyArray], axis: int = -1, *functions: NumpyFunction
) -> NumpyLayer:
    """Return a layer that has an activation of its sums."""
    value = activation_value(rule, axis)
    lines = (f"x = {value.of(sums)}",)
    return NumpyLayer(lines, arrays, (*functions, *value.functions))


@numpy_layer.register
def _(layer: Dense, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    arrays = {f"W{position}": own["weight"]} | ({f"b{position}": own["bias"]} if layer.bias else {})
    return summed(layer.activation, f"x @ {' + '.join(arrays)}", arrays)


@numpy_layer.register
def _(layer: Conv2d, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    arrays = {f"K{position}": own["kernel"]} | ({f"b{position}": own["bias"]} if layer.bias else {})
    windows = layer.windows(shape)
    before: tuple[str, ...] = ()
    if windows.padded:
        (top, left), (bottom, right) = windows.before, windows.after
        before = (f"x = np.pad(x, [(0, 0), (0, 0), ({top}, {bottom}), ({left}, {right})])",)
    stride = "" if layer.stride == 1 else f", stride={layer.stride}"
    sums = f"convolve(x, K{position}{stride}){f' + b{position}[:, None, None]' if layer.bias else ''}"
    made = summed(layer.activation, sums, arrays, 1, CONVOLVE)
    return NumpyLayer((*before, *made.lines), arrays, made.functions)


@numpy_layer.register
def _(layer: MaxPool, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    return NumpyLayer(
        (f"x = windows(x, {layer.size}, {layer.stride}).max(axis=(-2, -1))",), functions=(WINDOWS,)
    )


@numpy_layer.register
def _(layer: AveragePool, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    return NumpyLayer(
        (f"x = windows(x, {layer.size}, {layer.stride}).mean(axis=(-2, -1))",), functions=(WINDOWS,)
    )


@numpy_layer.register
def _(layer: GlobalMaxPool, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    return NumpyLayer(("x = x.max(axis=(2, 3))",))


@numpy_layer.register
def _(layer: GlobalAveragePool, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    return NumpyLayer(("x = x.mean(axis=(2, 3))",))


@numpy_layer.register
def _(layer: Flatten, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    return NumpyLayer(("x = x.reshape(len(x), -1)",))


@numpy_layer.register(Dropout)
@numpy_layer.register(GaussianNoise)
def _(layer: Layer, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    return NumpyLayer()  # only training knows them


@numpy_layer.register
def _(layer: BatchNorm, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    mean, variance = f"mean{position}", f"variance{position}"
    scale, shift = f"scale{position}", f"shift{position}"
    names = {mean: "running_mean", variance: "running_variance", scale: "scale", shift: "shift"}
    lines = (
        f"x = (x - {mean}) / np.sqrt({variance} + {layer.epsilon!r})",
        f"x = {scale} * x + {shift}",
    )
    return NumpyLayer(lines, {name: own[each] for name, each in names.items()})


@numpy_layer.register
def _(layer: LayerNorm, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    scale, shift = f"scale{position}", f"shift{position}"
    lines = (
        "mean = x.mean(axis=-1, keepdims=True)",
        "variance = x.var(axis=-1, keepdims=True)",
        f"x = (x - mean) / np.sqrt(variance + {layer.epsilon!r})",
        f"x = {scale} * x + {shift}",
    )
    return NumpyLayer(lines, {scale: own["scale"], shift: own["shift"]})


@numpy_layer.register
def _(layer: Embedding, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    return NumpyLayer((f"x = x @ W{position}",), {f"W{position}": own["weight"]})

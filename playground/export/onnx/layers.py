"""Layers as operators of ONNX, one conversion for each kind; those over time are in ``over_time``."""

from __future__ import annotations

from functools import singledispatch

import numpy as np

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
from playground.export.arrangement import LayerArrays
from playground.export.onnx.activations import activated
from playground.export.onnx.graph import GraphBuilder


@singledispatch
def converted(layer: Layer, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    """Add a layer over inputs (batch, *shape) and return the name of its output.

    Raises LookupError for a layer that nobody has told ONNX of.
    """
    raise LookupError(f"{layer.title} has no counterpart in ONNX")


@converted.register
def _(layer: Dense, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    arrays = [graph.keep(name, array) for name, array in own.named.items()]
    if len(shape) == 1:
        z = graph.add("Gemm", x, *arrays, called="sum")
    else:
        z = graph.add("MatMul", x, arrays[0], called="product")
        z = graph.add("Add", z, arrays[1], called="sum") if layer.bias else z
    return activated(layer.activation, graph, z, -1)


@converted.register
def _(layer: Conv2d, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    windows = layer.windows(shape)
    arrays = [graph.keep("kernel", np.moveaxis(own["kernel"], -1, 0))]
    arrays += [graph.keep("bias", own["bias"])] if layer.bias else []
    pads, strides = [*windows.before, *windows.after], [layer.stride] * 2
    z = graph.add("Conv", x, *arrays, called="sum", pads=pads, strides=strides)
    return activated(layer.activation, graph, z, 1)


@converted.register
def _(layer: MaxPool, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    size, strides = [layer.size] * 2, [layer.stride] * 2
    return graph.add("MaxPool", x, called="largest", kernel_shape=size, strides=strides)


@converted.register
def _(layer: AveragePool, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    size, strides = [layer.size] * 2, [layer.stride] * 2
    return graph.add("AveragePool", x, called="mean", kernel_shape=size, strides=strides)


@converted.register
def _(layer: GlobalMaxPool, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    return graph.add("Flatten", graph.add("GlobalMaxPool", x, called="largest"), called="row")


@converted.register
def _(layer: GlobalAveragePool, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    return graph.add("Flatten", graph.add("GlobalAveragePool", x, called="mean"), called="row")


@converted.register
def _(layer: Flatten, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    return graph.add("Flatten", x, called="row")


@converted.register(Dropout)
@converted.register(GaussianNoise)
def _(layer: Layer, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    return x  # only training knows them


@converted.register
def _(layer: BatchNorm, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    names = ("scale", "shift", "running_mean", "running_variance")
    arrays = [graph.keep(name, own[name]) for name in names]
    return graph.add("BatchNormalization", x, *arrays, called="normalized", epsilon=layer.epsilon)


@converted.register
def _(layer: LayerNorm, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    arrays = [graph.keep(name, own[name]) for name in ("scale", "shift")]
    return graph.add("LayerNormalization", x, *arrays, called="normalized", axis=-1, epsilon=layer.epsilon)


@converted.register
def _(layer: Embedding, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    return graph.add("MatMul", x, graph.keep("weight", own["weight"]), called="rows")

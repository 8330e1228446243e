"""Recurrent layers as operators of ONNX, which want the steps before the samples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.engine.layers.gru import GRU
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrent import Recurrent
from playground.engine.parameters import Shape
from playground.export.arrangement import AnyArray, LayerArrays
from playground.export.onnx.activations import activated
from playground.export.onnx.graph import GraphBuilder
from playground.export.onnx.layers import converted

INSIDE = {"tanh": "Tanh", "relu": "Relu", "sigmoid": "Sigmoid"}
"""Activations that the operator RNN has; with others a recurrent layer is a loop."""
LSTM_GATES, GRU_GATES = (0, 3, 1, 2), (1, 0, 2)
"""Which of our gates stands where in ONNX: input, output, forget, candidate; and update, reset, candidate."""


@converted.register
def _(layer: LSTM, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    second = own.again(own["bias"]) if layer.bias else None
    return _operator(layer, "LSTM", graph, x, _arrays(layer, own, LSTM_GATES, second))


@converted.register
def _(layer: GRU, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    second = None
    if layer.bias:
        second = np.concatenate([own.again(own["bias"][: 2 * layer.units]), own["recurrent_bias"]])
    arrays = _arrays(layer, own, GRU_GATES, second)
    return _operator(layer, "GRU", graph, x, arrays, linear_before_reset=1)


@converted.register
def _(layer: Recurrent, graph: GraphBuilder, x: str, shape: Shape, own: LayerArrays) -> str:
    if layer.activation.kind not in INSIDE:
        return _loop(layer, graph, x, own)
    second = own.again(own["bias"]) if layer.bias else None
    activations = [INSIDE[layer.activation.kind]]
    return _operator(layer, "RNN", graph, x, _arrays(layer, own, (0,), second), activations=activations)


def _arrays(
    layer: Recurrence, own: LayerArrays, order: Sequence[int], second: AnyArray | None
) -> dict[str, AnyArray]:
    """Return arrays with a first axis for the one direction, their gates in another order."""

    def turned(array: AnyArray) -> AnyArray:
        gates = np.split(array, len(order), axis=-1)
        return np.concatenate([gates[i] for i in order], axis=-1)

    arrays = {name: turned(own[name]).T[None] for name in ("weight", "recurrent")}
    if second is not None:
        arrays["bias"] = np.concatenate([turned(own["bias"]), turned(second)])[None]
    return arrays


def _operator(
    layer: Recurrence,
    kind: str,
    graph: GraphBuilder,
    x: str,
    arrays: dict[str, AnyArray],
    **attributes: object,
) -> str:
    steps = graph.add("Transpose", x, called="by_step", perm=[1, 0, 2])
    names = [graph.keep(name, array) for name, array in arrays.items()]
    every = layer.outputs == "every-step"
    states = graph.add(
        kind, steps, *names, called="states", place=0 if every else 1, hidden_size=layer.units, **attributes
    )
    if not every:
        return graph.add("Squeeze", states, graph.constant([0], "direction", np.int64), called="last")
    row = graph.add("Squeeze", states, graph.constant([1], "direction", np.int64), called="in_a_row")
    return graph.add("Transpose", row, called="by_sample", perm=[1, 0, 2])


def _loop(layer: Recurrent, graph: GraphBuilder, x: str, own: LayerArrays) -> str:
    arrays = {name: graph.keep(name, array) for name, array in own.named.items()}
    steps = graph.add("Transpose", x, called="by_step", perm=[1, 0, 2])
    sums = graph.add("MatMul", steps, arrays["weight"], called="from_inputs")
    sums = graph.add("Add", sums, arrays["bias"], called="with_bias") if layer.bias else sums
    batch = graph.add("Shape", x, called="batch", start=0, end=1)
    size = graph.add("Concat", batch, graph.constant([layer.units], "units", np.int64), called="size", axis=0)
    start = graph.add("ConstantOfShape", size, called="start", value=np.zeros(1, np.float32))

    body = graph.inner("step")
    z = body.add("Add", "step", body.add("MatMul", "state", arrays["recurrent"]), called="sum")
    state = body.add("Identity", activated(layer.activation, body, z, -1), called="next_state")
    last, states = graph.loop(start, sums, body, (state, body.add("Identity", state)), "states")
    if layer.outputs != "every-step":
        return last
    return graph.add("Transpose", states, called="by_sample", perm=[1, 0, 2])

"""Recurrent layers as NumPy: a loop over the steps of a sequence."""

from __future__ import annotations

from functools import singledispatch

from playground.engine.layers.gru import GRU
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrent import Recurrent
from playground.engine.parameters import Shape
from playground.export.arrangement import LayerArrays
from playground.export.numpy.activations import activation_value
from playground.export.numpy.functions import SIGMOID, NumpyFunction
from playground.export.numpy.layers import NumpyLayer, numpy_layer

LSTM_SOURCE = '''
def lstm(x, W, U, b):
    """Return the hidden states (samples, steps, units) over sequences.

    Columns of W, U and b are those of input gates, forget gates, candidates and output
    gates.
    """
    h = c = np.zeros((len(x), len(U)), x.dtype)
    states = []
    for t in range(x.shape[1]):
        i, f, g, o = np.split(x[:, t] @ W + h @ U + b, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        states.append(h)
    return np.stack(states, axis=1)
'''
GRU_SOURCE = '''
def gru(x, W, U, b, d):
    """Return the hidden states (samples, steps, units) over sequences.

    Columns of W, U and b are those of reset gates, update gates and candidates; d is
    the bias of what candidates recall.
    """
    h = np.zeros((len(x), len(U)), x.dtype)
    states = []
    for t in range(x.shape[1]):
        r, z, n = np.split(x[:, t] @ W + b, 3, axis=1)
        r_state, z_state, recalled = np.split(h @ U, 3, axis=1)
        r, z = sigmoid(r + r_state), sigmoid(z + z_state)
        n = np.tanh(n + r * (recalled + d))
        h = (1 - z) * n + z * h
        states.append(h)
    return np.stack(states, axis=1)
'''
RECURRENT_SOURCE = '''
def recurrent(x, W, U, b):
    """Return the hidden states (samples, steps, units) over sequences."""
    h = np.zeros((len(x), len(U)), x.dtype)
    states = []
    for t in range(x.shape[1]):
        h = ACTIVATED
        states.append(h)
    return np.stack(states, axis=1)
'''


def _unbiased(source: str) -> str:
    """Return a function without its biases."""
    for biased, plain in (
        (", b, d)", ")"), (", b)", ")"), (" + b", ""), ("(recalled + d)", "recalled"),
        ("Columns of W, U and b", "Columns of W and U"),
        ("; d is\n    the bias of what candidates recall.", "."),
    ):  # fmt: skip
        source = source.replace(biased, plain)
    return source


@singledispatch
def function_of(layer: Recurrence) -> NumpyFunction:
    """Return the function that a layer is. Raises LookupError for one that nobody has told NumPy of."""
    raise LookupError(f"{layer.title} has no counterpart in NumPy")


@function_of.register
def _(layer: LSTM) -> NumpyFunction:
    return NumpyFunction("lstm", LSTM_SOURCE if layer.bias else _unbiased(LSTM_SOURCE), (SIGMOID,))


@function_of.register
def _(layer: GRU) -> NumpyFunction:
    return NumpyFunction("gru", GRU_SOURCE if layer.bias else _unbiased(GRU_SOURCE), (SIGMOID,))


@function_of.register
def _(layer: Recurrent) -> NumpyFunction:
    value = activation_value(layer.activation)
    activated = value.of(f"x[:, t] @ W + h @ U{' + b' if layer.bias else ''}")
    source = RECURRENT_SOURCE.replace("ACTIVATED", activated)
    return NumpyFunction("recurrent", source if layer.bias else _unbiased(source), value.functions)


@numpy_layer.register
def _(layer: Recurrence, shape: Shape, own: LayerArrays, position: int) -> NumpyLayer:
    function = function_of(layer)
    letters = {"weight": "W", "recurrent": "U", "bias": "b", "recurrent_bias": "d"}
    arrays = {f"{letters[name]}{position}": array for name, array in own.named.items()}
    last = "" if layer.outputs == "every-step" else "[:, -1]"
    return NumpyLayer((f"x = {function.name}(x, {', '.join(arrays)}){last}",), arrays, (function,))

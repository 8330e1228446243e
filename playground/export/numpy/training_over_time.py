"""The way back through time as NumPy: what a recurrent layer learns from the slopes of its hidden states."""

from __future__ import annotations

from collections.abc import Sequence

from playground.engine.layers.gru import GRU
from playground.engine.layers.lstm import LSTM
from playground.engine.layers.recurrence import Recurrence
from playground.engine.layers.recurrent import Recurrent
from playground.engine.parameters import Shape
from playground.export.numpy.activations import activation_value
from playground.export.numpy.functions import SIGMOID, NumpyFunction
from playground.export.numpy.over_time import function_of
from playground.export.numpy.slopes import chained
from playground.export.numpy.training_layers import NumpyTraining, Way, numpy_training

LSTM_FORWARD = """
        i, f, g, o = np.split(x[:, t] @ W + h @ U + b, 4, axis=1)
        i, f, g, o = sigmoid(i), sigmoid(f), np.tanh(g), sigmoid(o)
        held = f * c + i * g
        tape.append((h, c, i, f, g, o, np.tanh(held)))
        h, c = o * np.tanh(held), held
"""
LSTM_BACK = """
        h, c, i, f, g, o, shown = tape[t]
        by_state = slopes[:, t] + h_later
        by_cell = by_state * o * (1 - shown**2) + c_later
        sums = [by_cell * g * i * (1 - i), by_cell * c * f * (1 - f)]
        sums += [by_cell * i * (1 - g**2), by_state * shown * o * (1 - o)]
        ds = np.hstack(sums)
        h_later, c_later = ds @ U.T, by_cell * f
"""
GRU_FORWARD = """
        r, z, n = np.split(x[:, t] @ W + b, 3, axis=1)
        r_state, z_state, recalled = np.split(h @ U, 3, axis=1)
        r, z, recalled = sigmoid(r + r_state), sigmoid(z + z_state), recalled + d
        n = np.tanh(n + r * recalled)
        tape.append((h, r, z, n, recalled))
        h = (1 - z) * n + z * h
"""
GRU_BACK = """
        h, r, z, n, recalled = tape[t]
        by_state = slopes[:, t] + h_later
        dn = by_state * (1 - z) * (1 - n**2)
        dr = dn * recalled * r * (1 - r)
        dz = by_state * (h - n) * z * (1 - z)
        ds, dm = np.hstack([dr, dz, dn]), np.hstack([dr, dz, dn * r])
        h_later = dm @ U.T + by_state * z
"""
RECURRENT_FORWARD = """
        z = x[:, t] @ W + h @ U + b
        a = VALUE
        tape.append((h, z, a))
        h = a
"""
RECURRENT_BACK = """
        h, z, a = tape[t]
        by_state = slopes[:, t] + h_later
        ds = SLOPE
        h_later = ds @ U.T
"""


def _written(
    name: str, forward: str, back: str, layer: Recurrence, steps: int, states: Sequence[str], sums: str
) -> str:
    """Return a function that goes forward over all steps, and back."""
    biases = ["b"] * layer.bias + ["d"] * (layer.bias and isinstance(layer, GRU))
    arrays = ["W", "U", *biases]
    told = ", ".join(["x", *arrays[:-1]]) + f" and {arrays[-1]}"
    later = " = ".join(f"{each}_later" for each in states)
    lines = [
        "",
        f"def {name}(x, {', '.join(arrays)}, slopes):",
        f'    """Return the slopes with respect to {told}, given those of the states."""',
        f"    {' = '.join(states)} = np.zeros((len(x), len(U)), x.dtype)",
        "    tape = []",
        "    for t in range(x.shape[1]):",
        *forward.strip("\n").splitlines(),
        f"    dx, {', '.join(f'd{each}' for each in arrays)} = map(np.zeros_like, (x, {', '.join(arrays)}))",
        f"    {later} = np.zeros_like(h)",
        "    for t in reversed(range(x.shape[1])):",
        *back.strip("\n").splitlines(),
        "        dx[:, t] = ds @ W.T",
        "        dW += x[:, t].T @ ds",
        f"        dU += h.T @ {sums}",
    ]
    if layer.bias:
        lines.append("        db += ds.sum(axis=0)")
    if "d" in biases:
        lines.append("        dd += (dn * r).sum(axis=0)")
    if 0 < layer.truncation < steps:
        lines += [
            f"        if (x.shape[1] - t) % {layer.truncation} == 0:  # nothing goes back any further",
            f"            {later} = np.zeros_like(h)",
        ]
    lines.append(f"    return dx, {', '.join(f'd{each}' for each in arrays)}\n")
    text = "\n".join(lines)
    if layer.bias:
        return text
    return text.replace(" + b,", ",").replace(" + b\n", "\n").replace(", recalled + d", ", recalled")


def _made(layer: Recurrence, way: Way, back: NumpyFunction) -> NumpyTraining:
    p, function = way.position, function_of(layer)
    letters = ["W", "U", *["b"] * layer.bias, *["d"] * (layer.bias and isinstance(layer, GRU))]
    arrays = [f"{letter}{p}" for letter in letters]
    called, every = ", ".join([way.x, *arrays]), layer.outputs == "every-step"
    states, slopes = (way.a, way.da) if every else (f"states{p}", f"dstates{p}")
    forward = [f"{states} = {function.name}({called})"]
    backward = list[str]()
    if not every:
        forward.append(f"{way.a} = {states}[:, -1]")
        backward += [f"{slopes} = np.zeros_like({states})", f"{slopes}[:, -1] = {way.da}"]
    found = ", ".join([way.dx or "_", *(f"d{each}" for each in arrays)])
    line = f"{found} = {back.name}({called}, {slopes})"
    if len(line) > 84:
        line = f"{found} = (\n        {back.name}({called}, {slopes})\n    )"
    backward.append(line)
    return NumpyTraining(tuple(forward), tuple(backward), tuple(arrays), (function, back))


@numpy_training.register
def _(layer: LSTM, shape: Shape, way: Way) -> NumpyTraining:
    source = _written("lstm_back", LSTM_FORWARD, LSTM_BACK, layer, shape[0], ("h", "c"), "ds")
    return _made(layer, way, NumpyFunction("lstm_back", source, (SIGMOID,)))


@numpy_training.register
def _(layer: GRU, shape: Shape, way: Way) -> NumpyTraining:
    source = _written("gru_back", GRU_FORWARD, GRU_BACK, layer, shape[0], ("h",), "dm")
    return _made(layer, way, NumpyFunction("gru_back", source, (SIGMOID,)))


@numpy_training.register
def _(layer: Recurrent, shape: Shape, way: Way) -> NumpyTraining:
    value = activation_value(layer.activation)
    back, functions = chained(layer.activation, "z", "a", "by_state")
    forward = RECURRENT_FORWARD.replace("VALUE", value.of("z"))
    source = _written(
        "recurrent_back", forward, RECURRENT_BACK.replace("SLOPE", back), layer, shape[0], ("h",), "ds"
    )
    needs = (*value.functions, *functions)
    return _made(layer, way, NumpyFunction("recurrent_back", source, needs))

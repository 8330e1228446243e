"""A network as a script for NumPy alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from playground.engine.parameters import Shape
from playground.export.arrangement import numbers
from playground.export.code.array_text import LOOKED_AT, few
from playground.export.code.check_samples import check_samples
from playground.export.code.heading import heading
from playground.export.code.script import Script, Section, WrittenScript
from playground.export.code.sections import assigned, batch, checking, given, made_of_samples, stored
from playground.export.numpy import over_time as over_time  # its conversions are registered
from playground.export.numpy.functions import NumpyFunction, in_order
from playground.export.numpy.layers import NumpyLayer, numpy_layer
from playground.export.onnx.model import RawInputs
from playground.export.spelling import WIDTH, docstring
from playground.export.weights.trained_network import TrainedNetwork


class NumpyScript(Script):
    """A network as a script for NumPy alone."""

    title = "NumPy"
    word = "numpy"

    def written(self, trained: TrainedNetwork, beside: str, training: bool = False) -> WrittenScript:
        network = trained.network
        raw = RawInputs.of(trained.experiment, network)
        layers = list(_layers(trained))
        weights = {name: array for layer in layers for name, array in layer.arrays.items()}
        if not all(np.isfinite(array).all() for array in weights.values()):
            raise LookupError("The weights are no longer finite numbers.")
        inputs, outputs = check_samples(trained, raw)
        checks = {"check_inputs": inputs, "check_outputs": outputs}
        functions = list(in_order(each for layer in layers for each in layer.functions))
        outside = {} if few(weights) else dict(weights)
        outside |= {} if few(checks, LOOKED_AT) else checks
        sections = [
            Section("", heading(trained, "It needs nothing but NumPy.", beside if outside else "")),
            Section("Imports", _imports(functions, bool(outside))),
        ]
        features = list(made_of_samples(trained, raw))
        sections += [
            *([stored(beside)] if outside else []),
            Section("The trained weights", f"# Weights are (inputs, units).\n{assigned(weights, outside)}"),
            *(Section("What the network is made of", each.source) for each in functions),
            Section("The network", _network(layers, network.shapes)),
            *features,
            Section("Predictions", _predict(raw.shape, network.shapes[-1], bool(features), outputs.dtype)),
            *checking(checks, outside, outputs.dtype),
        ]
        return WrittenScript(tuple(sections), outside)


def _layers(trained: TrainedNetwork) -> Iterator[NumpyLayer]:
    """Yield the layers, with functions of different content under different names."""
    network, known = trained.network, dict[str, NumpyFunction]()
    each = zip(network.layers, network.shapes, numbers(network), strict=False)
    for position, (layer, shape, own) in enumerate(each, 1):
        made = numpy_layer(layer, shape, own, position)
        for function in in_order(made.functions):
            if known.setdefault(function.name, function) != function:
                made = _renamed(made, function, f"{function.name}{position}")
        yield made


def _renamed(layer: NumpyLayer, function: NumpyFunction, name: str) -> NumpyLayer:
    call = re.compile(rf"\b{function.name}\(")

    def named(text: str) -> str:
        return call.sub(f"{name}(", text)

    def again(each: NumpyFunction) -> NumpyFunction:
        own = name if each == function else each.name
        return replace(each, name=own, source=named(each.source), needs=tuple(map(again, each.needs)))

    return replace(layer, lines=tuple(map(named, layer.lines)), functions=tuple(map(again, layer.functions)))


def _imports(functions: Sequence[NumpyFunction], beside: bool) -> str:
    needed = {each for function in functions for each in function.imports}
    own = sorted(f"import {each}" for each in needed if " " not in each)
    own += ["from pathlib import Path"] if beside else []
    third = ["import numpy as np", *sorted(each for each in needed if " " in each)]
    return "\n".join([*own, *([""] if own else []), *third])


def _network(layers: Sequence[NumpyLayer], shapes: Sequence[Shape]) -> str:
    told = docstring(f"Return outputs ({batch(shapes[-1])}) for inputs ({batch(shapes[0])}).", indent=4)
    lines = ["def network(x):", told]
    for layer, shape in zip(layers, shapes[1:], strict=True):
        *before, last = [f"    {line}" for line in layer.lines] or [""]
        if not last:
            continue
        noted = f"{last}  # ({batch(shape)})"
        lines += [*before, noted if len(noted) <= WIDTH else last]
    lines[-1] = lines[-1].replace("    x = ", "    return ").split("  # ")[0]
    return "\n".join(lines)


def _predict(raw: Shape, outputs: Shape, features: bool, dtype: np.dtype[np.floating]) -> str:
    told = docstring(f"Return outputs ({batch(outputs)}) for samples ({batch(raw)}).", indent=4)
    return f"def predict(inputs):\n{told}\n    return network({given(features, dtype)})"

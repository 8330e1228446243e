"""A network as a script for NumPy alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from playground.engine.parameters import Shape
from playground.export.arrangement import numbers
from playground.export.code.array_text import FEW, LOOKED_AT, few
from playground.export.code.beginning import Beginning, check_of_steps
from playground.export.code.check_samples import check_samples, check_units
from playground.export.code.course import Course
from playground.export.code.heading import heading
from playground.export.code.meaning import meaning
from playground.export.code.numpy_training import training_code
from playground.export.code.script import Script, Section, WrittenScript
from playground.export.code.sections import (
    Answers,
    answered,
    assigned,
    batch,
    checking,
    given,
    made_of_samples,
    stored,
    told_of,
)
from playground.export.code.sections import beside as beyond
from playground.export.numpy import over_time as over_time  # its conversions are registered
from playground.export.numpy.functions import FunctionNames, NumpyFunction, in_order
from playground.export.numpy.layers import NumpyLayer, numpy_layer
from playground.export.onnx.model import RawInputs
from playground.export.spelling import WIDTH, docstring
from playground.export.weights.trained_network import TrainedNetwork


class NumpyScript(Script):
    """A network as a script for NumPy alone."""

    title = "NumPy"
    word = "numpy"
    trains = True
    returns_losses = True

    def written(
        self, trained: TrainedNetwork, beside: str, training: bool = False, same_batches: bool = True
    ) -> WrittenScript:
        course = Course.of(trained, same_batches) if training else None
        beginning = Beginning.of(course, trained) if course else None
        shown = replace(trained, network=course.start) if course else trained
        after = replace(trained, network=beginning.network) if beginning else trained
        network, names = shown.network, FunctionNames({})
        raw = RawInputs.of(shown.experiment, network, shown.outline)
        layers = list(_layers(shown, names))
        weights = {name: array for layer in layers for name, array in layer.arrays.items()}
        inputs, outputs = check_samples(after, raw)
        if not all(np.isfinite(array).all() for array in (*weights.values(), outputs)):
            raise LookupError("The weights are no longer finite numbers.")
        checks = {"check_inputs": inputs, "check_outputs": outputs, **check_units(raw)}
        lesson = training_code(course, beginning.steps, names, layers) if course and beginning else None
        samples = {} if lesson is None else dict(lesson.arrays)
        needed = [each for layer in layers for each in layer.functions]
        functions = list(in_order([*needed, *(lesson.functions if lesson else ())]))
        # Where samples lie beside the script, there is room for weights.
        outside = {} if few(weights, LOOKED_AT if training else FEW) else dict(weights)
        outside |= beyond(checks)
        outside |= {} if few(samples) else samples
        features, told = list(made_of_samples(shown, raw)), told_of(shown, raw)
        sections = [
            Section("", heading(trained, "It needs nothing but NumPy.", beside if outside else "", course)),
            Section("Imports", _imports(functions, bool(outside), lesson.imports if lesson else ())),
            *([stored(beside)] if outside else []),
            Section(
                "The initial weights" if training else "The trained weights",
                f"# Weights are (inputs, units).\n{assigned(weights, outside)}",
            ),
            *([Section("The training samples", assigned(samples, outside))] if samples else []),
            *(Section("What the network is made of", each.source) for each in functions),
            Section("The network", _network(layers, network.shapes)),
            *features,
            Section(
                "Predictions",
                _predict(told, raw.answers, bool(features), outputs.dtype),
            ),
            *meaning(shown),
            *(lesson.sections if lesson else ()),
            *(
                checking(checks, outside, outputs.dtype)
                if beginning is None
                else check_of_steps(beginning, checks, outside)
            ),
        ]
        return WrittenScript(tuple(sections), outside)


def _layers(trained: TrainedNetwork, names: FunctionNames) -> Iterator[NumpyLayer]:
    """Yield the layers, with functions of different content under different names."""
    network = trained.network
    each = zip(network.layers, network.shapes, numbers(network), strict=False)
    for position, (layer, shape, own) in enumerate(each, 1):
        made = numpy_layer(layer, shape, own, position)
        functions, (lines,) = names.distinct(made.functions, position, made.lines)
        yield replace(made, lines=lines, functions=functions)


def _imports(functions: Sequence[NumpyFunction], beside: bool, more: Sequence[str]) -> str:
    needed = {each for function in functions for each in function.imports} | set(more)
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


def _predict(told: str, answers: Answers, features: bool, dtype: np.dtype[np.floating]) -> str:
    lines = answered(f"network({given(features, dtype)})", answers)
    return "\n".join(["def predict(inputs):", told, *(f"    {line}" for line in lines)])

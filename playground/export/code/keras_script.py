"""A network as a script for Keras 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from playground.engine.parameters import Shape
from playground.export.arrangement import numbers
from playground.export.code.array_text import FEW, LOOKED_AT, entries, few
from playground.export.code.check_samples import check_samples, scales_of
from playground.export.code.heading import heading
from playground.export.code.keras_training import KerasTraining
from playground.export.code.meaning import meaning
from playground.export.code.own_parts import sources
from playground.export.code.script import Script, Section, WrittenScript
from playground.export.code.sections import (
    Answers,
    answered,
    checking,
    given,
    made_of_samples,
    stored,
    told_of,
)
from playground.export.code.sections import beside as beyond
from playground.export.keras.calls import KerasCall
from playground.export.keras.sequential import keras_calls
from playground.export.onnx.model import RawInputs
from playground.export.spelling import laid_out
from playground.export.weights.trained_network import TrainedNetwork

OWN = "playground.export.keras.own_layers"
AND_TRAINS = "Then it trains the network anew: import train to do so elsewhere. "
NEEDS = "It needs Keras 3, and PyTorch, JAX or TensorFlow for Keras to work with."

# With PyTorch and JAX below, Keras makes float32 of every result that would be float64, a product of matrices
# above all (keras.backend.result_type): a policy of float64 would only look more precise.
PRECISION = np.dtype(np.float32)


class KerasScript(Script):
    """A network as a script for Keras 3."""

    title = "Keras"
    word = "keras"
    trains = True

    def written(
        self, trained: TrainedNetwork, beside: str, training: bool = False, same_batches: bool = True
    ) -> WrittenScript:
        network = trained.network
        raw = RawInputs.of(trained.experiment, network)
        calls = keras_calls(network, numbers(network), training)
        arrays = [np.asarray(array, PRECISION) for call in calls for array in call.arrays]
        weights = {f"weights_{i}": array for i, array in enumerate(arrays, 1)}
        if not all(np.isfinite(array).all() for array in arrays):
            raise LookupError("The weights are no longer finite numbers.")
        inputs, outputs = check_samples(trained, raw)
        checks = {"check_inputs": inputs, "check_outputs": outputs.astype(PRECISION)}
        # Where samples lie beside the script, there is room for weights.
        short = few(weights, LOOKED_AT if training else FEW)
        outside = {} if short else dict(weights)
        outside |= beyond(checks)
        anew = KerasTraining.of(trained, PRECISION, same_batches) if training else None
        outside |= anew.outside() if anew else {}
        lesson = list(anew.sections()) if anew else []
        needs = AND_TRAINS + NEEDS if training else NEEDS
        features = list(made_of_samples(trained, raw))
        own = list(sources(OWN, _own(calls)))
        sections = [
            Section("", heading(trained, needs, beside if outside else "")),
            Section("Imports", _imports(bool(outside), "".join([*own, *(each.code for each in lesson)]))),
            *([stored(beside)] if outside else []),
        ]
        if not short:
            loaded = f'[stored[f"weights_{{i}}"] for i in range(1, {len(weights) + 1})]'
        else:
            text = entries([("", array) for array in arrays], "[]")
            sections.append(Section("The trained weights", f"weights = {text}"))
            loaded = "[np.array(array) for array in weights]"
        sections += [
            *(Section("What Keras lacks", each) for each in own),
            Section("The network", f"{_network(network.shapes[0], calls)}\nmodel.set_weights({loaded})"),
            *features,
            Section("Predictions", _predict(told_of(trained, raw), scales_of(trained, raw), bool(features))),
            *meaning(trained),
            *lesson,
            *checking(checks, outside, PRECISION, training),
        ]
        return WrittenScript(tuple(sections), outside)


def _own(calls: Sequence[KerasCall]) -> Iterator[str]:
    for call in calls:
        if call.own:
            yield call.name
        yield from _own([each for each in call.given if isinstance(each, KerasCall)])


def _imports(beside: bool, code: str) -> str:
    standard = "import math\n" if "math." in code else ""
    standard += "from pathlib import Path\n" if beside else ""
    standard += "\n" if standard else ""
    names = "layers, ops" if re.search(r"(?<!keras\.)\bops\.", code) else "layers"
    return f"{standard}import keras\nimport numpy as np\nfrom keras import {names}"


def _network(inputs: Shape, calls: Sequence[KerasCall]) -> str:
    rows = [f"keras.Input({inputs})", *map(str, calls)]
    inside = "".join(f"        {laid_out(row, 8)},\n" for row in rows)
    return f"model = keras.Sequential(\n    [\n{inside}    ]\n)"


def _predict(told: str, answers: Answers, features: bool) -> str:
    lines = ["def predict(inputs):", told, f"    x = {given(features, PRECISION)}"]
    lines += [f"    {line}" for line in answered("model.predict(x, verbose=0)", answers)]
    return "\n".join(lines)

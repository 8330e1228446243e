"""A network as a script for Keras 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from playground.engine.network import Network
from playground.export.arrangement import numbers
from playground.export.code.array_text import entries
from playground.export.code.keras_training import KerasTraining
from playground.export.code.library_script import LibraryNetwork, LibraryScript
from playground.export.code.sections import Answers, answered
from playground.export.keras.calls import KerasCall
from playground.export.keras.sequential import keras_calls
from playground.export.spelling import laid_out
from playground.export.weights.trained_network import TrainedNetwork

# With PyTorch and JAX below, Keras makes float32 of every result that would be float64, a product of matrices
# above all (keras.backend.result_type): a policy of float64 would only look more precise.
PRECISION = np.dtype(np.float32)


class KerasScript(LibraryScript):
    """A network as a script for Keras 3."""

    title = "Keras"
    word = "keras"
    needs = "It needs Keras 3, and PyTorch, JAX or TensorFlow for Keras to work with."
    own_layers = "playground.export.keras.own_layers"

    def network(self, trained: TrainedNetwork, training: bool) -> LibraryNetwork:
        return KerasNetwork(trained.network, training)

    def training(self, trained: TrainedNetwork, same_batches: bool) -> KerasTraining:
        return KerasTraining.of(trained, PRECISION, same_batches)


class KerasNetwork(LibraryNetwork):
    """A network as a ``keras.Sequential``."""

    dtype = PRECISION

    def __init__(self, network: Network, training: bool) -> None:
        self._inputs = network.shapes[0]
        self._calls = keras_calls(network, numbers(network), training)
        arrays = [np.asarray(array, PRECISION) for call in self._calls for array in call.arrays]
        self.weights = {f"weights_{i}": array for i, array in enumerate(arrays, 1)}

    def own(self) -> Iterator[str]:
        yield from _own(self._calls)

    def listed(self) -> str:
        return entries([("", array) for array in self.weights.values()], "[]")

    def code(self, short: bool) -> str:
        rows = [f"keras.Input({self._inputs})", *map(str, self._calls)]
        inside = "".join(f"        {laid_out(row, 8)},\n" for row in rows)
        loaded = "[np.array(array) for array in weights]"
        if not short:
            loaded = f'[stored[f"weights_{{i}}"] for i in range(1, {len(self.weights) + 1})]'
        return f"model = keras.Sequential(\n    [\n{inside}    ]\n)\nmodel.set_weights({loaded})"

    def prediction(self, answers: Answers, inputs: str) -> list[str]:
        return answered(f"model.predict({inputs}, verbose=0)", answers)

    def imports(self, code: str) -> list[str]:
        names = "layers, ops" if re.search(r"(?<!keras\.)\bops\.", code) else "layers"
        return ["import keras", "import numpy as np", f"from keras import {names}"]


def _own(calls: Sequence[KerasCall]) -> Iterator[str]:
    for call in calls:
        if call.own:
            yield call.name
        yield from _own([each for each in call.given if isinstance(each, KerasCall)])

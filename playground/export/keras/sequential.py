"""A whole network as a ``keras.Sequential``: the calls that make its layers, and the model of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.engine.network import Network
from playground.export.arrangement import LayerArrays, numbers
from playground.export.keras.calls import KerasCall
from playground.export.keras.layers import keras_layers
from playground.export.keras.truncation import truncated

MISSING = "Keras is not installed: pip install keras, and PyTorch, JAX or TensorFlow for it to work with"


def keras_calls(network: Network, layers: Sequence[LayerArrays], training: bool = False) -> list[KerasCall]:
    """Return the calls that make the layers of a network, as they predict or are trained.

    Raises LookupError for what Keras has no counterpart of.
    """
    # Keras has the channels of images innermost.
    found = [KerasCall("Permute", ((2, 3, 1),))] if len(network.shapes[0]) == 3 else []
    each = zip(network.layers, network.shapes, layers, strict=False)
    for layer, shape, own in each:
        calls = keras_layers(layer, shape, own)
        found += truncated(layer, shape, calls) if training else calls
    return found


def to_keras(network: Network) -> Any:
    """Return a ``keras.Sequential`` with the same numbers, ready to predict: inputs (samples, *shape) in.

    Raises ImportError in one sentence where Keras is not installed, LookupError for a layer that it lacks.
    """
    try:
        import keras
    except ImportError as error:
        raise ImportError(MISSING) from error
    from playground.export.keras import own_layers

    precision = network.parameters.dtype.name

    def made(call: Any) -> Any:
        if not isinstance(call, KerasCall):
            return call
        given = {name: made(value) for name, value in call.settings.items()}
        known = own_layers if call.own else keras.layers
        return getattr(known, call.name)(*call.arguments, **given, dtype=precision)

    found = keras.Sequential([keras.Input(network.shapes[0], dtype=precision)])
    for call in keras_calls(network, numbers(network)):
        layer = made(call)
        found.add(layer)
        if call.arrays:
            layer.set_weights([np.array(array) for array in call.arrays])
    return found

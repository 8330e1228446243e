"""A whole network as a ``keras.Sequential``. Only where Keras is installed can one be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from playground.engine.network import Network
from playground.export.arrangement import numbers

MISSING = "Keras is not installed: pip install keras, and PyTorch, JAX or TensorFlow for it to work with"


def to_keras(network: Network) -> Any:
    """Return a ``keras.Sequential`` with the same numbers, ready to predict: inputs (samples, *shape) in.

    Raises ImportError in one sentence where Keras is not installed, LookupError for a layer that it lacks.
    """
    try:
        import keras
    except ImportError as error:
        raise ImportError(MISSING) from error
    from playground.export.keras.layers import keras_layers

    found = keras.Sequential([keras.Input(network.shapes[0], dtype=network.parameters.dtype.name)])
    made: list[tuple[Any, Sequence[Any]]] = []
    if len(network.shapes[0]) == 3:
        made.append((keras.layers.Permute((2, 3, 1)), ()))  # Keras has the channels innermost
    for layer, shape, own in zip(network.layers, network.shapes, numbers(network), strict=False):
        made += keras_layers(layer, shape, own)
    for layer, arrays in made:
        layer.dtype_policy = keras.DTypePolicy(network.parameters.dtype.name)
        found.add(layer)
        if arrays:
            layer.set_weights([np.array(array) for array in arrays])
    return found

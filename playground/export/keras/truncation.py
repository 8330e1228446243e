"""Recurrent layers whose gradients go back through a few steps, as these are trained."""

from __future__ import annotations

from dataclasses import replace

from playground.engine.layers.base import Layer
from playground.engine.layers.recurrence import Recurrence
from playground.engine.parameters import Shape
from playground.export.keras.calls import KerasCall


def truncated(layer: Layer, shape: Shape, calls: list[KerasCall]) -> list[KerasCall]:
    """Return the layers of Keras for one of ours over inputs of a shape as they are trained."""
    if not isinstance(layer, Recurrence) or not 0 < layer.truncation < shape[0]:
        return calls
    (recurrent,) = calls
    inner = replace(recurrent, arrays=())
    given = {"truncation": layer.truncation}
    return [KerasCall("BlockwiseLayer", (inner,), given, recurrent.arrays, own=True)]

"""Recurrent modules whose gradients go back through a few steps, as these are trained."""

from __future__ import annotations

from dataclasses import replace

from playground.engine.layers.base import Layer
from playground.engine.layers.recurrence import Recurrence
from playground.engine.parameters import Shape
from playground.export.pytorch.modules import TorchModule


def truncated(layer: Layer, shape: Shape, modules: list[TorchModule]) -> list[TorchModule]:
    """Return the modules of a layer over inputs of a shape as they are trained; names of arrays remain."""
    if not isinstance(layer, Recurrence) or not 0 < layer.truncation < shape[0]:
        return modules
    recurrent, *others = modules
    given = {**recurrent.settings, "truncation": layer.truncation}
    return [replace(recurrent, name=f"Truncated{recurrent.name}", settings=given, own=True), *others]

"""What a network is built of, before it has any numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from playground.engine.layers.base import Layer
from playground.engine.parameters import Layout, Shape, layouts


@dataclass(frozen=True)
class Architecture:
    """Layers in a row, what flows along every edge, and where the parameters of each layer stand."""

    layers: tuple[Layer, ...]
    shapes: list[Shape]
    """Of every edge, from the inputs on ..."""
    widths: list[int]
    """... and how many numbers that is."""
    layouts: list[Layout]

    @classmethod
    def of(cls, layers: Sequence[Layer], inputs: Shape) -> Architecture:
        """Return that of layers over inputs of a shape. Raises ValueError for layers that do not fit."""
        shapes = shapes_along(layers, inputs)
        declared = (layer.parameters(shape) for layer, shape in zip(layers, shapes, strict=False))
        return cls(tuple(layers), shapes, [math.prod(shape) for shape in shapes], layouts(declared))


def shapes_along(layers: Sequence[Layer], shape: Shape) -> list[Shape]:
    """Return what flows along every edge, from the inputs' shape on. Raises ValueError where it cannot."""
    shapes = [shape]
    for i, layer in enumerate(layers, 1):
        if misfit := layer.misfit(shapes[-1]):
            raise ValueError(f"layer {i}: {misfit}")
        shapes.append(layer.output(shapes[-1]))
    return shapes

"""Flatten: any shape as a row."""

import math
from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place


class Flatten(Layer):
    """Hands on all numbers in one row, as dense layers need them.

    An image comes channel by channel and row by row, as PyTorch flattens; Keras has the channels innermost.
    """

    letters: ClassVar[dict[str, Letter]] = {"a": OUTPUT}
    kind: Literal["flatten"] = "flatten"

    def output(self, shape: Shape) -> Shape:
        return (math.prod(shape),)

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        return [tuple(map(int, np.unravel_index(place[0], shape)))]

    def bind(self, memory: Memory) -> Bound:
        forward = partial(np.copyto, memory.a, memory.x)
        backward = () if memory.dx is None else (partial(np.copyto, memory.dx, memory.da),)
        return Bound((forward,), backward, {"x": memory.x, "a": memory.a, "da": memory.da})

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        (below,) = self.receptive_field(place, at.inputs_shape)
        yield at.line("a", place, at.x(below), "The same number, in a row.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        above = int(np.ravel_multi_index(place, at.inputs_shape))
        return at.slope((above,)), "The same slope, from its place in the row."

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        raise LookupError(f"{self.kind} has no {name}")

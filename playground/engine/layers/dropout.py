"""Dropout: while training, random units are silent (Srivastava et al. 2014)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

import numpy as np

from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.layers.random_numbers import by_network, zeros_by_network
from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.parts.setting import setting


class Dropout(Layer):
    """Drops random units in training and multiplies the rest by 1 / (1 − rate) (Srivastava et al. 2014)."""

    letters: ClassVar[Mapping[str, Letter]] = {
        "a": OUTPUT,
        "mask": Letter("m", "The dropout mask: 0 for a dropped unit, 1 / (1 − rate) for the others."),
    }
    corrupts = True
    short = "Drop"
    kind: Literal["dropout"] = "dropout"
    rate: float = setting(0.2, "Share of the units that are dropped in each step.", ge=0.0, le=0.9, unit="%")

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        return [place]

    def bind(self, memory: Memory) -> Bound:
        x, a, da, dx, generators = memory.x, memory.a, memory.da, memory.dx, memory.generators
        mask = zeros_by_network(da)
        mask[...] = 1.0  # nothing is dropped outside training

        def forward() -> None:
            if generators is not None:
                for own, generator in by_network(mask, generators):
                    generator.random(out=own, dtype=mask.dtype.type)
                np.greater_equal(mask, self.rate, out=mask)
                np.multiply(mask, 1.0 / (1.0 - self.rate), out=mask)
            np.multiply(x, mask, out=a)

        def backward() -> None:
            if dx is not None:
                np.multiply(da, mask, out=dx)

        return Bound((forward,), (backward,), {"x": x, "a": a, "da": da, "mask": mask})

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        mask = at.value("mask", place)
        own = "kept, and multiplied by 1 / (1 − rate)" if mask.number else "dropped"
        yield at.line("a", place, mask * at.x(place), f"The mask m: in this step the unit is {own}.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        return at.value("mask", place) * at.slope(place), "Back through the same mask."

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        raise LookupError(f"{self.kind} has no {name}")

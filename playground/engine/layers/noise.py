"""Noise: while training, every number is shifted a little, as denoising asks for (Vincent et al. 2008)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

import numpy as np

from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.layers.random_numbers import by_network, zeros_by_network
from playground.engine.parameters import Shape
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.parts.setting import setting


class GaussianNoise(Layer):
    """Adds normal noise in training, other numbers in each step (Vincent et al. 2008; as in Keras)."""

    letters: ClassVar[Mapping[str, Letter]] = {
        "a": OUTPUT,
        "noise": Letter("ν", "The noise of this step: it is not there outside training."),
    }
    corrupts = True
    short = "Noise"
    kind: Literal["gaussian-noise"] = "gaussian-noise"
    deviation: float = setting(0.1, "Standard deviation of the noise.", ge=0.0, le=10.0)

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        return [place]

    def bind(self, memory: Memory) -> Bound:
        x, a, da, dx, generators = memory.x, memory.a, memory.da, memory.dx, memory.generators
        noise = zeros_by_network(da)

        def forward() -> None:
            if generators is not None:
                for own, generator in by_network(noise, generators):
                    generator.standard_normal(out=own, dtype=noise.dtype.type)
                np.multiply(noise, self.deviation, out=noise)
            np.add(x, noise, out=a)

        def backward() -> None:
            if dx is not None:
                np.copyto(dx, da)

        return Bound((forward,), (backward,), {"x": x, "a": a, "da": da, "noise": noise})

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        yield at.line(
            "a", place, at.x(place) + at.value("noise", place), "The noise ν of this step is added."
        )

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        return 1 * at.slope(place), "Noise that is added changes no slope."

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        raise LookupError(f"{self.kind} has no {name}")

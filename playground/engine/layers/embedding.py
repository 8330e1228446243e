"""The embedding: a row of numbers for every symbol, learned like weights (Bengio et al. 2003).

``weight`` is PyTorch's ``nn.Embedding.weight`` and Keras's ``embeddings``, which take the number of a symbol
where this layer takes a row with a one in its place: PyTorch's input is the ``argmax`` of ours.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Procedure
from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.layers.sequence_memory import as_matrices, sequence_product, time_major
from playground.engine.parameters import Parameter, Role, Shape, in_words
from playground.engine.symbolic.expressions import Line, Term
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.engine.symbolic.sums import total
from playground.parts.setting import setting


class Embedding(Layer):
    """Puts a row of numbers of its own in the place of every symbol of a sequence; similar ones come to lie
    near each other.
    """

    letters: ClassVar[Mapping[str, Letter]] = {
        "weight": Letter("w", "A number of a symbol's row."),
        "a": OUTPUT,
    }
    short = "Embed"
    kind: Literal["embedding"] = "embedding"
    units: int = setting(4, "Numbers in the row of each symbol.", ge=1, le=128)

    def output(self, shape: Shape) -> Shape:
        return (shape[0], self.units)

    def misfit(self, shape: Shape) -> str:
        if len(shape) != 2:
            return f"{self.title} needs a sequence of symbols, not {in_words(shape)}"
        return ""

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        symbols = shape[1]
        return {"weight": Parameter((symbols, self.units), Role.WEIGHT, symbols, self.units)}

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        return [(*place[:-1], i) for i in range(shape[-1])]

    def bind(self, memory: Memory) -> Bound:
        outputs = self.output(memory.shape)
        x, a, da = (
            time_major(memory.x, memory.shape),
            time_major(memory.a, outputs),
            time_major(memory.da, outputs),
        )
        weight, gradient = memory.parameters["weight"], memory.gradient["weight"]
        parts = np.empty((memory.shape[0], *gradient.shape), gradient.dtype)
        forward = sequence_product(weight.swapaxes(-1, -2), x, a)
        backward: list[Procedure] = [
            partial(np.matmul, as_matrices(x), as_matrices(da).swapaxes(-1, -2), parts),
            partial(np.add.reduce, parts, axis=0, out=gradient),
        ]
        if memory.dx is not None:
            backward.append(sequence_product(weight, da, time_major(memory.dx, memory.shape)))
        return Bound((forward,), tuple(backward), {"x": memory.x, "a": memory.a, "da": memory.da})

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        t, unit = place
        inputs = [at.x((t, i)) for i in range(at.inputs_shape[1])]
        there = [i for i, each in enumerate(inputs) if each.number != 0.0]
        terms: list[Term] = [at.parameter("weight", (i, unit)) * inputs[i] for i in there]
        yield at.line("a", place, total(terms), "The number in the symbol's own row; all others meet a 0.")

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        t, i = place
        terms = [at.parameter("weight", (i, unit)) * at.slope((t, unit)) for unit in range(self.units)]
        return total(terms), "Each output of that step flows back through the symbol's row."

    def uses(self, name: str, index: Place, shape: Shape) -> list[Place]:
        return [(t, index[1]) for t in range(shape[0])]

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        return at.x((place[0], index[0])) * at.slope(place)

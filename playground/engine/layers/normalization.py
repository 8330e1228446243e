"""Batch and layer normalization: numbers brought to mean 0 and variance 1."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Literal

import numpy as np

from playground.engine.activations.base import Array
from playground.engine.layers.base import Bound, Layer, Memory
from playground.engine.layers.matrices import LayerMatrices
from playground.engine.layers.normalization_matrices import (
    back_through_batch,
    back_through_units,
    normalized,
    over_batch,
    over_units,
    parameter_gradients,
)
from playground.engine.parameters import Parameter, Role, Shape, in_words
from playground.engine.symbolic.expressions import Line, Symbol, Term, symbol
from playground.engine.symbolic.functions import sqrt
from playground.engine.symbolic.layer_symbols import OUTPUT, LayerSymbols, Letter, Place
from playground.engine.symbolic.setting_symbols import setting_symbol
from playground.parts.setting import setting


class _Normalization(Layer):
    """What both normalizations share: each unit's own scale and shift afterwards."""

    over: ClassVar[str]
    """Over what mean and variance are taken ..."""
    alone: ClassVar[str]
    """... and what that is called where there is but one."""
    letters: ClassVar[dict[str, Letter]] = {
        "a": OUTPUT,
        "normal": Letter("n", "A normalized number: of mean 0 and variance 1."),
        "mean": Letter("μ", "The mean of a normalization."),
        "variance": Letter("Var", "The variance of a normalization."),
        "scale": Letter("γ", "The scale of a normalized unit."),
        "shift": Letter("b", "The shift of a normalized unit: its bias."),
    }
    epsilon: float = setting(
        1e-5, "A small number that keeps the division finite.", gt=0.0, le=0.1, log=True, letter="ε"
    )

    def mean(self, at: LayerSymbols, place: Place) -> Symbol:
        """Return the mean that is taken off at a place."""
        return at.value("mean", place)

    @abstractmethod
    def counted(self, at: LayerSymbols) -> int:
        """Return how many numbers mean and variance are those of."""

    def misfit(self, shape: Shape) -> str:
        return "" if len(shape) == 1 else f"{self.title} needs inputs in a row, not {in_words(shape)}"

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        return {"scale": Parameter(shape, Role.SCALE, start=1.0), "shift": Parameter(shape, Role.SHIFT)}

    def forward_formula(self, at: LayerSymbols, place: Place) -> Iterator[Line]:
        spread = at.value("variance", place) + setting_symbol(self, "epsilon")
        normal = (at.x(place) - self.mean(at, place)) / sqrt(spread)
        note = f"Normalized with the mean and variance over {self.over}."
        if self.counted(at) == 1:
            note = (
                f"Over {self.over}, here {self.alone}: it equals its own mean and has no variance, so n is 0."
            )
        yield at.line("normal", place, normal, note)
        shaped = at.parameter("scale", place) * at.value("normal", place) + at.parameter("shift", place)
        yield at.line("a", place, shaped, "The unit's own scale and shift.")

    def share_formula(self, at: LayerSymbols, name: str, index: Place, place: Place) -> Term:
        back = at.slope(place)
        return back * at.value("normal", place) if name == "scale" else back

    def _mean(self, at: LayerSymbols, of: str, value: Any, *terms: Term) -> Symbol:
        """Return a mean; ``terms`` are what this sample adds to the sum of which it is."""
        means = f"The mean of {of} over {self.over}."
        parts = tuple(term / self.counted(at) for term in terms)
        return symbol(f"mean({of})", value, means=means, made_of=parts)


class BatchNorm(_Normalization):
    """Normalizes every unit to mean 0 and variance 1 over the batch (Ioffe and Szegedy 2015).

    Outside training, running means take the place of the batch's mean and variance. They start from the
    training set (PyTorch's from mean 0 and variance 1). Momentum is PyTorch's: the share of the new batch.
    """

    over, alone = "the batch", "a single sample"
    letters = _Normalization.letters | {
        "running_mean": Letter("μ", "The running mean of a unit."),
        "running_variance": Letter("Var", "The running variance of a unit."),
    }
    short = "BN"
    kind: Literal["batch-norm"] = "batch-norm"
    momentum: float = setting(0.1, "Share of the newest batch in the running means.", ge=0.0, le=1.0)

    def least_batch(self) -> int:
        return 2

    def parameters(self, shape: Shape) -> dict[str, Parameter]:
        mean, variance = Parameter(shape, Role.MEAN), Parameter(shape, Role.VARIANCE, start=1.0)
        return super().parameters(shape) | {"running_mean": mean, "running_variance": variance}

    def observe(self, x: Array, statistics: Mapping[str, Array]) -> None:
        count = x.shape[-2]
        statistics["running_mean"][...] = x.mean(axis=-2)
        statistics["running_variance"][...] = x.var(axis=-2) * (count / max(count - 1, 1))

    def receptive_field(self, place: Place, shape: Shape) -> list[Place]:
        return [place]

    def bind(self, memory: Memory) -> Bound:
        x, a, da, dx = memory.x, memory.a, memory.da, memory.dx
        batch = da.shape[-2]
        scale, shift, mean, variance = (
            view[..., None, :] for view in (*memory.parameters.values(), *memory.statistics.values())
        )
        slopes = memory.gradient
        normal, root = np.empty_like(da), np.empty_like(scale)
        training = memory.generators is not None
        now, spread = (np.empty_like(mean), np.empty_like(mean)) if training else (mean, variance)

        def forward() -> None:
            if training:
                x.mean(axis=-2, keepdims=True, out=now)
                x.var(axis=-2, keepdims=True, out=spread)
                mean[...] += self.momentum * (now - mean)
                variance[...] += self.momentum * (spread * (batch / max(batch - 1, 1)) - variance)
            np.sqrt(spread + self.epsilon, out=root)
            np.subtract(x, now, out=normal)
            np.divide(normal, root, out=normal)
            np.multiply(normal, scale, out=a)
            np.add(a, shift, out=a)

        def backward() -> None:
            np.sum(da * normal, axis=-2, out=slopes["scale"])
            np.sum(da, axis=-2, out=slopes["shift"])
            if dx is None:
                return
            np.multiply(da, scale, out=dx)
            if training:
                # The batch's own mean and variance move with x, too.
                share = (dx * normal).mean(axis=-2, keepdims=True)
                np.subtract(dx, dx.mean(axis=-2, keepdims=True) + normal * share, out=dx)
            np.divide(dx, root, out=dx)

        between = {"mean": now, "variance": spread, "root": root, "normal": normal}
        return Bound((forward,), (backward,), {"x": x, **between, "a": a, "da": da})

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        slopes, normals = at.values["da"][:, *place], at.values["normal"][:, *place]
        own, normal = at.slope(place), at.value("normal", place)
        mean_slope = self._mean(at, "∂L/∂a", slopes.mean(), own)
        mean_share = self._mean(at, "n·∂L/∂a", (slopes * normals).mean(), normal * own)
        root = sqrt(at.value("variance", place) + setting_symbol(self, "epsilon"))
        term = at.parameter("scale", place) / root * (own - mean_slope - normal * mean_share)
        if self.counted(at) == 1:
            return term, "No gradient flows back: a single sample always equals its own mean."
        return (
            term,
            "The batch's mean and variance depend on it too: two means over the batch are subtracted.",
        )

    def counted(self, at: LayerSymbols) -> int:
        return len(at.values["normal"])

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        mean = over_batch(len(at.values["normal"]))
        return normalized(at, mean, setting_symbol(self, "epsilon"), self.over)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        yield from parameter_gradients(at)
        if (below := at.below()) is not None:
            yield back_through_batch(at, below, setting_symbol(self, "epsilon"))


class LayerNorm(_Normalization):
    """Normalizes the units of every sample to mean 0 and variance 1, whatever the batch (Ba et al. 2016)."""

    over, alone = "the units of the sample", "a single unit"
    short = "LN"
    kind: Literal["layer-norm"] = "layer-norm"

    def bind(self, memory: Memory) -> Bound:
        x, a, da, dx = memory.x, memory.a, memory.da, memory.dx
        slopes = memory.gradient
        scale, shift = (view[..., None, :] for view in memory.parameters.values())
        normal, root = np.empty_like(da), np.empty_like(da[..., :1])
        mean, variance = np.empty_like(root), np.empty_like(root)

        def forward() -> None:
            x.var(axis=-1, keepdims=True, out=variance)
            np.sqrt(variance + self.epsilon, out=root)
            x.mean(axis=-1, keepdims=True, out=mean)
            np.subtract(x, mean, out=normal)
            np.divide(normal, root, out=normal)
            np.multiply(normal, scale, out=a)
            np.add(a, shift, out=a)

        def backward() -> None:
            np.sum(da * normal, axis=-2, out=slopes["scale"])
            np.sum(da, axis=-2, out=slopes["shift"])
            if dx is None:
                return
            np.multiply(da, scale, out=dx)
            share = (dx * normal).mean(axis=-1, keepdims=True)
            np.subtract(dx, dx.mean(axis=-1, keepdims=True) + normal * share, out=dx)
            np.divide(dx, root, out=dx)

        between = {"mean": mean, "variance": variance, "root": root, "normal": normal}
        return Bound((forward,), (backward,), {"x": x, **between, "a": a, "da": da})

    def backward_formula(self, at: LayerSymbols, place: Place) -> tuple[Term, str]:
        scaled = {j: at.parameter("scale", j) * at.slope(j) for j in at.places}
        shares = [term * at.value("normal", j) for j, term in scaled.items()]
        mean_slope = self._mean(at, "γ·∂L/∂a", _mean_of(scaled.values()), *scaled.values())
        mean_share = self._mean(at, "n·γ·∂L/∂a", _mean_of(shares), *shares)
        root = sqrt(at.value("variance", place) + setting_symbol(self, "epsilon"))
        term = (scaled[place] - mean_slope - at.value("normal", place) * mean_share) / root
        if self.counted(at) == 1:
            return term, "No gradient flows back: a single unit always equals its own mean."
        return (
            term,
            "The sample's mean and variance depend on it too: two means over the units are subtracted.",
        )

    def mean(self, at: LayerSymbols, place: Place) -> Symbol:
        return replace(super().mean(at, place), made_of=tuple(at.x(each) for each in at.input_places))

    def counted(self, at: LayerSymbols) -> int:
        return len(at.places)

    def forward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        mean = over_units(at.values["normal"].shape[-1])
        return normalized(at, mean, setting_symbol(self, "epsilon"), self.over)

    def backward_matrices(self, at: LayerMatrices) -> Iterator[Line]:
        yield from parameter_gradients(at)
        if (below := at.below()) is not None:
            yield back_through_units(at, below, setting_symbol(self, "epsilon"))


def _mean_of(terms: Iterable[Term]) -> Any:
    return np.mean([term.number for term in terms])

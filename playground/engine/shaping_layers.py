"""Layers that shape what passes through them, unit by unit: dropout and the two normalizations."""

from typing import Literal

import numpy as np

from playground.engine.activations import Array
from playground.engine.initializers import Initializer
from playground.engine.layers import Bound, Generators, Layer, Memory
from playground.parts import setting


class Dropout(Layer):
    """While training, silences random units and lets the others speak louder (Srivastava et al. 2014)."""

    kind: Literal["dropout"] = "dropout"
    rate: float = setting(0.2, "Share of the units that are silent in each step.", ge=0.0, le=0.9, unit="%")

    def bind(self, memory: Memory) -> Bound:
        x, a, da, dx, generators = memory.x[..., :-1], memory.a, memory.da, memory.dx, memory.generators
        mask = np.ones(da.swapaxes(-1, -2).shape, da.dtype).swapaxes(-1, -2)  # each network's in one piece

        def forward() -> None:
            if generators is not None:
                _draw(mask, generators)
                np.greater_equal(mask, self.rate, out=mask)
                np.multiply(mask, 1.0 / (1.0 - self.rate), out=mask)
            np.multiply(x, mask, out=a)

        def backward() -> None:
            if dx is not None:
                np.multiply(da, mask, out=dx)

        return Bound((forward,), (backward,), {"x": x, "a": a, "da": da, "mask": mask})


def _draw(mask: Array, generators: Generators) -> None:
    """Fill the mask with even numbers from 0 to 1, each network's from its own generator."""
    for member, generator in zip(mask if mask.ndim == 3 else mask[None], generators, strict=True):
        generator.random(out=member, dtype=mask.dtype.type)


class _Normalization(Layer):
    """What both normalizations share: each unit's own scale and shift afterwards."""

    epsilon: float = setting(1e-5, "Keeps the division finite.", gt=0.0, le=0.1, log=True)

    def size(self, inputs: int) -> int:
        return 2 * inputs

    def arrays(self, block: Array, state: Array, inputs: int) -> dict[str, Array]:
        return {"scale": block[..., :inputs], "shift": block[..., inputs:]}

    def initialize(
        self, arrays: dict[str, Array], position: int, rule: Initializer, generator: np.random.Generator
    ) -> None:
        arrays["scale"][...] = 1.0
        arrays["shift"][...] = 0.0


class BatchNorm(_Normalization):
    """Brings every unit to mean 0 and variance 1 over the batch (Ioffe and Szegedy 2015).

    Afterwards running means stand in for the batch; their momentum is PyTorch's: the share of the new.
    """

    kind: Literal["batch-norm"] = "batch-norm"
    momentum: float = setting(0.1, "Share of the newest batch in the running means.", ge=0.0, le=1.0)

    def least_batch(self) -> int:
        return 2

    def state_size(self, inputs: int) -> int:
        return 2 * inputs

    def arrays(self, block: Array, state: Array, inputs: int) -> dict[str, Array]:
        running = {"running_mean": state[..., :inputs], "running_variance": state[..., inputs:]}
        return super().arrays(block, state, inputs) | running

    def initialize(
        self, arrays: dict[str, Array], position: int, rule: Initializer, generator: np.random.Generator
    ) -> None:
        super().initialize(arrays, position, rule, generator)
        arrays["running_mean"][...] = 0.0
        arrays["running_variance"][...] = 1.0

    def bind(self, memory: Memory) -> Bound:
        x, a, da, dx = memory.x[..., :-1], memory.a, memory.da, memory.dx
        batch, units = da.shape[-2:]
        views = {
            name: view[..., None, :] for name, view in self.arrays(memory.block, memory.state, units).items()
        }
        slopes = self.arrays(memory.gradient, memory.state, units)
        scale, shift, mean, variance = views.values()
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


class LayerNorm(_Normalization):
    """Brings the units of every sample to mean 0 and variance 1, whatever the batch (Ba et al. 2016)."""

    kind: Literal["layer-norm"] = "layer-norm"

    def bind(self, memory: Memory) -> Bound:
        x, a, da, dx = memory.x[..., :-1], memory.a, memory.da, memory.dx
        views = self.arrays(memory.block, memory.state, da.shape[-1])
        slopes = self.arrays(memory.gradient, memory.state, da.shape[-1])
        scale, shift = views["scale"][..., None, :], views["shift"][..., None, :]
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

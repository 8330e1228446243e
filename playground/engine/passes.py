"""Forward and backward passes: a network at work in memory of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.engine.architecture import Architecture
from playground.engine.layers.base import Bound, Generators, Memory
from playground.engine.losses.base import Loss
from playground.engine.losses.every_step import EveryStepLoss


def _columns(lead: tuple[int, ...], batch: int, width: int, dtype: npt.DTypeLike) -> Array:
    """Return ones (*lead, batch, width) whose columns are contiguous in memory.

    NumPy is twice as fast on contiguous arrays. The columns of all networks are contiguous together; in
    batches below 8 those of each network are, since BLAS would round differently.
    """
    axis = 0 if batch >= 8 else len(lead)
    shape = (*lead, batch)
    return np.moveaxis(np.ones((*shape[:axis], width, *shape[axis:]), dtype), axis, -1)


def _linked(loss: Loss | None, network: Architecture) -> bool:
    """Return whether the loss is computed together with the output activation.

    Raises ValueError where the network has another activation than such a loss needs.
    """
    if loss is None or loss.link is None:
        return False
    if not isinstance(getattr(network.layers[-1], "activation", None), loss.link):
        raise ValueError(f"{loss.title} is computed together with {loss.link.title}")
    return True


def _memories(
    network: Architecture, rows: tuple[Array, Array, Array], inputs: Sequence[Array], slopes: Sequence[Array]
) -> list[Memory]:
    """Return the memory of every layer, given the arrays of all edges: values with extra columns, slopes."""
    blocks, gradients, states = (array[0] for array in rows) if len(rows[0]) == 1 else rows
    return [
        Memory(
            shape=network.shapes[i],
            x=inputs[i],
            a=inputs[i + 1][..., : network.widths[i + 1]],
            da=slopes[i + 1],
            dx=slopes[i],
            block=blocks[..., layout.slot],
            gradient_block=gradients[..., layout.slot],
            parameters=layout.views(blocks),
            gradient=layout.views(gradients),
            statistics=layout.kept_views(states),
            linked=False,
            generators=None,
        )
        for i, layout in enumerate(network.layouts)
    ]


class Pass:
    """A network bound to memory for one batch size.

    Write ``x`` (batch, features) and ``y`` (batch, outputs), or both at once as ``inputs_and_targets``, where
    the first layer's extra columns of ones stand between them; then call ``forward`` and ``backward``. The
    arrays of a population have a leading axis P.
    """

    def __init__(
        self,
        network: Architecture,
        rows: tuple[Array, Array, Array],
        batch: int,
        loss: Loss | None,
        generators: Generators | None,
        inputs_too: bool,
    ) -> None:
        """``rows`` are the parameters, their gradient and the state of P networks: (P, n), (P, n), (P, m)."""
        parameters, gradient, _ = rows
        lead = () if len(parameters) == 1 else (len(parameters),)
        dtype, widths = parameters.dtype, network.widths
        # Inputs and targets of a batch are one array, to be written at once.
        extra = [*(layer.extra_inputs for layer in network.layers), 0]
        first = widths[0] + extra[0]
        self.inputs_and_targets = _columns(lead, batch, first + widths[-1], dtype)
        self.y = self.inputs_and_targets[..., first:]
        behind = zip(widths[1:], extra[1:], strict=True)
        inputs = [
            self.inputs_and_targets[..., :first],
            *(_columns(lead, batch, width + more, dtype) for width, more in behind),
        ]
        slopes = [_columns(lead, batch, width, dtype) for width in widths]
        self.loss, self.linked, self.gradient = loss, _linked(loss, network), gradient
        memories = _memories(network, rows, inputs, slopes)
        if not inputs_too:
            memories[0] = replace(memories[0], dx=None)
        memories[-1] = replace(memories[-1], linked=self.linked)
        self.layers: list[Bound] = [
            layer.bind(replace(memory, generators=generators))
            for layer, memory in zip(network.layers, memories, strict=True)
        ]
        self._criterion: Loss | EveryStepLoss | None = loss
        if loss is not None and len(network.shapes[-1]) == 2:
            self._criterion = EveryStepLoss(loss, network.shapes[-1][-1])
        self.x, self.a = inputs[0][..., : widths[0]], inputs[-1]
        self.z = self.layers[-1].handles.get("z", self.a)
        self.dx = slopes[0]
        self._forward = [procedure for layer in self.layers for procedure in layer.forward]
        self._backward = [procedure for layer in reversed(self.layers) for procedure in layer.backward]
        if self._criterion is not None:
            self._backward.insert(0, partial(self._criterion.derivative, self.a, self.y, slopes[-1]))

    def forward(self) -> None:
        """Compute every layer's outputs from ``x``."""
        for procedure in self._forward:
            procedure()

    def backward(self) -> None:
        """Compute the gradient of the loss with respect to every parameter, after ``forward``."""
        assert self.loss is not None, "a pass bound without a loss has no way back"
        for procedure in self._backward:
            procedure()

    @property
    def criterion(self) -> Loss | EveryStepLoss:
        """The loss as it is applied to the outputs: of each sample, or of each step of it."""
        assert self._criterion is not None, "a pass bound without a loss has no loss"
        return self._criterion

    @property
    def loss_input(self) -> Array:
        """What the loss is computed from, (..., batch, outputs): outputs, or with a link the logits."""
        return self.z if self.linked else self.a

    def value(self) -> Any:
        """Return the loss of the batch after ``forward``: a number, or (P,)."""
        return self.criterion.value(self.loss_input, self.y)

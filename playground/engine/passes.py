"""Forward and backward passes: a network at work in memory of its own."""

from __future__ import annotations

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
    """Return ones (*lead, batch, width) of which all columns but the last lie in one piece.

    NumPy is twice as fast on one piece. It takes the columns of all networks together; only in small batches
    are those of each network together, for there BLAS rounds otherwise if they lie apart.
    """
    axis = 0 if batch >= 8 else len(lead)
    shape = (*lead, batch)
    return np.moveaxis(np.ones((*shape[:axis], width, *shape[axis:]), dtype), axis, -1)


class Pass:
    """A network bound to memory for one batch size.

    Write ``x`` (batch, features) and ``y`` (batch, outputs), or both at once, with a one between them, as
    ``given``; then call ``forward`` and ``backward``. Without a population the arrays have two axes,
    otherwise a leading one more.
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
        population = len(parameters)
        lead = () if population == 1 else (population,)
        blocks, gradients, states = (array[0] for array in rows) if population == 1 else rows
        dtype, widths = parameters.dtype, network.widths
        # Behind its inputs every layer has the columns that it asks for. What a batch brings lies in one
        # piece, to be written at once.
        extra = [*(layer.extra_inputs for layer in network.layers), 0]
        self.given = _columns(lead, batch, widths[0] + extra[0] + widths[-1], dtype)
        given, self.y = self.given[..., : widths[0] + extra[0]], self.given[..., widths[0] + extra[0] :]
        inputs = [
            given,
            *(
                _columns(lead, batch, width + more, dtype)
                for width, more in zip(widths[1:], extra[1:], strict=True)
            ),
        ]
        values = [array[..., :width] for array, width in zip(inputs, widths, strict=True)]
        slopes = [_columns(lead, batch, width, dtype) for width in widths]
        linked = loss is not None and loss.link is not None
        if loss is not None and loss.link is not None:
            activation = getattr(network.layers[-1], "activation", None)
            if not isinstance(activation, loss.link):
                raise ValueError(f"{loss.title} is computed together with {loss.link.title}")
        last = len(network.layers) - 1
        self.layers: list[Bound] = [
            layer.bind(
                Memory(
                    shape=network.shapes[i],
                    x=inputs[i],
                    a=values[i + 1],
                    da=slopes[i + 1],
                    dx=slopes[i] if i or inputs_too else None,
                    block=blocks[..., layout.slot],
                    gradient_block=gradients[..., layout.slot],
                    parameters=layout.views(blocks),
                    gradient=layout.views(gradients),
                    statistics=layout.kept_views(states),
                    linked=linked and i == last,
                    generators=generators,
                )
            )
            for i, (layer, layout) in enumerate(zip(network.layers, network.layouts, strict=True))
        ]
        self.loss, self.linked, self.gradient = loss, linked, gradient
        self._judge: Loss | EveryStepLoss | None = loss
        if loss is not None and len(network.shapes[-1]) == 2:
            self._judge = EveryStepLoss(loss, network.shapes[-1][-1])
        self.x, self.a = values[0], values[-1]
        self.z = self.layers[-1].handles.get("z", self.a)
        self.dx = slopes[0]
        self._forward = [procedure for layer in self.layers for procedure in layer.forward]
        self._backward = [procedure for layer in reversed(self.layers) for procedure in layer.backward]
        if self._judge is not None:
            self._backward.insert(0, partial(self._judge.derivative, self.a, self.y, slopes[-1]))

    def forward(self) -> None:
        """Compute every layer's outputs from ``x``."""
        for procedure in self._forward:
            procedure()

    def backward(self) -> None:
        """Compute the gradient of the loss by every parameter, after ``forward``."""
        assert self.loss is not None, "a pass bound without a loss has no way back"
        for procedure in self._backward:
            procedure()

    @property
    def judge(self) -> Loss | EveryStepLoss:
        """What the loss is taken with: of each sample, or at every step of it."""
        assert self._judge is not None, "a pass bound without a loss has no loss"
        return self._judge

    @property
    def measured(self) -> Array:
        """What the loss is taken of, (P, batch, outputs): outputs, or their sums where both are linked."""
        return self.z if self.linked else self.a

    def value(self) -> Any:
        """Return the loss of the batch after ``forward``: a number, or (P,)."""
        return self.judge.value(self.measured, self.y)

"""Every single number of a network: parameters, their gradient, and what a step adds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.worker.observer import Observer
from playground.worker.requests.base import Request


@dataclass(frozen=True, eq=False)
class NetworkValues:
    """The single numbers of a network; ``Network.places`` and ``kept_places`` say which is which."""

    widths: tuple[int, ...]
    """Units on every edge, the inputs first: whose numbers these are."""
    parameters: Array
    """(n,), as exact as they are trained with."""
    gradient: Array
    """(n,), as the optimizer is given it in a step: with penalty and clipping."""
    update: Array
    """(n,), what the step adds."""
    made: bool
    """Whether this step is the last one; otherwise it is the next, for nobody noted what the last one did."""
    kept: Array
    """(m,), what layers keep without descending on it."""
    masks: tuple[npt.NDArray[np.bool_] | None, ...]
    """For each layer which inputs it let through in the last batch, (batch, units), or None."""


@dataclass(frozen=True)
class AllValues(Request[NetworkValues]):
    """The numbers of the network and of the last step, or of the next where the last was not noted."""

    def answer(self, observer: Observer) -> NetworkValues:
        training = observer.training
        training.note_changes()
        made = training.stepping.noted
        stepping = training.stepping
        gradient, change = (stepping.gradient, stepping.change) if made else observer.next_step()
        masks = (layer.handles.get("mask") for layer in training.batch.layers)
        return NetworkValues(
            tuple(training.network.widths),
            training.network.parameters[0].copy(),
            gradient[0].copy(),
            change[0].copy(),
            made,
            training.network.state[0].copy(),
            tuple(None if mask is None else mask > 0.0 for mask in masks),
        )

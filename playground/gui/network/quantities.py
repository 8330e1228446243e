"""What links and bias squares show: weights, gradients or updates, and which number is drawn largest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from playground.engine.activations.base import Array
from playground.worker.requests.values import NetworkValues

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Quantity:
    """One number for each parameter, out of what a frame carries."""

    of: Callable[[NetworkValues], Array]
    """Returns the numbers, (n,)."""
    largest: tuple[float, float] | None = None
    """The number from which on a link is as wide as it gets, and the same for the colour of a bias.

    None for the largest that is there.
    """

    def scale(self, drawn: Sequence[Shares]) -> tuple[float, float]:
        """Return what is drawn largest, of links and of biases; 0 if all numbers that are drawn are 0."""
        if self.largest is not None:
            return self.largest
        sizes = np.abs(np.concatenate(drawn))
        most = float(sizes[np.isfinite(sizes)].max(initial=0.0))
        return most, most


QUANTITIES = {
    "link_weights": Quantity(lambda inside: inside.parameters, (4.0, 1.0)),
    "link_gradients": Quantity(lambda inside: inside.gradient),
    "link_updates": Quantity(lambda inside: inside.update),
}
"""By the name of the window's action that chooses it."""


def shares(numbers: Array, largest: float) -> Shares:
    """Return numbers as shares of the largest, from -1 to 1; what is not a number counts as 0."""
    most = largest or 1.0
    found = np.nan_to_num(numbers.astype(float), posinf=most, neginf=-most)
    return np.asarray(np.clip(found, -most, most) / most)

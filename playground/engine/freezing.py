"""Parameters that stay as they are while all others are trained."""

from collections.abc import Sequence

import numpy as np

from playground.engine.activations.base import Array


class Frozen:
    """Holds some columns of the parameters (P, n) through a step, whatever the rules make of it."""

    def __init__(self, parameters: Array, gradient: Array, places: Sequence[int]) -> None:
        self._parameters, self._gradient = parameters, gradient
        self._places = np.array(places, np.intp)
        self._values = parameters[:, self._places]

    def note(self) -> None:
        """Note what the parameters are before a step."""
        self._values = self._parameters[:, self._places]

    def zero_gradient(self) -> None:
        """Take them out of the gradient: neither its length nor a search along it counts them."""
        self._gradient[:, self._places] = 0.0

    def put_back(self) -> None:
        """Set them to what was noted."""
        self._parameters[:, self._places] = self._values

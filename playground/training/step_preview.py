"""The next step of a training, seen before it is made."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from playground.engine.activations.base import Array
from playground.training.training import Training


class NextStep(NamedTuple):
    """What a step will be, of every network: (P, n)."""

    gradient: Array
    """As the optimizer is given it: with penalty and clipping."""
    change: Array
    """What the step adds to the parameters."""


class StepPreview:
    """Makes the step that a training will make next, in a second training: the first is left as it is."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._twin = Training(training.experiment.changed(stop=()))
        self._twin.note_changes()

    def twin(self) -> Training:
        """Return the second training, where the first one is; it is one's own until the next call."""
        self._twin.restore(self._training.snapshot())
        return self._twin

    def step(self) -> NextStep:
        """Return the step that comes next, as the second training has made it.

        Without samples there is none, and its numbers are NaN.
        """
        if not self._training.has_samples:
            none = np.full_like(self._training.network.parameters, np.nan)
            return NextStep(none, none.copy())
        twin = self.twin()
        twin.advance(1)
        return NextStep(twin.stepping.gradient.copy(), twin.stepping.change.copy())

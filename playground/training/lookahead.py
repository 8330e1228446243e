"""The next step of a training, seen before it is made."""

from __future__ import annotations

from playground.training.step import TrainingStep
from playground.training.training import Training


class Lookahead:
    """Makes the step that a training will make next, in a second training: the first is left as it is."""

    def __init__(self, training: Training) -> None:
        self._training = training
        self._double = Training(training.experiment.changed(stop=()))
        self._double.note_changes()

    def step(self) -> TrainingStep:
        """Return the step that comes next, as the second training has made it."""
        self._double.restore(self._training.snapshot())
        self._double.advance(1)
        return self._double.stepping
